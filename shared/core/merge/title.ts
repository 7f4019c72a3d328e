import { type Prose, proseText } from '../../model/prose.ts';
import type { RecordKind } from '../../model/records.ts';

const LENGTH = 200;

const NAMING: Readonly<Record<RecordKind, string>> = {
  subject: 'name',
  source: 'title',
  fact: 'statement',
  evidence: 'quote',
  note: 'title',
  judgement: 'sentence',
  template: 'title',
  briefing: 'title',
  section: 'heading',
  block: 'content',
  edition: 'number',
  proposal: 'reason',
};

const wordsOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const content = value as { type?: string; prose?: Prose; caption?: string };
  return content.prose ? proseText(content.prose) : (content.caption ?? '');
};

/** A record in a few words, from its fields; empty when it has none. */
export const titleOf = (kind: RecordKind, state: Readonly<Record<string, unknown>>): string => {
  const title = wordsOf(state[NAMING[kind]]);
  const fallback = kind === 'evidence' ? wordsOf(state.locator) : kind === 'note' ? wordsOf({ prose: state.body }) : '';
  return Array.from(
    (title || fallback)
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, LENGTH * 2),
  )
    .slice(0, LENGTH)
    .join('');
};
