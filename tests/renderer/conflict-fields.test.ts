import { describe, expect, test } from 'vitest';
import { blockFields, briefingFields, editionFields, sectionFields } from '#shared/model/briefing.ts';
import { evidenceFields, factFields } from '#shared/model/fact.ts';
import { judgementFields } from '#shared/model/judgement.ts';
import { noteFields } from '#shared/model/note.ts';
import { proposalFields } from '#shared/model/proposal.ts';
import { EMPTY_PROSE, proseFromText } from '#shared/model/prose.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { sourceFields } from '#shared/model/source.ts';
import { subjectFields } from '#shared/model/subject.ts';
import { templateFields } from '#shared/model/template.ts';
import { editorOf, type Json, unionOf } from '../../renderer/features/conflicts/fields.ts';
import { prepareWindow } from './support/window.tsx';

const SCHEMAS = {
  ...{ fact: factFields, source: sourceFields, evidence: evidenceFields, note: noteFields, subject: subjectFields },
  ...{ judgement: judgementFields, template: templateFields, briefing: briefingFields, section: sectionFields },
  ...{ block: blockFields, edition: editionFields, proposal: proposalFields },
};

prepareWindow();

const typed = (kind: 'fact' | 'source' | 'subject', field: string, text: string): Json | undefined => {
  const editor = editorOf(kind, field, []);
  if (editor?.type !== 'text') throw new Error(`${field} is not written as text.`);
  return editor.parse(text);
};

describe('how fields in conflict are written anew', () => {
  test('an editor belongs to a field of that kind, and what it begins with is a value of the field', () => {
    for (const kind of RECORD_KINDS) {
      const shape: Record<string, unknown> = SCHEMAS[kind].shape;
      for (const name of ['statement', 'title', 'marking', 'status', 'quantity', 'body', 'content', 'authors'])
        if (editorOf(kind, name, [])) expect(Object.keys(shape), `${kind}.${name}`).toContain(name);
    }
    for (const [kind, field] of [
      ['fact', 'status'],
      ['source', 'type'],
      ['evidence', 'credibility'],
    ] as const) {
      const editor = editorOf(kind, field, []);
      const schema = (SCHEMAS[kind].shape as Record<string, { safeParse: (value: unknown) => { success: boolean } }>)[
        field
      ];
      if (editor?.type !== 'choice') throw new Error(`${field} is no choice.`);
      for (const value of editor.values) expect(schema?.safeParse(value).success).toBe(true);
    }
  });

  test('numbers, dates, days and names are read as people write them, and refused otherwise', () => {
    expect(typed('fact', 'quantity', 'about 1,200 ships')).toEqual({
      value: '1200',
      unit: 'ships',
      qualifier: 'about',
    });
    expect(typed('fact', 'quantity', 'many')).toBeUndefined();
    expect(typed('fact', 'quantity', ' ')).toBeNull();
    expect(typed('fact', 'asOf', '2023-08/2024-07')).toBe('2023-08/2024-07');
    expect(typed('fact', 'asOf', 'last spring')).toBeUndefined();
    expect(typed('fact', 'reviewBy', '2024-04')).toBeUndefined();
    expect(typed('fact', 'statement', '  ')).toBeUndefined();
    expect(typed('source', 'authors', 'Roe, Jo; The Office')).toEqual([
      { family: 'Roe', given: 'Jo' },
      { literal: 'The Office' },
    ]);
    expect(typed('subject', 'aliases', 'One\n\n Two ')).toEqual(['One', 'Two']);
  });

  test('a block is written as text only where all versions of it are text', () => {
    const table = { type: 'factTable', caption: '', facts: [] };
    const prose = { type: 'prose', prose: EMPTY_PROSE } as unknown as Json;
    expect(editorOf('block', 'content', [prose, prose])?.type).toBe('prose');
    expect(editorOf('block', 'content', [prose, table])).toBeUndefined();
    expect(editorOf('note', 'body', [proseFromText('x') as unknown as Json])?.type).toBe('prose');
  });

  test('entries of lists are kept together, each once', () => {
    expect(unionOf([['a', 'b'], ['b', 'c'], []])).toEqual(['a', 'b', 'c']);
    expect(unionOf([['a'], null])).toBeUndefined();
  });
});
