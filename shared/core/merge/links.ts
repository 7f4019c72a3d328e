import type { BlockContent } from '../../model/briefing.ts';
import type { Basis } from '../../model/judgement.ts';
import { citedFacts, type Prose } from '../../model/prose.ts';
import type { Link, Pin, RecordKind } from '../../model/records.ts';

/**
 * How a record hangs on another. `says`: it is a part of it or tells what it says, so it never goes where the other
 * must not. `proposes`: the same, but it can go and wait without the other. `needs`: it is incomplete without it, and
 * shows no more of it than its id. `mentions`: the same, and nobody misses it.
 */
export type Tie = 'says' | 'proposes' | 'needs' | 'mentions';
export type TiedLink = Link & { readonly tie: Tie };

type Read = (value: unknown) => readonly TiedLink[];

const one =
  (kind: RecordKind, tie: Tie): Read =>
  (value) =>
    typeof value === 'string' ? [{ kind, id: value, tie }] : [];

/** A pin names a revision of the fact, and what pins it stands there because of what the fact says. */
const pinned = (pins: readonly Pin[]): TiedLink[] => pins.map(({ fact }) => ({ kind: 'fact', id: fact, tie: 'says' }));

const inContent: Read = (value) => {
  const content = value as BlockContent;
  switch (content.type) {
    case 'prose':
      return pinned(citedFacts(content.prose));
    case 'factTable':
    case 'timeline':
      return pinned(content.facts);
    case 'judgements':
      return content.judgements.map((id) => ({ kind: 'judgement', id, tie: 'needs' }));
  }
};

/** Which fields link to other records, and how. */
const LINKING: Readonly<Record<RecordKind, Readonly<Record<string, Read>>>> = {
  // A joined record stands for the same as the one that it gave way to, so it tells what that says (M13).
  subject: { parent: one('subject', 'needs'), joinedTo: one('subject', 'says') },
  source: { joinedTo: one('source', 'says') },
  fact: { subject: one('subject', 'needs'), supersededBy: one('fact', 'needs'), joinedTo: one('fact', 'says') },
  evidence: { fact: one('fact', 'says'), source: one('source', 'says') },
  note: {
    body: (value) => pinned(citedFacts(value as Prose)),
    links: (value) => (value as Link[]).map((link) => ({ ...link, tie: 'mentions' })),
  },
  judgement: { basis: (value) => pinned((value as Basis[]).filter((entry): entry is Pin => 'fact' in entry)) },
  template: {},
  briefing: { template: one('template', 'needs'), bottomLine: one('judgement', 'needs') },
  section: { briefing: one('briefing', 'says') },
  block: { section: one('section', 'says'), content: inContent },
  edition: { briefing: one('briefing', 'says') },
  proposal: { target: (value) => [{ ...(value as Link), tie: 'proposes' }] },
};

/** True when records of the kind link to others at all. */
export const canLink = (kind: RecordKind): boolean => Object.keys(LINKING[kind]).length > 0;

type Fields = Readonly<Record<string, unknown>>;

/** What a proposal would link its target to; nobody misses that before it is accepted. */
const proposedLinks = ({ target, patch }: Fields): TiedLink[] =>
  target && patch ? linksOf((target as Link).kind, patch as Fields).map((link) => ({ ...link, tie: 'mentions' })) : [];

/** The links in some fields of a record: all of them, or those that one change wrote. */
export const linksOf = (kind: RecordKind, fields: Fields): TiedLink[] => [
  ...Object.entries(LINKING[kind]).flatMap(([name, read]) => (fields[name] == null ? [] : read(fields[name]))),
  ...(kind === 'proposal' ? proposedLinks(fields) : []),
];

/** What belongs to a record: the kind of the part, and its column that names the whole. */
interface Part {
  readonly kind: RecordKind;
  readonly column: string;
}

/** What goes where a record goes. Records that are joined to it are read through it, so they go along (M13). */
export const PARTS: Partial<Record<RecordKind, readonly Part[]>> = {
  briefing: [{ kind: 'section', column: 'briefing' }],
  section: [{ kind: 'block', column: 'section' }],
  fact: [
    { kind: 'evidence', column: 'fact' },
    { kind: 'fact', column: 'joined_to' },
  ],
  source: [{ kind: 'source', column: 'joined_to' }],
  subject: [{ kind: 'subject', column: 'joined_to' }],
};

/** Of which records one is a part, by the fields that name them: without those it says nothing. */
const OWNERS: Partial<Record<RecordKind, readonly string[]>> = {
  evidence: ['fact', 'source'],
  section: ['briefing'],
  block: ['section'],
};

/** The records that this one is a part of. */
export const ownersOf = (kind: RecordKind, fields: Readonly<Record<string, unknown>>): TiedLink[] =>
  (OWNERS[kind] ?? []).flatMap((name) => LINKING[kind][name]?.(fields[name]) ?? []);

/** True when the other goes along wherever this one goes. */
export const goesAlong = (tie: Tie): boolean => tie === 'says' || tie === 'needs';

/** True when the words of the other stand in this one, so that what keeps those back keeps this back. */
export const tells = (tie: Tie): boolean => tie === 'says' || tie === 'proposes';

/** Every record that has to be here, at least as a place held for it, so that this one can be. */
export const needsOf = (kind: RecordKind, fields: Readonly<Record<string, unknown>>): TiedLink[] =>
  linksOf(kind, fields).filter(({ tie }) => tie !== 'mentions');
