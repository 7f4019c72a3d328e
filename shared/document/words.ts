import type { Confidence } from '../model/likelihood.ts';

/** Openings that a clause behind a colon writes small; a name or an abbreviation keeps its capital. */
const SMALL_OPENING =
  /^(?:The|A|An|It|Its|This|That|These|Those|There|They|Their|We|Our|Only|No|Not|None|One|Two|Three|All|Most|Some|Few|Both|Much|Many|Several|Single|Sources?|Sourcing|Reporting|Evidence|Because|Since|As|Due)\b/;

const fitReason = (reason: string): string => {
  const text = reason
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.;:,\s]+$/, '');
  return SMALL_OPENING.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
};

/**
 * The confidence in a sentence of its own (ICD 203 keeps it apart from the likelihood), with its reason fitted in.
 * Empty when no confidence is given.
 */
export const confidenceSentence = (confidence: Confidence | null, reason: string): string => {
  if (confidence === null) return '';
  const opening = `Confidence in this judgement is ${confidence}`;
  const fitted = fitReason(reason);
  if (fitted === '') return `${opening}.`;
  const joint = /^(?:because|since|as|due to)\b/.test(fitted) ? ' ' : ': ';
  return `${opening}${joint}${fitted}${/[?!…]$/.test(fitted) ? '' : '.'}`;
};
