import { Editor, getSchema } from '@tiptap/core';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Prose, proseSchema } from '#shared/model/prose.ts';
import { citedRanges } from '../../renderer/editor/citation.ts';
import { showElsewhere } from '../../renderer/editor/external.ts';
import { asHttps, fromProse, proseExtensions, toProse, withoutStyles } from '../../renderer/editor/schema.ts';

const FACT = '01890a5d-ac96-7000-8000-000000000001';
const OTHER = '01890a5d-ac96-7000-8000-000000000002';
const replica = 'a'.repeat(32);
const pin = (fact = FACT, seq = 1) => ({ fact, revision: `${replica}:${seq}` });

const open: Editor[] = [];
const editorOf = (content: Prose | string): Editor => {
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: proseExtensions(),
    content: typeof content === 'string' ? content : fromProse(content),
  });
  open.push(editor);
  return editor;
};
afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
});
const prose = (...content: unknown[]): Prose => proseSchema.parse({ type: 'doc', content });
const text = (words: string, ...marks: unknown[]) => ({
  type: 'text',
  text: words,
  ...(marks.length ? { marks } : {}),
});
const cite = (fact = FACT, seq = 1) => ({ type: 'factCitation', attrs: pin(fact, seq) });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', ...(content.length ? { content } : {}) });
const selectWords = (editor: Editor, words: string): void => {
  let at = -1;
  editor.state.doc.descendants((node, position) => {
    if (node.isText && node.text?.includes(words)) at = position + node.text.indexOf(words);
  });
  editor.commands.setTextSelection({ from: at, to: at + words.length });
};

/** Prose as an editor can hold it: marks in one order, neighbours merged. Made by ProseMirror from loose input. */
const anyMarks = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom({ type: 'bold' }, { type: 'italic' }, { type: 'strike' }),
    fc.constant({ type: 'link', attrs: { href: 'https://example.org/a?b=1' } }),
    fc.tuple(fc.constantFrom(FACT, OTHER), fc.integer({ min: 1, max: 3 })).map(([fact, seq]) => cite(fact, seq)),
  ),
  { selector: (mark) => JSON.stringify(mark), maxLength: 5 },
);
const anyInline = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(fc.string({ minLength: 1, maxLength: 12 }), anyMarks).map(([s, m]) => text(s, ...m)),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'hardBreak' }) },
);
const anyBlock = fc.letrec((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    fc.array(anyInline, { maxLength: 5 }).map((content) => paragraph(...content)),
    fc
      .tuple(fc.constantFrom(2, 3), fc.array(anyInline, { maxLength: 3 }))
      .map(([level, content]) => ({ type: 'heading', attrs: { level }, content })),
    fc
      .tuple(fc.constantFrom('bulletList', 'orderedList'), fc.array(tie('item'), { maxLength: 3 }))
      .map(([type, content]) => ({ type, content })),
    fc.array(tie('block'), { maxLength: 3 }).map((content) => ({ type: 'blockquote', content })),
  ),
  item: fc.array(tie('block'), { maxLength: 3 }).map((content) => ({ type: 'listItem', content })),
})).block;
const anyProse = fc.array(anyBlock, { maxLength: 6 }).map((content) => proseSchema.parse({ type: 'doc', content }));

describe('the editor holds exactly the closed form of prose', () => {
  it('gives back valid prose for any prose, the same after one pass', () => {
    fc.assert(
      fc.property(anyProse, (input) => {
        const schema = getSchema(proseExtensions());
        const once = toProse(schema.nodeFromJSON(fromProse(input)).toJSON());
        const node = schema.nodeFromJSON(fromProse(once));
        node.check();
        expect(toProse(node.toJSON())).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });

  it('loses no word and no citation', () => {
    const words = (p: Prose): string => {
      let all = '';
      const walk = (node: { type: string; text?: string; marks?: unknown[]; content?: unknown[] }): void => {
        if (node.type === 'text')
          for (const letter of node.text ?? '')
            all += letter + JSON.stringify((node.marks ?? []).map((m) => JSON.stringify(m)).sort());
        for (const child of node.content ?? []) walk(child as Parameters<typeof walk>[0]);
      };
      walk(p);
      return all;
    };
    fc.assert(
      fc.property(anyProse, (input) => {
        const schema = getSchema(proseExtensions());
        expect(words(toProse(schema.nodeFromJSON(fromProse(input)).toJSON()))).toBe(words(input));
      }),
      { numRuns: 200 },
    );
  });

  it('has no node or mark beyond it', () => {
    const schema = getSchema(proseExtensions());
    expect(Object.keys(schema.marks).sort()).toEqual(['bold', 'factCitation', 'italic', 'link', 'strike']);
    expect(Object.keys(schema.nodes).sort()).toEqual(
      [
        'blockquote',
        'bulletList',
        'doc',
        'hardBreak',
        'heading',
        'listItem',
        'orderedList',
        'paragraph',
        'text',
      ].sort(),
    );
  });

  it('drops links that are not https', () => {
    const loose = {
      type: 'doc',
      content: [paragraph(text('x', { type: 'link', attrs: { href: 'javascript:alert(1)' } }))],
    };
    expect(toProse(editorOf(proseSchema.parse(loose)).getJSON())).toEqual(prose(paragraph(text('x'))));
    expect(asHttps('example.org/a')).toBe('https://example.org/a');
    expect(asHttps('http://example.org')).toBeUndefined();
    expect(asHttps('javascript:alert(1)')).toBeUndefined();
  });
});

describe('paste', () => {
  it('keeps what the form has and the words of everything else', () => {
    const editor = editorOf(
      '<h1>One</h1><h5>Five</h5><p style="color:red">a <b>b</b> <u>c</u> <code>d</code> <a href="http://x.org">e</a></p>' +
        '<table><tr><td>f</td></tr></table><script>g()</script><img src="x"><ol type="i" start="3"><li>h</li></ol>',
    );
    const out = toProse(editor.getJSON());
    expect(out.content[0]).toEqual({ type: 'heading', attrs: { level: 2 }, content: [text('One')] });
    expect(out.content[1]).toEqual({ type: 'heading', attrs: { level: 3 }, content: [text('Five')] });
    expect(out.content[2]).toEqual(paragraph(text('a '), text('b', { type: 'bold' }), text(' c d e')));
    expect(JSON.stringify(out)).not.toContain('g()');
    expect(out.content.at(-1)).toMatchObject({ type: 'orderedList', attrs: { start: 3 } });
  });

  it('leaves nothing behind that the policy of the window would refuse', () => {
    const html =
      '<style>p { color: red }</style><b style="font-weight:normal" id="x"><p style=\'color:red\' onclick="a()">one ' +
      '<b>two</b> style="three"</p></b><script>b()';
    const clean = withoutStyles(html);
    expect(clean).not.toMatch(/<style|<script|onclick|color/);
    expect(toProse(editorOf(clean).getJSON())).toEqual(prose(paragraph(text('one '), text('two', { type: 'bold' }))));
  });

  it('takes citations only in their exact form', () => {
    const span = (fact: string, revision: string) => `<span data-fact="${fact}" data-revision="${revision}">x</span>`;
    const cited = toProse(editorOf(`<p>${span(FACT, `${replica}:1`)}</p>`).getJSON());
    expect(cited).toEqual(prose(paragraph(text('x', cite()))));
    const forged = toProse(editorOf(`<p>${span('1', 'javascript:')}</p>`).getJSON());
    expect(forged).toEqual(prose(paragraph(text('x'))));
  });
});

describe('citations', () => {
  it('overlap, several over the same words', () => {
    const editor = editorOf(prose(paragraph(text('six per cent of visits'))));
    selectWords(editor, 'six per cent');
    editor.commands.citeFact(pin(FACT));
    editor.commands.setTextSelection({ from: 5, to: 23 });
    editor.commands.citeFact(pin(OTHER));
    expect(citedRanges(editor.state.doc)).toEqual([
      { pin: pin(FACT), from: 1, to: 13 },
      { pin: pin(OTHER), from: 5, to: 23 },
    ]);
  });

  it('replace an older pin of the same fact over the same words', () => {
    const editor = editorOf(prose(paragraph(text('fell by 40 %', cite(FACT, 1)))));
    editor.commands.selectAll();
    editor.commands.citeFact(pin(FACT, 2));
    expect(citedRanges(editor.state.doc)).toEqual([{ pin: pin(FACT, 2), from: 1, to: 13 }]);
  });

  it('do not grow when words are typed behind or a paragraph is opened', () => {
    const editor = editorOf(prose(paragraph(text('cited', cite()))));
    editor.commands.focus('end');
    editor.view.dispatch(editor.state.tr.insertText(' more'));
    expect(toProse(editor.getJSON())).toEqual(prose(paragraph(text('cited', cite()), text(' more'))));
    editor.commands.setTextSelection(6);
    editor.commands.splitBlock();
    editor.view.dispatch(editor.state.tr.insertText('next'));
    expect(toProse(editor.getJSON()).content[1]).toEqual(paragraph(text('next more')));
  });

  it('grow when words are typed within', () => {
    const editor = editorOf(prose(paragraph(text('cited', cite()))));
    editor.commands.setTextSelection(3);
    editor.view.dispatch(editor.state.tr.insertText('--'));
    expect(toProse(editor.getJSON())).toEqual(prose(paragraph(text('ci--ted', cite()))));
  });

  it('hold together over bold and come off as one', () => {
    const editor = editorOf(
      prose(paragraph(text('a'), text('b', cite()), text('c', { type: 'bold' }, cite()), text('d'))),
    );
    expect(citedRanges(editor.state.doc)).toHaveLength(1);
    editor.commands.setTextSelection(3);
    editor.commands.unciteFact(FACT);
    expect(citedRanges(editor.state.doc)).toEqual([]);
  });

  it('insert a statement as cited words, with a blank where one is missing', () => {
    const editor = editorOf(prose(paragraph(text('Before'))));
    editor.commands.focus('end');
    editor.commands.insertCited('The  channel\nhas readers.', pin());
    expect(toProse(editor.getJSON())).toEqual(
      prose(paragraph(text('Before '), text('The channel has readers', cite()), text('.'))),
    );
  });

  it('dropped into a word stand behind it, with blanks on both sides and one full stop', () => {
    const editor = editorOf(prose(paragraph(text('a balance and more.'))));
    editor.commands.insertCited('It is so.', pin(), 5);
    expect(toProse(editor.getJSON())).toEqual(
      prose(paragraph(text('a balance '), text('It is so', cite()), text('. and more.'))),
    );
    const last = editorOf(prose(paragraph(text('We say.'))));
    last.commands.insertCited('It is so.', pin(), 6);
    expect(toProse(last.getJSON())).toEqual(prose(paragraph(text('We say '), text('It is so', cite()), text('.'))));
  });

  it('dropped between paragraphs make one of their own', () => {
    const editor = editorOf(prose(paragraph(text('one')), paragraph(text('two'))));
    editor.commands.insertCited('It is so', pin(), 5);
    expect(toProse(editor.getJSON())).toEqual(
      prose(paragraph(text('one')), paragraph(text('It is so', cite())), paragraph(text('two'))),
    );
  });

  it('are re-pinned from elsewhere without touching a word, the caret or the undo of the editor', () => {
    const editor = editorOf(prose(paragraph(text('fell by 40 %', cite(FACT, 1)), text(' and', cite(OTHER, 1)))));
    editor.commands.setTextSelection(15);
    const after = prose(paragraph(text('fell by 40 %', cite(FACT, 2)), text(' and', cite(OTHER, 1))));
    showElsewhere(editor, fromProse(after));
    expect(toProse(editor.getJSON())).toEqual(after);
    expect(editor.state.selection.from).toBe(15);
    editor.commands.undo();
    expect(toProse(editor.getJSON())).toEqual(after);
  });
});

describe('a text from elsewhere', () => {
  it('replaces any other, and undo brings the own one back where that is asked for', () => {
    fc.assert(
      fc.property(anyProse, anyProse, (mine, theirs) => {
        const editor = editorOf(mine);
        const before = toProse(editor.getJSON());
        showElsewhere(editor, fromProse(theirs), true);
        expect(toProse(editor.getJSON())).toEqual(toProse(editor.schema.nodeFromJSON(fromProse(theirs)).toJSON()));
        editor.commands.undo();
        expect(toProse(editor.getJSON())).toEqual(before);
        editor.destroy();
      }),
      { numRuns: 60 },
    );
  });
});
