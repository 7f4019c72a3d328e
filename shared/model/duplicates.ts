/**
 * Records that likely stand for the same thing (MERGE.md, M13). What is compared is folded first, so that case, spaces
 * and ways to write one address do not tell two apart. Joining itself is a field of the record that gives way.
 */
import type { RecordKind } from './records.ts';

/** Kinds of record that can be joined, in the order in which they are best looked at: facts hang on the others. */
export const JOINABLE_KINDS = ['subject', 'source', 'fact'] as const satisfies readonly RecordKind[];
export type JoinableKind = (typeof JOINABLE_KINDS)[number];

export const isJoinable = (kind: RecordKind): kind is JoinableKind => JOINABLE_KINDS.some((one) => one === kind);

const QUOTES = /[«»“”„‟‘’‚‛"'`]/g;
const DASHES = /[‐‑‒–—−]/g;

/** Words that are folded once they are in small letters: most statements are, and looking is cheaper than folding. */
const PLAIN = /^[a-zа-я0-9,:;()%/+-]+(?: [a-zа-я0-9,:;()%/+-]+)*$/;

/** A statement or name in the form in which two are compared. */
export const foldWords = (text: string): string => {
  const small = text.toLowerCase();
  return PLAIN.test(small) ? small : foldFully(text);
};

const foldFully = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(QUOTES, '')
    .replace(DASHES, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '')
    .trimEnd();

const DOI = /10\.\d{4,9}\/\S+/;
const DOI_HOSTS: ReadonlySet<string> = new Set(['doi.org', 'dx.doi.org']);

/** A DOI however it is written, as an address or with a prefix; empty when the text holds none. */
export const foldDoi = (text: string): string => DOI.exec(text.trim().toLowerCase())?.[0].replace(/[.,;]+$/, '') ?? '';

/** Parameters that say how a reader came to a page, not which page it is. */
const TRACKING = /^(utm_\w+|gclid|fbclid|yclid|msclkid|mc_cid|mc_eid|igshid)$/i;

const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/**
 * An address without what does not tell two pages apart: scheme, `www.`, port by default, fragment, last slash, order of
 * parameters, and those that only track. An address of doi.org is its DOI. Empty when there is no address.
 */
export const foldUrl = (text: string): string => {
  const url = parsed(text.trim());
  if (!url) return '';
  const host = url.hostname.replace(/^www\./, '');
  const doi = DOI_HOSTS.has(host) ? foldDoi(text) : '';
  if (doi) return doi;
  const query = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).map((pair) => pair.join('='));
  const path = url.pathname.replace(/\/+$/, '');
  return `${host}${url.port ? `:${url.port}` : ''}${path}${query.length > 0 ? `?${query.sort().join('&')}` : ''}`;
};

/** 53 bits of a text: enough that two texts of a library hardly ever share them, and small to keep a million of. */
export const fingerprint = (text: string): number => {
  let high = 0x9e3779b1;
  let low = 0x85ebca6b;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low + code, 0xc2b2ae35) ^ (low >>> 15);
  }
  return (high >>> 0) * 0x200000 + ((low ^ (high >>> 7)) & 0x1fffff);
};

/** What an index keeps of a folded text; null for none, which is like nothing else. */
export const keyOf = (folded: string): number | null => (folded === '' ? null : fingerprint(folded));

const smallest = (ids: readonly string[]): string => ids.toSorted((a, b) => (a < b ? -1 : 1))[0] as string;

/**
 * For each joined record the one that stands for it: the end of the chain of joins. Two copies that joined in opposite
 * directions make a ring, of which the smallest id stands for all, so that every copy comes to the same. Each record is
 * passed once, since a stranger's chain may be long.
 */
export const standings = (joinedTo: ReadonlyMap<string, string>): Map<string, string> => {
  const found = new Map<string, string>();
  for (const start of joinedTo.keys()) {
    const way: string[] = [];
    const places = new Map<string, number>();
    let at: string | undefined = start;
    for (; at !== undefined && !found.has(at) && !places.has(at); at = joinedTo.get(at))
      places.set(at, way.push(at) - 1);
    const ring = at === undefined ? undefined : places.get(at);
    const end = at === undefined ? (way.at(-1) as string) : (found.get(at) ?? smallest(way.slice(ring)));
    for (const id of way) found.set(id, end);
  }
  return found;
};

/** Two records, of which the other gives way to the one. */
export interface Joining {
  readonly one: string;
  readonly other: string;
}

/**
 * Pairs that share a record make one group, given by the record that stands for it: the one that gives way in none of
 * its pairs, the smallest id where there are several such or none.
 */
export const joinGroups = (pairs: readonly Joining[]): Map<string, string[]> => {
  const neighbours = new Map<string, string[]>();
  const note = (id: string, next: string): void => {
    const known = neighbours.get(id);
    if (known) known.push(next);
    else neighbours.set(id, [next]);
  };
  for (const { one, other } of pairs) {
    note(one, other);
    note(other, one);
  }
  const giving = new Set(pairs.map(({ other }) => other));
  const groups = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const start of neighbours.keys()) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    // Grows while it is gone through.
    for (const id of group) {
      for (const next of neighbours.get(id) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        group.push(next);
      }
    }
    const staying = group.filter((id) => !giving.has(id));
    const keep = smallest(staying.length > 0 ? staying : group);
    groups.set(
      keep,
      group.filter((id) => id !== keep),
    );
  }
  return groups;
};
