import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { DocumentTree } from '../../document/tree.ts';
import { type Attached, define } from './define.ts';
import type { Fonts } from './fonts.ts';
import { controlWidows } from './paragraphs.ts';
import { keepPairs } from './together.ts';
import { escapeMetadata } from './xmp.ts';

export type Phase = 'build' | 'layout' | 'write';

export interface Progress {
  readonly phase: Phase;
  /** Share of the whole work that is done, from 0 to 1, never falling. */
  readonly fraction: number;
}

export interface Timing {
  readonly build: number;
  readonly layout: number;
  readonly write: number;
}

export interface Rendered {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

export interface RenderedTree extends Rendered {
  readonly warnings: readonly string[];
  /** Milliseconds of each phase. */
  readonly ms: Timing;
}

/** Where each phase begins and ends as a share of the whole, from measured reports of 5 to 300 pages. */
const SHARE = { build: [0, 0.08], layout: [0.08, 0.65], write: [0.65, 1] } as const;
/** Progress is told in steps of this share. */
const STEP = 0.01;

type Tell = (phase: Phase, done: number) => void;

const teller = (onProgress?: (progress: Progress) => void): Tell => {
  let told = -1;
  return (phase, done) => {
    const [from, to] = SHARE[phase];
    const fraction = from + (to - from) * Math.min(1, Math.max(0, done));
    if (fraction - told < STEP && fraction < 1) return;
    told = Math.max(told, fraction);
    onProgress?.({ phase, fraction: told });
  };
};

/** Readies pdfmake: hands it the fonts and forbids it everything else: no address is fetched, no other file is read. */
export const preparePdfmake = (fonts: Fonts): void => {
  controlWidows();
  keepPairs();
  pdfmake.setFonts(fonts.dictionary);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => fonts.files.has(path));
};

interface Hooks {
  /** Called for every page that layout opens. */
  readonly onPage?: (page: number) => void;
  /** Called while pages are drawn, with the share done. */
  readonly onDrawn?: (share: number) => void;
}

/** Lays out and writes a definition. `preparePdfmake` comes first. Rejects when pdfmake refuses the definition. */
export const renderDefinition = async (definition: TDocumentDefinitions, hooks: Hooks = {}): Promise<Rendered> => {
  let pages = 0;
  const counted: TDocumentDefinitions = {
    ...definition,
    // The one call that pdfmake makes while it lays out; nothing is drawn by it.
    background: (page) => {
      pages = Math.max(pages, page);
      hooks.onPage?.(page);
      return undefined;
    },
  };
  // Replaced for every job, so that no job hears of another.
  pdfmake.setProgressCallback((share) => hooks.onDrawn?.(share));
  const output = pdfmake.createPdf(counted);
  escapeMetadata(await output.getStream());
  const bytes = new Uint8Array(await output.getBuffer());
  return { bytes, pages };
};

/** A first guess at the number of pages, for progress only. */
const guessPages = (tree: DocumentTree): number => {
  const characters = JSON.stringify(tree.sections).length + JSON.stringify(tree.sources).length;
  return 2 + characters / 5500;
};

/** What one rendering takes besides the tree. */
export interface Rendering {
  readonly fonts: Fonts;
  readonly now: Date;
  /** A file that goes along in the PDF. */
  readonly attached?: Attached | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

/** Tree to PDF bytes. The same tree, attachment and `now` give the same bytes. */
export const renderTree = async (tree: DocumentTree, options: Rendering): Promise<RenderedTree> => {
  const tell = teller(options.onProgress);
  const begin = performance.now();
  const { definition, warnings } = define(tree, {
    covers: options.fonts.covers,
    now: options.now,
    attached: options.attached,
    onSection: (done, all) => tell('build', done / all),
  });
  const built = performance.now();
  tell('layout', 0);
  const guess = guessPages(tree);
  let laidOut = 0;
  const rendered = await renderDefinition(definition, {
    onPage: (page) => tell('layout', page / Math.max(guess, page + 1)),
    onDrawn: (share) => {
      if (laidOut === 0) laidOut = performance.now();
      tell('write', share * 0.9);
    },
  });
  tell('write', 1);
  const written = performance.now();
  return {
    ...rendered,
    warnings,
    ms: { build: built - begin, layout: laidOut - built, write: written - laidOut },
  };
};
