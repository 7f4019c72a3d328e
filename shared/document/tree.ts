import type { Confidence, Scale } from '../model/likelihood.ts';
import type { Marking } from '../model/marking.ts';

/**
 * The document tree: a briefing with everything it rests on, resolved, numbered and formatted, so that every format
 * (PDF, Markdown, JSON) is a plain walk over it. It is JSON through and through and can be frozen as it stands.
 */
export const TREE_VERSION = 1;

/** A stretch of text with one set of marks. */
export interface Run {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly strike?: true;
  /** https only; anything else is dropped when the tree is built. */
  readonly href?: string;
  /** Citations printed directly behind this run. */
  readonly citations?: readonly Citation[];
}

/** One fact relied on at this place, pinned to the revision that the analyst saw. */
export interface Citation {
  readonly fact: string;
  readonly revision: string;
  /** True when the fact has moved on since it was pinned. */
  readonly stale: boolean;
  /** Where the fact comes from: numbers of the source list, in rising order. Empty when it has no evidence. */
  readonly sources: readonly { readonly number: number; readonly locator: string }[];
}

export interface Paragraph {
  readonly type: 'paragraph';
  readonly runs: readonly Run[];
}
export interface Heading {
  readonly type: 'heading';
  /** Below the section's own heading: 2 or 3. */
  readonly level: 2 | 3;
  readonly runs: readonly Run[];
}
export interface List {
  readonly type: 'list';
  readonly ordered: boolean;
  readonly items: readonly (readonly ProseNode[])[];
}
export interface Quote {
  readonly type: 'quote';
  readonly children: readonly ProseNode[];
}
export type ProseNode = Paragraph | Heading | List | Quote;

/** A block of prose; its portion mark opens every paragraph and heading in it. */
export interface ProseBlock {
  readonly type: 'prose';
  readonly id: string;
  readonly marking: Marking;
  readonly children: readonly ProseNode[];
}

export interface FactRow {
  readonly fact: string;
  readonly revision: string;
  readonly stale: boolean;
  readonly statement: string;
  /** Name of the subject, or the empty string. */
  readonly subject: string;
  /** Formatted with qualifier and unit, such as `> 130,000 subscribers`; empty when the fact has no quantity. */
  readonly value: string;
  /** Formatted date or period, such as `August 2023 – July 2024`; empty when undated. */
  readonly asOf: string;
  /** Admiralty grade such as `F 6`, of the best supporting evidence; empty when it has none. */
  readonly grade: string;
  /** True when some evidence contradicts the fact. */
  readonly contested: boolean;
  readonly marking: Marking;
  readonly sources: readonly number[];
}

/** A table of facts with a caption above it. */
export interface FactTable {
  readonly type: 'factTable';
  readonly id: string;
  /** Running number over the briefing, from 1. */
  readonly number: number;
  readonly caption: string;
  readonly marking: Marking;
  readonly rows: readonly FactRow[];
}

/** Facts in order of time. Undated ones stand last. */
export interface Timeline {
  readonly type: 'timeline';
  readonly id: string;
  /** Running number of figures over the briefing, from 1. */
  readonly number: number;
  readonly caption: string;
  readonly marking: Marking;
  readonly rows: readonly FactRow[];
}

export interface JudgementNode {
  readonly id: string;
  readonly marking: Marking;
  /** The sentence, split so that the likelihood term can be set in bold. */
  readonly runs: readonly Run[];
  readonly likelihood: string | null;
  readonly confidence: Confidence | null;
  /** A sentence of its own, such as `Confidence in this judgement is low: one source of unknown reliability.` */
  readonly confidenceSentence: string;
  /** Numbers of the sources of the facts it rests on. */
  readonly sources: readonly number[];
  readonly assumptions: readonly string[];
  readonly alternatives: string;
}

export interface JudgementsBlock {
  readonly type: 'judgements';
  readonly id: string;
  readonly marking: Marking;
  readonly judgements: readonly JudgementNode[];
}

export type Block = ProseBlock | FactTable | Timeline | JudgementsBlock;

export interface Section {
  readonly id: string;
  /** `1`, `2`, … in the printed order. */
  readonly number: string;
  readonly heading: string;
  readonly marking: Marking;
  readonly blocks: readonly Block[];
}

export interface SourceEntry {
  /** As cited, from 1, in order of first citation. */
  readonly number: number;
  readonly id: string;
  /** Formatted reference without the URL: author, title, container, publisher or `publisher unknown`, date or `undated`. */
  readonly reference: readonly Run[];
  readonly url: string;
  readonly archiveUrl: string;
  /** Formatted dates; empty when unknown. */
  readonly accessed: string;
  readonly archived: string;
  readonly reliability: string;
  /** The reliability in words, such as `reliability cannot be judged`. */
  readonly reliabilityWords: string;
  /** The credibilities of the cited evidence in words, most credible first, such as `6, truth cannot be judged`. */
  readonly credibilities: readonly string[];
  /** What affects the quality of this source (ICD 206 source descriptor). */
  readonly descriptor: string;
  readonly marking: Marking;
}

export interface DocumentTree {
  readonly version: typeof TREE_VERSION;
  /** BCP 47, such as `en`. */
  readonly language: string;
  readonly page: 'A4' | 'Letter';
  readonly briefing: string;
  readonly title: string;
  readonly subtitle: string;
  readonly customer: string;
  readonly question: string;
  /** Formatted for the cover; the ISO form is in `isoDate`. */
  readonly date: string;
  readonly isoDate: string;
  readonly author: string;
  /** `draft` until an edition is sealed. */
  readonly edition: string;
  /** The highest marking of all that is in the document. */
  readonly banner: Marking;
  /** The first page answers first: likelihood in its sentence, confidence in a sentence of its own. */
  readonly bottomLine: JudgementNode | null;
  readonly sections: readonly Section[];
  readonly sources: readonly SourceEntry[];
  /** ICD 206 source summary statement; empty when the analyst wrote none. */
  readonly sourceSummary: string;
  /** The likelihood scale in use, printed as an appendix; null when no judgement uses one. */
  readonly scale: Scale | null;
}
