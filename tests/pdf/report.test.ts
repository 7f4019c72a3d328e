import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RenderedTree } from '#shared/core/pdf/render.ts';
import { MARGIN, PAPER } from '#shared/core/pdf/style.ts';
import { MARKINGS } from '#shared/model/marking.ts';
import { emptyTree, sampleTree } from '../support/tree.ts';
import { body, qpdfCheck, type Read, readPdf, render } from './read.ts';

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('the report of the sample', () => {
  const tree = sampleTree();
  let made: RenderedTree;
  let read: Read;
  beforeAll(async () => {
    made = await render(tree);
    read = await readPdf(made.bytes);
  });

  test('is sound by qpdf, where qpdf is installed, and counts its pages', () => {
    expect(qpdfCheck(made.bytes)).toMatch(/No syntax or stream encoding errors found|qpdf is not installed/);
    expect(read.document.numPages).toBe(made.pages);
    expect(made.pages).toBe(4);
    expect(made.warnings).toEqual([]);
  });

  test('answers first: title, question and bottom line on the first page, with the contents', () => {
    const first = read.pages[0]!.text;
    for (const text of [tree.title, tree.subtitle, tree.customer, tree.question, tree.date, tree.author]) {
      expect(first).toContain(text);
    }
    expect(first).toContain('The departure from Russia is unlikely to be final.');
    expect(first).toContain('Confidence in this judgement is low');
    for (const section of tree.sections) expect(first).toContain(section.heading);
  });

  test('contains every section, figure and source', () => {
    for (const section of tree.sections) expect(read.text).toContain(`${section.number} ${section.heading}`);
    for (const text of ['130,000', '6 %', '43 %', '\u221243 %', 'CommEx', 'April 2024', 'Table 1', 'Figure 1']) {
      expect(read.text).toContain(text);
    }
    expect(read.text).toContain('An Ongoing Saga');
    expect(read.text).toContain('reliability cannot be judged');
    expect(read.text).toContain('Accessed 22 November 2026');
    expect(read.text).toContain('The whole base is one press article');
    expect(read.text).toContain('almost no chance');
  });

  test('opens the title, every heading and every paragraph with its portion mark', () => {
    expect(read.pages[0]!.text).toContain(`(G) ${tree.title}`);
    for (const { number, heading } of tree.sections) expect(read.text).toContain(`${number} (G) ${heading}`);
    for (const text of [
      'In practice the exit looks',
      'What the channel still does',
      'announces newly listed tokens',
      'keeps an audience',
      'The speed of the closure',
      'Sources',
      'The source base',
      'The whole base is one press article',
    ]) {
      expect(read.text).toContain(`(G) ${text}`);
    }
    for (const text of ['How to read likelihood', 'Each likelihood term', 'A grade such as']) {
      expect(read.text).toContain(`(C) ${text}`);
    }
  });

  test('leaves marks out of contents and bookmarks', async () => {
    const contents = read.pages[0]!.text.split('CONTENTS')[1]!;
    expect(contents).toContain('1 Still serving users');
    expect(contents).not.toMatch(/\([CG]\)/);
    const outline = await read.document.getOutline();
    expect(outline.map((entry) => entry.title).join()).not.toContain('(');
  });

  test('opens blocks with portion marks and cites with linked numbers', async () => {
    expect(read.text).toContain('(G) Binance announced in 2023');
    expect(read.text).toContain('Table 1 (G) Figures cited');
    expect(read.text).toContain('Figure 1 (G) From the announced exit');
    expect(read.text).toContain('(G) It is likely that');
    const links = await (await read.document.getPage(2)).getAnnotations();
    const targets = links.map((link: { dest?: unknown }) => link.dest);
    expect(targets).toContain('source-1');
    expect(await read.document.getDestination('source-1')).not.toBeNull();
  });

  test('marks a citation whose fact has moved on and explains the dagger once', () => {
    expect(read.text).toContain('[1\u2020]');
    expect(read.text.match(/\u2020 The fact cited has changed/g)).toHaveLength(1);
  });

  test('has the marking above and below the text of every page, and the running foot', () => {
    for (const [index, page] of read.pages.entries()) {
      const banners = page.pieces.filter((piece) => piece.text === 'TLP:GREEN');
      expect(banners).toHaveLength(2);
      expect(banners.some((piece) => piece.y > page.height - MARGIN.top)).toBe(true);
      expect(banners.some((piece) => piece.y < MARGIN.bottom)).toBe(true);
      for (const banner of banners) {
        expect(banner.size).toBeGreaterThanOrEqual(12);
        expect(banner.x + banner.width).toBeGreaterThan(page.width - MARGIN.right - 10);
      }
      expect(page.text).toContain(`page ${index + 1} of ${read.pages.length}`);
      expect(page.text).toContain('The Future of Binance in Russia \u00b7 edition 3');
    }
  });

  test('keeps all text inside the margins', () => {
    for (const page of read.pages) {
      for (const piece of page.pieces) {
        expect(piece.x).toBeGreaterThanOrEqual(MARGIN.left - 1);
        expect(piece.x + piece.width).toBeLessThanOrEqual(page.width - MARGIN.right + 1);
      }
    }
  });

  test('has bookmarks for sections, subheadings, sources and appendix', async () => {
    const outline = await read.document.getOutline();
    expect(outline.map((entry) => entry.title)).toEqual([
      ...tree.sections.map((section) => `${section.number} ${section.heading}`),
      'Sources',
      'How to read likelihood and grades',
    ]);
    expect(outline[1]!.items.map((entry) => entry.title)).toEqual(['What the channel still does']);
  });

  test('gives the page of every section in the contents', () => {
    const first = read.pages[0]!;
    for (const section of tree.sections) {
      const page = read.pages.findIndex((entry, index) => index > 0 && entry.text.includes(section.heading)) + 1;
      const line = first.pieces.find((piece) => piece.text.includes(section.heading))!;
      const number = first.pieces.find(
        (piece) => Math.abs(piece.y - line.y) < 1 && /^\d+$/.test(piece.text) && piece.x > 300,
      );
      expect(number?.text).toBe(String(page));
    }
  });

  test('embeds every font as a subset', () => {
    const raw = latin(made.bytes);
    const names = [...raw.matchAll(/\/BaseFont \/(\S+)/g)].map((match) => match[1]!);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^[A-Z]{6}\+(SourceSerif|SourceSans|IBMPlexMono)/);
    const descriptors = raw.match(/\/Type \/FontDescriptor/g) ?? [];
    expect(raw.match(/\/FontFile[23] \d+ 0 R/g)).toHaveLength(descriptors.length);
    expect(made.bytes.length).toBeLessThan(200_000);
  });

  test('carries its information and claims no more than it has', async () => {
    const { info } = (await read.document.getMetadata()) as unknown as { info: Record<string, unknown> };
    expect(info).toMatchObject({
      Title: tree.title,
      Author: tree.author,
      Subject: tree.question,
      Keywords: 'TLP:GREEN, edition 3, Market access desk',
      Creator: 'Briefwright',
      CreationDate: 'D:20261122120000Z',
      ModDate: 'D:20261122120000Z',
      PDFFormatVersion: '1.7',
      Language: 'en',
    });
    const raw = latin(made.bytes);
    expect(raw).toContain('/DisplayDocTitle true');
    expect(raw).not.toContain('/StructTreeRoot');
  });
});

test('A4 and Letter are A4 and Letter', async () => {
  for (const page of ['A4', 'Letter'] as const) {
    const read = await readPdf((await render(sampleTree({ page }))).bytes);
    for (const sheet of read.pages) {
      expect(sheet.width).toBeCloseTo(PAPER[page].width, 1);
      expect(sheet.height).toBeCloseTo(PAPER[page].height, 1);
    }
  }
});

test('every marking is printed as the standard writes it', async () => {
  for (const banner of MARKINGS) {
    const read = await readPdf((await render(sampleTree({ banner }))).bytes);
    for (const page of read.pages) {
      expect(page.pieces.filter((piece) => piece.text === `TLP:${banner}`)).toHaveLength(2);
    }
  }
});

test('nasty titles leave the XMP packet well formed and the title whole', async () => {
  const title = 'R&D <x> ]]> "q" \u0001 & \u{1F600}';
  const { bytes } = await render(sampleTree({ title, author: '<a & b>', question: '</rdf:li>' }));
  const packet = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(Buffer.from(bytes).toString('utf8'))?.[0];
  expect(packet).toBeDefined();
  expect(XMLValidator.validate(packet!)).toBe(true);
  const xml = JSON.stringify(new XMLParser().parse(packet!));
  expect(xml).toContain(JSON.stringify('R&D <x> ]]> "q" & \u{1F600}').slice(1, -1));
  expect(xml).toContain('</rdf:li>');
  const { info } = (await (await readPdf(bytes)).document.getMetadata()) as unknown as { info: { Title: string } };
  expect(info.Title).toBe('R&D <x> ]]> "q" & \u{1F600}');
});

test('blanks are found as blanks, though the no-break space shares their glyph', async () => {
  const { bytes } = await render(emptyTree({ title: 'A\u00a0B C D', subtitle: '1\u00a0% of all' }));
  const raw = await (await getDocument({ data: bytes }).promise).getPage(1);
  const { items } = await raw.getTextContent({ disableNormalization: true });
  const text = items.map((item) => ('str' in item ? item.str : '')).join('');
  expect(text).toContain('A B C D');
  expect(text).toContain('1 % of all');
});

test('Cyrillic is printed, found and not replaced', async () => {
  const made = await render(sampleTree({ title: 'Будущее Binance в России: ещё не конец' }));
  const read = await readPdf(made.bytes);
  expect(made.warnings).toEqual([]);
  expect(read.pages[0]!.text).toContain('Будущее Binance в России: ещё не конец');
});

test('the last page of the sample is not nearly empty', async () => {
  for (const page of ['A4', 'Letter'] as const) {
    const read = await readPdf((await render(sampleTree({ page }))).bytes);
    const last = read.pages.at(-1)!;
    const lowest = Math.min(...body(last).map((piece) => piece.y));
    expect(lowest).toBeLessThan(last.height * 0.6);
  }
});
