import { Editor } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import type { SectionDetail } from '#shared/contract/briefings.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { repinned } from '../../renderer/editor/repin.ts';
import { proseExtensions, toProse } from '../../renderer/editor/schema.ts';
import { isAtLeast } from '../../renderer/editor/use-autosave.ts';
import type { ShownFact } from '../../renderer/features/briefings/builder-context.tsx';
import { citedProse } from '../../renderer/features/briefings/cited-prose.ts';
import { byTime, withFacts } from '../../renderer/features/briefings/fact-rows.ts';
import { tallyOf } from '../../renderer/features/briefings/findings.ts';
import { judgementHints } from '../../renderer/features/briefings/judgement-hints.ts';
import { fitPanes, textMin } from '../../renderer/features/briefings/panes.ts';
import { partsOf } from '../../renderer/features/briefings/parts.ts';
import { cutAtCaret } from '../../renderer/features/briefings/split-prose.ts';
import { fileName } from '../../renderer/features/briefings/use-export.ts';
import { draggedFacts, startFactDrag } from '../../renderer/ui/fact-drag.ts';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const id = (n: number) => `01890a5d-ac96-7000-8000-${String(n).padStart(12, '0')}`;
const pin = (n: number) => ({ fact: id(n), revision: `${A}:${n}` });

const editorAt = (text: string, paragraph: number): Editor => {
  const editor = new Editor({ extensions: proseExtensions(), content: proseFromText(text) as never });
  let at = 0;
  for (let index = 0; index < paragraph; index += 1) at += editor.state.doc.child(index).nodeSize;
  editor.commands.setTextSelection(at + 1);
  return editor;
};

describe('a text taken apart where a block is to stand', () => {
  it('keeps every word: head here, tail behind', () => {
    const editor = editorAt('one\n\ntwo\nthree', 1);
    const { head, tail, cut } = cutAtCaret(editor);
    cut();
    expect(toProse(editor.getJSON())).toEqual(proseFromText('one'));
    expect(head).toEqual(proseFromText('one'));
    expect(tail).toEqual(proseFromText('two\nthree'));
  });

  it('keeps the tail here when nothing stands above', () => {
    const editor = editorAt('\ntwo', 0);
    const { head, tail, cut } = cutAtCaret(editor);
    cut();
    expect(head).toBeUndefined();
    expect(tail).toEqual(proseFromText('two'));
    expect(toProse(editor.getJSON())).toEqual(proseFromText('two'));
  });

  it('finds nothing on either side of a lone empty paragraph', () => {
    expect(cutAtCaret(editorAt('', 0))).toMatchObject({ head: undefined, tail: undefined });
  });
});

describe('what stands below a line of the outline', () => {
  const block = (n: number, content: object) => ({ id: id(n), content }) as unknown as SectionDetail['blocks'][number];

  it('is the section with its blocks and the judgements that these hold', () => {
    const blocks = [block(2, { type: 'prose' }), block(3, { type: 'judgements', judgements: [id(4), id(5)] })];
    expect(partsOf({ id: id(0), bottomLine: id(9) }, { id: id(1), blocks })).toEqual([1, 2, 3, 4, 5].map(id));
  });

  it('is the briefing with its bottom line for the cover', () => {
    expect(partsOf({ id: id(0), bottomLine: id(9) }, 'cover')).toEqual([id(0), id(9)]);
    expect(partsOf({ id: id(0), bottomLine: null }, 'cover')).toEqual([id(0)]);
  });
});

describe('facts in tables and timelines', () => {
  const dated = (asOf: string | null): ShownFact =>
    ({ pinned: { asOf }, current: null, stale: false }) as unknown as ShownFact;

  it('stand in order of time by the first day they may cover, undated ones last', () => {
    const dates: Record<string, string | null> = {
      [id(1)]: null,
      [id(2)]: '2024-04',
      [id(3)]: '2023~',
      [id(4)]: '2023-08/2024-07',
    };
    const order = byTime([pin(1), pin(2), pin(3), pin(4)], (p) => dated(dates[p.fact] ?? null));
    expect(order.map((p) => p.fact)).toEqual([id(3), id(4), id(2), id(1)]);
  });

  it('are not put in twice', () => {
    const fact = { id: id(1), revision: `${A}:9`, statement: 'x' };
    expect(withFacts([pin(1)], [fact, { ...fact, id: id(2) }])).toEqual([pin(1), { fact: id(2), revision: `${A}:9` }]);
  });

  it('travel by drag with what a citation needs, and nothing else is taken for one', () => {
    const held = new Map<string, string>();
    const data = {
      setData: (type: string, value: string) => held.set(type, value),
      getData: (type: string) => held.get(type) ?? '',
      types: [],
      effectAllowed: 'none',
    } as unknown as DataTransfer;
    startFactDrag(data, [{ id: id(1), revision: `${A}:1`, statement: 'x' }]);
    expect(draggedFacts(data)).toEqual([{ id: id(1), revision: `${A}:1`, statement: 'x' }]);
    held.set('application/x-briefwright-fact', '[{"id":1}, null, "x"]');
    expect(draggedFacts(data)).toEqual([]);
    held.set('application/x-briefwright-fact', 'no json');
    expect(draggedFacts(data)).toEqual([]);
  });
});

describe('revisions', () => {
  it('count as newer only when they hold something that is not known', () => {
    expect(isAtLeast(`${A}:2`, `${A}:1`)).toBe(true);
    expect(isAtLeast(`${A}:1`, `${A}:2`)).toBe(false);
    expect(isAtLeast(`${A}:2`, `${A}:1+${B}:1`)).toBe(false);
    expect(isAtLeast(`${A}:2+${B}:1`, `${B}:1`)).toBe(true);
  });

  it('of a citation move on without a word changing', () => {
    const before = citedProse([
      { id: id(1), revision: `${A}:1`, statement: 'one' },
      { id: id(2), revision: `${A}:1`, statement: 'two' },
    ]);
    const after = citedProse([
      { id: id(1), revision: `${A}:7`, statement: 'one' },
      { id: id(2), revision: `${A}:1`, statement: 'two' },
    ]);
    expect(repinned(before, id(1), `${A}:7`)).toEqual(after);
  });
});

describe('hints at a judgement being written', () => {
  const base = { id: id(9), scale: 'icd203', confidence: 'low', confidenceReason: 'one source', basis: [] };
  const hints = (sentence: string, likelihood: string | null) =>
    judgementHints(
      { language: 'en', scale: 'icd203', sourceSummary: '' } as never,
      { ...base, sentence, likelihood, alternatives: '', marking: 'CLEAR' } as never,
    ).map((hint) => hint.rule);

  it('are silent when likelihood and confidence stand apart', () => {
    expect(hints('It is likely that traffic goes on.', 'likely')).toEqual([]);
  });
  it('name confidence and likelihood in one sentence', () => {
    expect(hints('With high confidence it is likely that traffic goes on.', 'likely')).toContain(
      'wording.confidence-with-likelihood',
    );
  });
  it('name a term that the sentence lacks, and vague hedges', () => {
    expect(hints('Traffic may go on.', 'likely')).toEqual(
      expect.arrayContaining(['wording.term-missing', 'wording.hedge']),
    );
  });
});

it('file names keep the title and drop what file systems refuse', () => {
  expect(fileName('A/B: “what?” <x>', 'pdf')).toBe('A B “what ” x.pdf');
  expect(fileName('...', 'markdown')).toBe('Briefing.md');
});

describe('findings of a section', () => {
  const finding = (sectionId: string | null) => ({
    rule: 'wording.hedge',
    section: 'S',
    sectionId,
    block: null,
    reason: '',
    params: {},
  });
  it('the worst one says how it stands', () => {
    const found = { errors: [finding('a')], warnings: [finding('a'), finding('b'), finding(null)] };
    expect(tallyOf(found, 'a')).toEqual({ errors: 1, warnings: 1, worst: 'error' });
    expect(tallyOf(found, 'b')).toEqual({ errors: 0, warnings: 1, worst: 'warning' });
    expect(tallyOf(found, 'c').worst).toBeNull();
    expect(tallyOf(undefined, 'a').worst).toBeNull();
  });
});

describe('panes beside the text', () => {
  const both = { outline: true, side: true };
  it('are all shown where there is room', () => {
    expect(fitPanes(1384, both, null)).toEqual(both);
    expect(fitPanes(1384, { outline: false, side: true }, null)).toEqual({ outline: false, side: true });
  });
  it('fold from the right where there is not', () => {
    expect(fitPanes(844, both, null)).toEqual({ outline: true, side: false });
    expect(fitPanes(560, both, null)).toEqual({ outline: false, side: false });
    expect(fitPanes(844, { outline: false, side: true }, null)).toEqual({ outline: false, side: false });
  });
  it('show what was asked for last', () => {
    expect(fitPanes(844, both, 'side')).toEqual({ outline: false, side: true });
    expect(fitPanes(664, { outline: false, side: true }, 'side')).toEqual({ outline: false, side: true });
    expect(fitPanes(560, both, 'outline')).toEqual({ outline: true, side: false });
  });
  it('leave the text its width, or a little less for what was asked for', () => {
    expect(textMin(844, { outline: true, side: false })).toBe(420);
    expect(textMin(664, { outline: false, side: true })).toBe(340);
  });
});
