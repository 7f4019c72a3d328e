/**
 * The three-way merge of long text, paragraph by paragraph (MERGE.md, M12). It only proposes: what an analyst chose is
 * written as an ordinary edit, and a merge of files never comes here.
 */
import { diffIndices } from 'node-diff3';
import type { Prose, ProseNode } from './prose.ts';

/**
 * What became of a stretch of paragraphs since the common version: nothing, a change by one side, the same change by
 * both, or two different ones.
 */
export type RegionKind = 'same' | 'mine' | 'theirs' | 'alike' | 'conflict';

/** A stretch of paragraphs in the common version and in either text; any of the three may be empty. */
export interface Region<P> {
  readonly kind: RegionKind;
  readonly base: readonly P[];
  readonly mine: readonly P[];
  readonly theirs: readonly P[];
}

/** What can be taken of a region: one side, or both in either order. */
export const CHOICES = ['mine', 'theirs', 'mine-theirs', 'theirs-mine'] as const;
export type Choice = (typeof CHOICES)[number];

/** Replaces `length` paragraphs of the common version from `at` on by those of one side. */
interface Hunk {
  readonly mine: boolean;
  readonly at: number;
  readonly end: number;
  /** By how many paragraphs the side is longer there. */
  readonly growth: number;
}

/** Beyond this many steps of comparing, what differs counts as one stretch: nobody waits for a text made to be slow. */
const MOST_STEPS = 50_000_000;

const stepsOf = (a: readonly number[], b: readonly number[]): number => {
  const counts = new Map<number, number>();
  for (const key of a) counts.set(key, (counts.get(key) ?? 0) + 1);
  return b.reduce((pairs, key) => pairs + (counts.get(key) ?? 0), 0) * Math.min(a.length, b.length);
};

/** What a side changed of the common version. Equal beginnings and ends are set aside: comparing them costs most. */
const hunksOf = (base: readonly number[], side: readonly number[], mine: boolean): Hunk[] => {
  const most = Math.min(base.length, side.length);
  let head = 0;
  while (head < most && base[head] === side[head]) head += 1;
  let tail = 0;
  while (tail < most - head && base.at(-1 - tail) === side.at(-1 - tail)) tail += 1;
  const before = base.slice(head, base.length - tail);
  const after = side.slice(head, side.length - tail);
  if (before.length + after.length === 0) return [];
  if (stepsOf(before, after) > MOST_STEPS)
    return [{ mine, at: head, end: head + before.length, growth: after.length - before.length }];
  return diffIndices(before, after).map(({ buffer1: [at, length], buffer2: [, inSide] }) => ({
    mine,
    at: head + at,
    end: head + at + length,
    growth: inSide - length,
  }));
};

/** Hunks that change the same paragraphs, or put others in at the same place. Those that only touch stay apart. */
const clustersOf = (hunks: readonly Hunk[]): Hunk[][] => {
  const clusters: Hunk[][] = [];
  let [start, end] = [-1, -1];
  for (const hunk of [...hunks].sort((a, b) => a.at - b.at || a.end - b.end)) {
    const samePlace = start === end && hunk.at === end && hunk.end === end;
    if (hunk.at < end || samePlace) clusters.at(-1)?.push(hunk);
    else {
      clusters.push([hunk]);
      start = hunk.at;
    }
    end = Math.max(end, hunk.end);
  }
  return clusters;
};

const growthOf = (hunks: readonly Hunk[], mine: boolean): number =>
  hunks.reduce((sum, hunk) => (hunk.mine === mine ? sum + hunk.growth : sum), 0);

/** A region as the places where its paragraphs stand, from the first to behind the last. */
interface Span {
  readonly base: readonly [number, number];
  readonly mine: readonly [number, number];
  readonly theirs: readonly [number, number];
}

const lengthOf = ([from, end]: readonly [number, number]): number => end - from;

/** Where each paragraph stands opposite another one, they are chosen one by one. */
const split = (span: Span): Span[] => {
  const length = lengthOf(span.base);
  if (length < 2 || lengthOf(span.mine) !== length || lengthOf(span.theirs) !== length) return [span];
  const one = ([from]: readonly [number, number], step: number) => [from + step, from + step + 1] as const;
  return Array.from({ length }, (_, step) => ({
    base: one(span.base, step),
    mine: one(span.mine, step),
    theirs: one(span.theirs, step),
  }));
};

/** Follows the hunks of both sides through the common version: what is between them stayed, each cluster is a region. */
const spansOf = (length: number, hunks: readonly Hunk[]): Span[] => {
  const spans: Span[] = [];
  let at = { base: 0, mine: 0, theirs: 0 };
  const next = (base: number, cluster: readonly Hunk[]): Span => {
    const mine = at.mine + base - at.base + growthOf(cluster, true);
    const theirs = at.theirs + base - at.base + growthOf(cluster, false);
    const span: Span = { base: [at.base, base], mine: [at.mine, mine], theirs: [at.theirs, theirs] };
    at = { base, mine, theirs };
    return span;
  };
  for (const cluster of clustersOf(hunks)) {
    spans.push(next(Math.min(...cluster.map((hunk) => hunk.at)), []));
    spans.push(...split(next(Math.max(...cluster.map((hunk) => hunk.end)), cluster)));
  }
  return [...spans, next(length, [])].filter((span) => Object.values(span).some((part) => lengthOf(part) > 0));
};

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index]);

const kindOf = (base: readonly number[], mine: readonly number[], theirs: readonly number[]): RegionKind => {
  if (isSame(mine, theirs)) return isSame(base, mine) ? 'same' : 'alike';
  if (isSame(base, theirs)) return 'mine';
  return isSame(base, mine) ? 'theirs' : 'conflict';
};

/** What both have in the same order: it stands in for a common version that is not known. */
const commonOf = <P>(mine: readonly P[], own: readonly number[], other: readonly number[]): P[] => {
  const hunks = hunksOf(own, other, true);
  return mine.filter((_, index) => !hunks.some(({ at, end }) => at <= index && index < end));
};

/**
 * Lays two texts and their common version side by side. `keyOf` tells which paragraphs are equal. Without a common
 * version, what both have counts as one, so that nothing either of them has is taken for deleted.
 */
export const mergeParagraphs = <P>(
  base: readonly P[] | null,
  mine: readonly P[],
  theirs: readonly P[],
  keyOf: (paragraph: P) => string,
): Region<P>[] => {
  const numbers = new Map<string, number>();
  const numbered = (paragraph: P): number => {
    const key = keyOf(paragraph);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const [own, other] = [mine.map(numbered), theirs.map(numbered)];
  const common = base ?? commonOf(mine, own, other);
  const old = common.map(numbered);
  return spansOf(common.length, [...hunksOf(old, own, true), ...hunksOf(old, other, false)]).map((span) => ({
    kind: kindOf(old.slice(...span.base), own.slice(...span.mine), other.slice(...span.theirs)),
    base: common.slice(...span.base),
    mine: mine.slice(...span.mine),
    theirs: theirs.slice(...span.theirs),
  }));
};

/** True where the analyst has to choose; elsewhere the change of one side, or of both, is taken unless told otherwise. */
export const needsChoice = ({ kind }: Pick<Region<unknown>, 'kind'>): boolean => kind === 'conflict';

const PARTS: Readonly<Record<Choice, readonly ('mine' | 'theirs')[]>> = {
  mine: ['mine'],
  theirs: ['theirs'],
  'mine-theirs': ['mine', 'theirs'],
  'theirs-mine': ['theirs', 'mine'],
};

/** What is taken of a region; undefined while somebody has to choose. */
export const takenOf = <P>(region: Region<P>, choice: Choice | undefined): readonly P[] | undefined => {
  if (choice === undefined && needsChoice(region)) return undefined;
  const given = choice ?? (region.kind === 'theirs' ? 'theirs' : 'mine');
  return PARTS[given].flatMap((side) => region[side]);
};

/** The merged paragraphs, given what was chosen by place of the region; undefined while a choice is missing. */
export const assemble = <P>(
  regions: readonly Region<P>[],
  choices: readonly (Choice | undefined)[],
): P[] | undefined => {
  const taken = regions.map((region, index) => takenOf(region, choices[index]));
  return taken.some((part) => part === undefined) ? undefined : taken.flatMap((part) => part ?? []);
};

/** What tells paragraphs of prose apart; what is left empty is as good as not there. */
const proseKey = (node: ProseNode): string =>
  JSON.stringify(node, (_, value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value));

/** The top-level nodes of two versions of a text side by side (M12). */
export const mergeProse = (base: Prose | null, mine: Prose, theirs: Prose): Region<ProseNode>[] =>
  mergeParagraphs(base?.content ?? null, mine.content, theirs.content, proseKey);

/** The lines of two versions of a plain text side by side (M12). */
export const mergeLines = (base: string | null, mine: string, theirs: string): Region<string>[] =>
  mergeParagraphs(base?.split('\n') ?? null, mine.split('\n'), theirs.split('\n'), (line) => line);
