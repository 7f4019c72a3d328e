import { describe, expect, test } from 'vitest';
import { movesBoth } from '#shared/core/pdf/together.ts';
import { buildTree } from '#shared/document/build.ts';
import { sampleMaterial } from '../support/sample.ts';
import { emptyTree, factRow, paragraph, prose, section } from '../support/tree.ts';
import { type Page, type Read, readPdf, render } from './read.ts';

const pageWith = (read: Read, text: string): Page => read.pages.findLast((page) => page.text.includes(text))!;

describe.each(['A4', 'Letter'] as const)('the sample on %s', (page) => {
  const made = render({ ...buildTree(sampleMaterial(), { today: '2026-11-22' }), page }).then(({ bytes }) =>
    readPdf(bytes),
  );

  test('keeps table and figure with the whole paragraph before them', async () => {
    const read = await made;
    expect(pageWith(read, 'Table 1').text).toContain('Three cautions apply');
    expect(pageWith(read, 'Figure 1').text).toContain('For the question of this briefing');
  });

  test('lets the sources follow the text', async () => {
    expect(pageWith(await made, 'The source base').text).toContain('What is missing most');
  });

  test('does not end with the grades alone', async () => {
    const last = (await made).pages.at(-1)!.text;
    for (const text of ['Credibility of the information', 'almost certain', 'An Ongoing Saga']) {
      expect(last).toContain(text);
    }
  });
});

test('few words stay with the list that they introduce', async () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => paragraph(`Line ${index}.`));
  for (let count = 20; count < 34; count += 1) {
    const list = { type: 'list' as const, ordered: false, items: [[paragraph('first item')], [paragraph('second')]] };
    const block = prose('p', ...lines(count), paragraph('These are:'), list);
    const read = await readPdf((await render(emptyTree({ sections: [section(1, 'X', block)] }))).bytes);
    expect(pageWith(read, 'These are:').text).toContain('first item');
  }
});

test('a table wherever it falls: nothing lost, and its paragraph parted from it only to save a third of a page', async () => {
  for (let count = 2; count < 40; count += 3) {
    const before = Array.from({ length: count }, (_, index) => paragraph(`Line ${index}.`));
    const rows = Array.from({ length: 9 }, (_, index) => factRow(`Row ${index}.`, { value: '1' }));
    const table = { type: 'factTable' as const, id: 't', number: 1, caption: 'All', marking: 'GREEN' as const, rows };
    const tree = emptyTree({ sections: [section(1, 'X', prose('p', ...before, paragraph('The lead.')), table)] });
    const read = await readPdf((await render(tree)).bytes);
    for (let index = 0; index < count; index += 1) expect(read.text).toContain(`Line ${index}.`);
    for (const row of rows) expect(pageWith(read, 'Table 1').text).toContain(row.statement);
    const lead = pageWith(read, 'The lead.');
    if (lead.text.includes('Table 1')) continue;
    const at = lead.pieces.find((piece) => piece.text.includes('The lead.'))!;
    expect(at.y).toBeGreaterThan(lead.height * 0.3);
  }
});

test('two pieces move on together when little stays empty, or when the first has no room either', () => {
  expect(movesBoth(50, 200, 150, 640)).toBe(true);
  expect(movesBoth(50, 200, 240, 640)).toBe(false);
  expect(movesBoth(250, 200, 240, 640)).toBe(true);
  // Together they are higher than any page.
  expect(movesBoth(100, 600, 150, 640)).toBe(false);
});
