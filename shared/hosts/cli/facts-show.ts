import type { Api } from '../../contract/api.ts';
import type { FactDetail, FactItem } from '../../contract/facts.ts';
import { formatEdtf } from '../../model/dates.ts';
import { fieldNames } from '../../model/field-names.ts';
import { gradeLabel } from '../../model/grades.ts';
import { formatQuantity } from '../../model/quantity-text.ts';
import type { HistoryEntry } from '../../model/records.ts';
import { entries, pairs } from './output.ts';
import { DONE } from './problems.ts';
import type { Session } from './session.ts';

export const LIBRARY = ['<library>', 'library file (.bwlib)'] as const;
export const FACT = ['<fact>', 'id of the fact'] as const;

/** Facts as a list for a person. */
export const factLines = (items: readonly FactItem[]): string =>
  entries(
    items,
    (fact) => fact.statement,
    (fact) => [
      fact.id,
      fact.asOf === null ? null : formatEdtf(fact.asOf),
      formatQuantity(fact.quantity),
      fact.grade && gradeLabel(fact.grade.reliability, fact.grade.credibility),
      fact.status,
    ],
  );

/** The section by number and heading; what stands before the first one is the bottom line. */
export const placeName = ({ sectionNumber, heading }: { sectionNumber: number; heading: string }): string =>
  sectionNumber > 0 ? `${sectionNumber}. ${heading}` : 'Bottom line';

/** One edit of the history on one line. */
export const historyLine = (entry: HistoryEntry): string => {
  const fields = fieldNames(
    'fact',
    entry.changes.map(({ field }) => field),
  );
  const at = new Date(entry.at).toISOString().slice(0, 16).replace('T', ' ');
  return `  ${at}  ${entry.op} by ${entry.author}${fields ? `: ${fields}` : ''}${entry.reason ? ` (${entry.reason})` : ''}`;
};

const words = (fact: FactDetail, history: readonly HistoryEntry[]): string =>
  [
    fact.statement,
    '',
    pairs([
      ['Id', fact.id],
      ['Subject', fact.subjectName],
      ['Value', formatQuantity(fact.quantity)],
      ['As of', fact.asOf === null ? '' : formatEdtf(fact.asOf)],
      ['Valid until', fact.validUntil],
      ['Review by', fact.reviewBy],
      ['Status', fact.retired ? `retired (${fact.status})` : fact.status],
      ['Marking', `TLP:${fact.marking}`],
      ['Tags', fact.tags.join(', ')],
      ...Object.entries(fact.custom),
    ]),
    ...fact.evidence.flatMap(({ sourceRecord, credibility, stance, locator, quote }) => [
      '',
      `${stance === 'supports' ? 'Evidence' : 'Against it'}  ${gradeLabel(sourceRecord.reliability, credibility)}  ${sourceRecord.title}${locator ? `, ${locator}` : ''}`,
      ...(sourceRecord.url ? [`          ${sourceRecord.url}`] : []),
      ...(quote ? [`          “${quote}”`] : []),
    ]),
    '',
    'History',
    ...history.map(historyLine),
  ].join('\n');

/** Prints the fact as it is now, with its history. */
export const showFact = async (session: Session, api: Api, id: string): Promise<number> => {
  const [fact, history] = await Promise.all([api.facts.get({ id }), api.facts.history({ id })]);
  session.output.result({ ...fact, history }, () => words(fact, history));
  return DONE;
};
