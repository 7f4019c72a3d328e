import i18next from 'i18next';
import { create } from 'zustand';
import type { FactInput } from '#shared/contract/facts.ts';
import { dateBounds } from '#shared/model/dates.ts';
import type { Marking } from '#shared/model/marking.ts';
import { parseQuantity } from '#shared/model/quantity.ts';
import { setHalfTyped } from '../../app/unsaved.ts';
import { EMPTY_EVIDENCE, type EvidenceDraft, evidenceInput, isWritten, isWrongDay } from '../evidence/draft.ts';

/** A fact while it is being captured, as typed. */
export interface CaptureDraft {
  readonly statement: string;
  readonly subject: string;
  readonly value: string;
  readonly asOf: string;
  readonly marking: Marking;
  readonly tags: readonly string[];
  readonly evidence: EvidenceDraft;
}

export const EMPTY_CAPTURE: CaptureDraft = {
  statement: '',
  subject: '',
  value: '',
  asOf: '',
  marking: 'CLEAR',
  tags: [],
  evidence: EMPTY_EVIDENCE,
};

/** What is being typed outlives the box: closing it loses nothing. */
export const useCapture = create<{ readonly draft: CaptureDraft }>(() => ({ draft: EMPTY_CAPTURE }));

/** What a draft holds that no library has yet, a line for each field; empty when it is only what stays from the last fact. */
export const captureWords = (draft: CaptureDraft): string => {
  const { statement, value, subject, asOf, tags, evidence } = draft;
  const { source, quote, locator } = evidence;
  const own = [statement, value, quote, locator, source.id === null ? source.title + source.url : ''];
  if (own.join('').trim() === '') return '';
  const lines: [string, string][] = [
    [i18next.t('facts:fields.subject'), subject],
    [i18next.t('facts:fields.value'), value],
    [i18next.t('facts:fields.asOf'), asOf],
    [i18next.t('evidence:source'), [source.title, source.url].filter(Boolean).join(', ')],
    [i18next.t('evidence:quote'), quote],
    [i18next.t('evidence:locator'), locator],
    [i18next.t('facts:fields.tags'), tags.join(', ')],
  ];
  const told = lines.filter(([, words]) => words.trim() !== '').map(([label, words]) => `${label}: ${words.trim()}`);
  return [statement.trim(), ...told].filter(Boolean).join('\n');
};

useCapture.subscribe(({ draft }) => setHalfTyped('capture', captureWords(draft)));

export type CaptureField = 'statement' | 'value' | 'asOf' | 'source' | 'accessed';

/** The fields that cannot be stored as they stand. */
export const wrongFields = (draft: CaptureDraft): CaptureField[] => {
  const { quote, locator } = draft.evidence;
  const wrong: [CaptureField, boolean][] = [
    ['statement', draft.statement.trim() === ''],
    ['value', draft.value.trim() !== '' && parseQuantity(draft.value) === undefined],
    ['asOf', draft.asOf.trim() !== '' && dateBounds(draft.asOf.trim()) === undefined],
    ['source', (quote + locator).trim() !== '' && !isWritten(draft.evidence)],
    ['accessed', isWrongDay(draft.evidence)],
  ];
  return wrong.filter(([, is]) => is).map(([field]) => field);
};

/** The draft as the Api takes it. */
export const captureInput = (draft: CaptureDraft, today: string): FactInput => ({
  statement: draft.statement.trim().replace(/\s*\n\s*/g, ' '),
  quantity: parseQuantity(draft.value) ?? null,
  asOf: draft.asOf.trim() || null,
  marking: draft.marking,
  tags: [...draft.tags],
  evidence: isWritten(draft.evidence) ? [evidenceInput(draft.evidence, today)] : [],
  ...(draft.subject.trim() ? { subjectName: draft.subject.trim() } : {}),
});

/** What stays for the next fact: the same source, subject, marking and tags; the statement and its words go. */
export const nextCapture = (draft: CaptureDraft): CaptureDraft => ({
  ...draft,
  statement: '',
  value: '',
  evidence: { ...draft.evidence, quote: '', locator: '' },
});
