import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderTree } from '#shared/core/pdf/render.ts';
import { sampleTree } from '../support/tree.ts';
import { World } from '../support/world.ts';
import { NOW, testFonts } from './fonts.ts';
import { qpdfCheck, readPdf } from './read.ts';

const NAME = 'Ёлка & (harbours).bwpack';
const BYTES = Uint8Array.from({ length: 100_000 }, (_, n) => (n * n) % 251);

const render = (name = NAME) =>
  renderTree(sampleTree(), { fonts: testFonts(), now: NOW, attached: { name, bytes: BYTES } });

/** What the program lists, or nothing where it is not installed. */
const listed = (file: string): string => {
  try {
    return execFileSync('pdfdetach', ['-list', file], { encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
};

test('a file goes along whole, with a clean name and type, and the first page tells of it', async () => {
  const { bytes } = await render();
  const { document, pages } = await readPdf(bytes);
  const [file, ...others] = [...((await document.getAttachments()) ?? [])];
  expect(others).toEqual([]);
  expect(file?.[1].filename).toBe(NAME);
  expect(await document.getAttachmentContent(file?.[0] ?? '')).toEqual(BYTES);
  expect(pages[0]?.text).toContain(`Attached The facts and sources of this report, as a Briefwright pack: ${NAME}`);
  expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Subtype \/application#2Fvnd.sqlite3/);
  expect(qpdfCheck(bytes)).toMatch(/No syntax or stream encoding errors found|qpdf is not installed/);

  await using world = new World();
  const path = world.path('report.pdf');
  writeFileSync(path, (await render('plain.bwpack')).bytes);
  expect(listed(path)).toMatch(/^(1 embedded files\n1: plain\.bwpack\n)?$/);
});

test('the same tree, file and moment give the same bytes', async () => {
  expect((await render()).bytes).toEqual((await render()).bytes);
});
