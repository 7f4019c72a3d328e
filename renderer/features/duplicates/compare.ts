import i18next from 'i18next';
import type { DuplicatePair } from '#shared/contract/duplicates.ts';
import type { FactDetail } from '#shared/contract/facts.ts';
import type { JoinableKind } from '#shared/model/duplicates.ts';
import { type FieldValue, fieldLabel, fieldText } from '../history/field-text.ts';

/** A record as its pane has it: its fields, and the name of its subject. */
export type Shown = Readonly<Record<string, unknown>>;

/** One thing said of both records, in words. */
export interface Compared {
  readonly field: string;
  readonly label: string;
  readonly words: readonly [string, string];
}

/** What tells two records of a kind apart, in the order in which it is looked at. */
const FIELDS: Readonly<Record<JoinableKind, readonly string[]>> = {
  fact: 'statement subject quantity asOf status marking evidence validUntil reviewBy tags custom'.split(' '),
  source: (
    'title type authors publisher containerTitle issued url doi accessed reliability descriptor marking ' +
    'archiveUrl archivedAt language'
  ).split(' '),
  subject: 'name kind aliases description marking'.split(' '),
};

/** From which sources a fact is, a line each. */
const evidenceWords = (record: Shown): string =>
  (record.evidence as FactDetail['evidence'])
    .map(({ sourceRecord, locator }) => [sourceRecord.title, locator].filter(Boolean).join(', '))
    .join('\n');

const wordsOf = (kind: JoinableKind, field: string, record: Shown): string => {
  // The name says more than the id of the subject.
  if (kind === 'fact' && field === 'subject') return String(record.subjectName ?? '');
  if (kind === 'fact' && field === 'evidence') return evidenceWords(record);
  return fieldText(kind, field, (record[field] ?? null) as FieldValue);
};

/** Evidence is no field of a fact, but tells two apart like one. */
const labelOf = (kind: JoinableKind, field: string): string =>
  field === 'evidence' ? i18next.t('facts:parts.evidence') : fieldLabel(kind, field);

/** Both records field by field; what neither says is left out. */
export const compareFields = (kind: JoinableKind, one: Shown, other: Shown): Compared[] =>
  FIELDS[kind]
    .map((field): Compared => {
      const words = [wordsOf(kind, field, one), wordsOf(kind, field, other)] as const;
      return { field, label: labelOf(kind, field), words };
    })
    .filter(({ words }) => words.some(Boolean));

/** What the list knows of both, for records that no longer show by themselves. */
export const compareSides = ({ kind, keep, other }: DuplicatePair): Compared[] => {
  const [title, detail] = { fact: ['statement', 'subject'], source: ['title', 'url'], subject: ['name', 'kind'] }[kind];
  const sides = [
    [title, keep.title, other.title],
    [detail, keep.detail, other.detail],
    ['marking', fieldText(kind, 'marking', keep.marking), fieldText(kind, 'marking', other.marking)],
  ] as const;
  return sides
    .filter(([, one, two]) => one !== '' || two !== '')
    .map(([field = '', one, two]) => ({ field, label: fieldLabel(kind, field), words: [one, two] as const }));
};

/** The ids of the pairs of a list, taken apart again. */
export const pairsOf = (ids: Iterable<string>): { one: string; other: string }[] =>
  [...ids].map((id) => {
    const [one = '', other = ''] = id.split(' ');
    return { one, other };
  });

const SHORT = 48;

/** A title as it stands on a button. */
export const shortTitle = (title: string): string =>
  title.length > SHORT ? `${title.slice(0, SHORT).trimEnd()}…` : title;
