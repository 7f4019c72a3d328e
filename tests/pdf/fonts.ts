import { join } from 'node:path';
import { type Fonts, loadFonts } from '#shared/core/pdf/fonts.ts';
import { preparePdfmake } from '#shared/core/pdf/render.ts';

export const RESOURCES = join(import.meta.dirname, '../../resources');
export const NOW = new Date('2026-11-22T12:00:00Z');

let fonts: Fonts | null = null;
/** The fonts of the report, read once, with pdfmake made ready. */
export const testFonts = (): Fonts => {
  if (fonts === null) {
    fonts = loadFonts(RESOURCES);
    preparePdfmake(fonts);
  }
  return fonts;
};
