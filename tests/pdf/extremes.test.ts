import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MARGIN } from '#shared/core/pdf/style.ts';
import type { Block, ProseNode, Run } from '#shared/document/tree.ts';
import { emptyTree, factRow, paragraph, prose, run, sampleTree, section, source } from '../support/tree.ts';
import { body, type Page, type Piece, qpdfCheck, type Read, readPdf, render } from './read.ts';

const words = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => ['figures', 'remain', 'a', 'claim', 'until', 'confirmed'][index % 6],
  ).join(' ');

const isOutside = (page: Page, piece: Piece): boolean =>
  piece.x < MARGIN.left - 1 || piece.x + piece.width > page.width - MARGIN.right + 1 || piece.y < 20;

const expectInside = (read: Read): void => {
  expect(read.pages.flatMap((page) => page.pieces.filter((piece) => isOutside(page, piece)))).toEqual([]);
};

const letters = (text: string, letter: string): number => text.split(letter).length - 1;

describe('nearly nothing', () => {
  test('an empty tree is one page that says what it is', async () => {
    const made = await render(emptyTree());
    const read = await readPdf(made.bytes);
    expect(made.pages).toBe(1);
    expect(read.text).toContain('Untitled briefing');
    expect(read.text).not.toContain('CONTENTS');
    expect(read.text).not.toContain('Question');
  });

  test('one short section stays on the first page', async () => {
    const made = await render(emptyTree({ sections: [section(1, 'Answer', prose('p', paragraph('Not yet.')))] }));
    expect(made.pages).toBe(1);
  });

  test('a section without content says so', async () => {
    const read = await readPdf((await render(emptyTree({ sections: [section(1, 'Gaps')] }))).bytes);
    expect(read.text).toContain('This section has no content.');
  });
});

describe('far too much', () => {
  test('a word of 10,000 letters wraps and loses none', async () => {
    const word = 'q'.repeat(10_000);
    const read = await readPdf(
      (await render(emptyTree({ sections: [section(1, 'X', prose('p', paragraph(word)))] }))).bytes,
    );
    expect(letters(read.text, 'q')).toBe(10_000);
    expectInside(read);
  });

  test('long texts in every field neither vanish nor leave the page', async () => {
    const long = (letter: string, count = 2000): string =>
      `${letter}${'\u2014'.repeat(3)}`.replace(/\u2014/g, letter).repeat(count / 4);
    const url = `https://example.org/${'~'.repeat(600)}/a?b=${'|'.repeat(300)}`;
    const row = factRow(`${long('@', 4000)} ${words(3000)} rowend`, { value: long('%', 400), asOf: long('$', 400) });
    const sample = sampleTree();
    const tree = sampleTree({
      title: 'T '.repeat(900),
      subtitle: words(300),
      customer: long('#'),
      sections: [
        section(1, long('&'), {
          type: 'factTable',
          id: 't',
          number: 1,
          caption: words(400),
          marking: 'RED',
          rows: [row, row],
        }),
        section(2, long('W'), {
          type: 'timeline',
          id: 'f',
          number: 1,
          caption: words(400),
          marking: 'RED',
          rows: [row, row],
        }),
        section(3, 'J', {
          type: 'judgements',
          id: 'j',
          marking: 'RED',
          judgements: [
            { ...sample.bottomLine!, runs: [run(`${words(4000)} judgementend`)], alternatives: long('=', 8000) },
          ],
        }),
      ],
      sources: [source(1, { url, archiveUrl: url, descriptor: `${words(3000)} descriptorend` })],
    });
    const made = await render(tree);
    const read = await readPdf(made.bytes);
    expect(letters(read.text, '@')).toBe(4 * 4000);
    expect(read.text.match(/rowend/g)).toHaveLength(4);
    expect(read.text).toContain('judgementend');
    expect(read.text).toContain('descriptorend');
    expect(letters(read.text, '=')).toBe(8000 + 2);
    expect(letters(read.text, '~')).toBe(1200);
    // Heading and contents, twice each.
    expect(letters(read.text, '&')).toBe(2 * 2000);
    expect(letters(read.text, 'W')).toBeGreaterThanOrEqual(2 * 2000);
    expectInside(read);
  });

  test('2,000 facts in one table: all there, the head on every page', async () => {
    const rows = Array.from({ length: 2000 }, (_, index) => factRow(`Fact number ${index + 1}.`, { value: '1' }));
    const tree = emptyTree({
      sections: [
        section(1, 'All', { type: 'factTable', id: 't', number: 1, caption: 'Everything', marking: 'GREEN', rows }),
      ],
    });
    const made = await render(tree);
    const read = await readPdf(made.bytes);
    for (const index of [1, 500, 1999, 2000]) expect(read.text).toContain(`Fact number ${index}.`);
    expect(read.text.match(/Fact number \d+\./g)).toHaveLength(2000);
    for (const page of read.pages) expect(page.text).toContain('Measure Value Grade Source');
  });

  test('300 sections: all in the text, the contents and the bookmarks', async () => {
    const sections = Array.from({ length: 300 }, (_, index) =>
      section(index + 1, `Heading ${index + 1}.`, prose('p', paragraph(words(20 + (index % 70))))),
    );
    const made = await render(sampleTree({ sections }));
    const read = await readPdf(made.bytes);
    expect(read.text.match(/Heading \d+\./g)).toHaveLength(600);
    expect(await read.document.getOutline()).toHaveLength(302);
    expect(qpdfCheck(made.bytes)).toMatch(/No syntax or stream encoding errors found|qpdf is not installed/);
  });
});

test('characters without a glyph are shown as boxes, counted and named', async () => {
  const text = '中文 مرحبا \u{1F600} \ud800 ok \u0000\u200f';
  const made = await render(emptyTree({ sections: [section(1, 'X', prose('p', paragraph(text)))] }));
  expect(made.warnings).toHaveLength(1);
  expect(made.warnings[0]).toMatch(/^9 characters are missing/);
  expect(made.warnings[0]).toContain('中');
  const read = await readPdf(made.bytes);
  expect(read.text).toContain('\u25a1\u25a1 \u25a1\u25a1\u25a1\u25a1\u25a1 \u25a1 \u25a1 ok');
});

const citing = (text: string, ...numbers: readonly number[]): Run =>
  run(text, {
    citations: [
      { fact: 'f', revision: 'r', stale: false, sources: numbers.map((number) => ({ number, locator: '\u00a7 2' })) },
    ],
  });

test('the number of a source and its place stay on one line with each other and their word', async () => {
  // Words of every length before the bracket, so that some bracket meets the end of a line at every point.
  const text = Array.from({ length: 120 }, (_, index) => citing(`${'a'.repeat(1 + (index % 13))} word`, 1, 2));
  const between = text.flatMap((one) => [one, run(' ')]);
  const tree = sampleTree({
    sections: [section(1, 'X', prose('p', paragraph(...between)))],
    sources: [source(1), source(2)],
  });
  const read = await readPdf((await render(tree)).bytes);
  expect(read.text.match(/\[1, \u00a7 2; 2, \u00a7 2\]/g)).toHaveLength(120);
  const brackets = read.pages.flatMap((page) => page.pieces.filter((piece) => Math.abs(piece.size - 7.192) < 0.01));
  let open = 0;
  for (const piece of brackets) {
    if (piece.text.includes('[')) open = piece.y;
    if (piece.text.includes(']')) expect(piece.y).toBeCloseTo(open, 1);
  }
});

test('a bracket too long for a line breaks and stays on the page', async () => {
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
  const tree = sampleTree({
    sections: [section(1, 'X', prose('p', paragraph(citing('All say so', ...numbers))))],
    sources: numbers.map((number) => source(number)),
  });
  expectInside(await readPdf((await render(tree)).bytes));
});

test('only https is linked; other addresses are plain text', async () => {
  const tree = sampleTree({
    sources: [
      source(1, { url: 'https://example.org/a b' }),
      source(2, { url: 'http://example.org/' }),
      source(3, { url: 'file:///secret' }),
      source(4, { url: 'https://user:pass@example.org/' }),
    ],
  });
  const read = await readPdf((await render(tree)).bytes);
  const urls: string[] = [];
  for (let page = 1; page <= read.pages.length; page += 1) {
    for (const link of await (await read.document.getPage(page)).getAnnotations()) {
      if (typeof link.url === 'string') urls.push(link.url);
    }
  }
  expect(new Set(urls)).toEqual(new Set(['https://example.org/a%20b']));
  expect(read.text).toContain('file:///secret');
});

/** Random documents in which every block says its own name, as one word, first and last. */
const first = (name: string): string => `first${name.replaceAll('.', 'x')}`;
const last = (name: string): string => `last${name.replaceAll('.', 'x')}`;
const node: fc.Arbitrary<(name: string) => ProseNode> = fc.oneof(
  fc.nat(260).map((count) => (name: string) => paragraph(`${first(name)} ${words(count)} ${last(name)}`)),
  fc.constantFrom(2 as const, 3 as const).map(
    (level) =>
      (name: string): ProseNode => ({
        type: 'heading',
        level,
        runs: [run(`${first(name)} heading ${last(name)}`)],
      }),
  ),
  fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }).map(
    (counts) =>
      (name: string): ProseNode => ({
        type: 'list',
        ordered: counts.length % 2 === 0,
        items: counts.map((count, index) => [
          paragraph(`${first(`${name}.${index}`)} ${words(count)} ${last(`${name}.${index}`)}`),
        ]),
      }),
  ),
);
const block: fc.Arbitrary<(name: string) => Block> = fc.oneof(
  fc.array(node, { maxLength: 5 }).map(
    (nodes) =>
      (name: string): Block =>
        prose(name, ...nodes.map((make, index) => make(`${name}.${index}`))),
  ),
  fc
    .record({
      rows: fc.array(fc.nat(60), { maxLength: 25 }),
      type: fc.constantFrom('factTable' as const, 'timeline' as const),
    })
    .map(
      ({ rows, type }) =>
        (name: string): Block => ({
          type,
          id: name,
          number: 1,
          caption: `${first(name)} caption ${last(name)}`,
          marking: 'GREEN',
          rows: rows.map((count, index) =>
            factRow(`${first(`${name}.${index}`)} ${words(count)} ${last(`${name}.${index}`)}`, {
              value: count % 2 ? '12\u00a0%' : '',
              asOf: count % 3 ? '2024' : '',
            }),
          ),
        }),
    ),
);

test('headings stay with their text, captions with theirs, and nothing is lost', async () => {
  const sections = fc.array(fc.array(block, { maxLength: 4 }), { minLength: 1, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(sections, fc.constantFrom('A4' as const, 'Letter' as const), async (drawn, page) => {
      const tree = sampleTree({
        page,
        sections: drawn.map((blocks, index) =>
          section(
            index + 1,
            `${first(`s${index}`)} heading ${last(`s${index}`)}`,
            ...blocks.map((make, at) => make(`b${index}.${at}`)),
          ),
        ),
      });
      const read = await readPdf((await render(tree)).bytes);
      for (const name of JSON.stringify(tree.sections).matchAll(/first\w+|last\w+/g)) {
        expect(read.text).toContain(name[0]);
      }
      expectInside(read);
      for (const sheet of read.pages) {
        const pieces = body(sheet);
        const lowest = Math.min(...pieces.map((piece) => piece.y));
        const topmost = Math.max(...pieces.map((piece) => piece.y));
        const isHeading = (piece: Piece): boolean => [17, 12.5].some((size) => Math.abs(piece.size - size) < 0.01);
        const mustHaveTextBelow = pieces.filter((piece) => isHeading(piece) || /^Table \d/.test(piece.text));
        expect(mustHaveTextBelow.filter((piece) => piece.y <= lowest + 8)).toEqual([]);
        const mustHaveTextAbove = pieces.filter((piece) => /^Figure \d/.test(piece.text));
        expect(mustHaveTextAbove.filter((piece) => piece.y >= topmost - 4)).toEqual([]);
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
});
