import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type RenderedTree, renderTree } from '#shared/core/pdf/render.ts';
import { MARGIN } from '#shared/core/pdf/style.ts';
import type { DocumentTree } from '#shared/document/tree.ts';
import { NOW, testFonts } from './fonts.ts';

export const render = (tree: DocumentTree): Promise<RenderedTree> => renderTree(tree, { fonts: testFonts(), now: NOW });

/** A piece of text with its place on the page; y grows upwards from the lower edge. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly pieces: readonly Piece[];
  readonly text: string;
}

export interface Read {
  readonly pages: readonly Page[];
  /** All text in reading order, white space folded to single blanks. */
  readonly text: string;
  readonly document: PDFDocumentProxy;
}

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Reads a PDF with an independent reader. */
export const readPdf = async (bytes: Uint8Array): Promise<Read> => {
  const document = await getDocument({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS }).promise;
  const pages: Page[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width, height] = page.view as [number, number, number, number];
    const { items } = await page.getTextContent();
    const pieces: Piece[] = [];
    let text = '';
    for (const item of items) {
      if (!('str' in item)) continue;
      const [, , , size, x, y] = item.transform as [number, number, number, number, number, number];
      if (item.str.trim() !== '') pieces.push({ text: item.str, x, y, width: item.width, size });
      text += item.hasEOL ? `${item.str}\n` : item.str;
    }
    pages.push({ width, height, pieces, text: fold(text) });
  }
  return { pages, text: fold(pages.map((page) => page.text).join(' ')), document };
};

/** The pieces between header and footer. */
export const body = (page: Page): Piece[] =>
  page.pieces.filter((piece) => piece.y > MARGIN.bottom - 4 && piece.y < page.height - MARGIN.top);

/** What qpdf says of the file, or that it is not installed; throws when it finds something wrong. */
export const qpdfCheck = (bytes: Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'briefwright-pdf-'));
  try {
    const file = join(folder, 'checked.pdf');
    writeFileSync(file, bytes);
    return execFileSync('qpdf', ['--check', file], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'qpdf is not installed';
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
