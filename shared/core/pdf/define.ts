import type { ContentStack, ContentText, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { DocumentTree, Section } from '../../document/tree.ts';
import { type Marking, markingLabel } from '../../model/marking.ts';
import { addAppendix, appendixTitle, hasAppendix } from './appendix.ts';
import { cover, type Entry } from './cover.ts';
import { textHeight } from './estimate.ts';
import { addFactTable } from './facts.ts';
import { createFlow, type Flow } from './flow.ts';
import { footer, header } from './frame.ts';
import { MARK_TEXT, opening, type Scope } from './inline.ts';
import { addJudgements } from './judgements.ts';
import { LABELS } from './labels.ts';
import { addProse } from './prose.ts';
import { addSources, hasSources } from './sources.ts';
import { COLOUR, DEFAULT_STYLE, MARGIN, PAPER, SIZE, STYLES } from './style.ts';
import { addTimeline } from './timeline.ts';
import { type Covers, createTypesetter, type Inline, missingSentence, oneLine } from './typeset.ts';

/** A file that goes along in the PDF. */
export interface Attached {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface DefineOptions {
  /** Which characters the fonts can show. */
  readonly covers: Covers;
  /** Stands in the file as the time of its making. */
  readonly now: Date;
  readonly attached?: Attached | undefined;
  /** Called after each section with the number done and the number of all. */
  readonly onSection?: (done: number, all: number) => void;
}

export interface Defined {
  readonly definition: TDocumentDefinitions;
  /** Sentences for a person about what could not be printed as it stands. */
  readonly warnings: readonly string[];
}

const SECTION_GAP = 20;

/**
 * A heading of the first level: numbered or not, marked, and in the bookmarks. Contents and bookmarks repeat it without
 * its mark: they lead to it, and the mark stands where the title opens its text.
 */
const heading = (scope: Scope, { id, number, title }: Entry, marking: Marking): ContentText & { id: string } => {
  const numbering: Inline[] = number === '' ? [] : [{ text: `${number}\u00a0\u00a0`, color: COLOUR.number }];
  return {
    text: [...numbering, ...opening(marking, SIZE.heading1), ...scope.type.line(title, 'Sans')],
    style: 'heading1',
    id,
    outline: true,
    outlineText: number === '' ? title : `${number} ${title}`,
    margin: [0, 0, 0, 6],
  };
};

const sectionEntry = (section: Section, index: number): Entry => ({
  id: `section-${index + 1}`,
  number: oneLine(section.number),
  title: oneLine(section.heading) || '\u2013',
});

const addSection = (scope: Scope, flow: Flow, section: Section, index: number): void => {
  const entry = sectionEntry(section, index);
  const { id } = entry;
  const height = textHeight(`${MARK_TEXT}${section.heading}`, scope.width, SIZE.heading1, 21);
  flow.heading(heading(scope, entry, section.marking), index === 0 ? 4 : SECTION_GAP, height);
  let shown = 0;
  for (const [position, block] of section.blocks.entries()) {
    switch (block.type) {
      case 'prose':
        addProse(scope, flow, block, id, position);
        shown += block.children.length;
        break;
      case 'factTable':
        addFactTable(scope, flow, block);
        shown += 1;
        break;
      case 'timeline':
        addTimeline(scope, flow, block);
        shown += 1;
        break;
      case 'judgements':
        addJudgements(scope, flow, block);
        shown += block.judgements.length;
        break;
    }
  }
  if (shown === 0) {
    const text = [...opening(section.marking, SIZE.body), { text: LABELS.nothingHere }];
    flow.breakable([{ text, style: 'body', italics: true, color: COLOUR.muted }], 18);
  }
};

const information = (tree: DocumentTree, now: Date): TDocumentDefinitions['info'] => {
  const edition = LABELS.editionFoot(oneLine(tree.edition));
  return {
    title: oneLine(tree.title) || LABELS.untitled,
    author: oneLine(tree.author),
    subject: oneLine(tree.question),
    keywords: [markingLabel(tree.banner), edition, oneLine(tree.customer)].filter((word) => word !== '').join(', '),
    creator: 'Briefwright',
    creationDate: now,
    modDate: now,
  };
};

/** What a pack is to programs that do not know of packs. */
const PACK_TYPE = 'application/vnd.sqlite3';

/** The pack among the files of the PDF, with what PDFKit takes beyond its types; pdfmake takes bytes as an address only. */
const files = ({ name, bytes }: Attached, now: Date): TDocumentDefinitions['files'] => {
  const pack = {
    name: oneLine(name),
    description: LABELS.attachedPack,
    src: `data:${PACK_TYPE};base64,${Buffer.from(bytes).toString('base64')}`,
    creationDate: now,
    modifiedDate: now,
    relationship: 'Source',
  };
  return { pack };
};

/** The headings of the first level, as `addSection`, `addSources` and `addAppendix` will set them. */
const contentsEntries = (tree: DocumentTree): Entry[] => [
  ...tree.sections.map(sectionEntry),
  ...(hasSources(tree) ? [{ id: 'sources', number: '', title: LABELS.sources }] : []),
  ...(hasAppendix(tree) ? [{ id: 'appendix', number: '', title: appendixTitle(tree) }] : []),
];

/**
 * A fresh pdfmake definition of the document. Pure: the same tree, time and fonts give an equal definition. pdfmake
 * changes the definition while it lays it out, so each is good for one rendering.
 */
export const define = (tree: DocumentTree, options: DefineOptions): Defined => {
  const paper = PAPER[tree.page];
  const type = createTypesetter(options.covers);
  const scope: Scope = {
    tree,
    type,
    width: paper.width - MARGIN.left - MARGIN.right,
    height: paper.height - MARGIN.top - MARGIN.bottom,
    sources: new Set(tree.sources.map((source) => source.number)),
    attached: options.attached?.name,
  };
  const front = cover(scope, contentsEntries(tree));
  const flow = createFlow(scope.height);
  for (const [index, section] of tree.sections.entries()) {
    addSection(scope, flow, section, index);
    options.onSection?.(index + 1, tree.sections.length);
  }
  addSources(scope, flow, (title, marking) => heading(scope, { id: 'sources', number: '', title }, marking));
  addAppendix(scope, flow, (title, marking) => heading(scope, { id: 'appendix', number: '', title }, marking));
  const body: ContentStack = {
    stack: flow.end(),
    ...(front.breakAfter ? { pageBreak: 'before' } : { margin: [0, 24, 0, 0] }),
  };
  const definition: TDocumentDefinitions = {
    pageSize: { ...paper },
    pageMargins: [MARGIN.left, MARGIN.top, MARGIN.right, MARGIN.bottom],
    content: body.stack.length === 0 ? front.content : [...front.content, body],
    header: header(scope),
    footer: footer(scope),
    styles: STYLES,
    defaultStyle: DEFAULT_STYLE,
    info: information(tree, options.now),
    language: tree.language,
    displayTitle: true,
    version: '1.7',
    compress: true,
    ...(options.attached ? { files: files(options.attached, options.now) } : {}),
  };
  const missing = missingSentence(type.missing);
  return { definition, warnings: missing === null ? [] : [missing] };
};
