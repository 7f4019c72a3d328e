import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';
import texts from '../../renderer/i18n/en/history.json' with { type: 'json' };
import { proposableFields } from '../../shared/core/merge/proposable.ts';
import { checkedPatch } from '../../shared/core/services/proposed.ts';
import { FIELD_SCHEMAS } from '../../shared/core/store/tables/index.ts';
import { FIELD_NAMES, fieldMeant, fieldName } from '../../shared/model/field-names.ts';
import { RECORD_KINDS } from '../../shared/model/records.ts';
import { openWorld } from '../support/world.ts';

const root = join(import.meta.dirname, '../..');
/** A name that is written in one, as programs do. */
const JOINED = /\b[a-z]+[A-Z]\w*/;

const fieldsOf = RECORD_KINDS.flatMap((kind) =>
  [...Object.keys(FIELD_SCHEMAS[kind].shape), 'retired'].map((field) => ({ kind, field })),
);

describe('every field of every kind', () => {
  test('has a name in words, the same in the core as on the screen', () => {
    expect(fieldsOf.length).toBeGreaterThan(100);
    expect(FIELD_NAMES).toEqual(texts.field);
    for (const { kind, field } of fieldsOf) {
      expect(fieldName(kind, field), `${kind}.${field}`).toMatch(/^[A-Z]/);
      expect(fieldName(kind, field), `${kind}.${field}`).not.toMatch(JOINED);
    }
  });
  test('is meant by its name in words and by the one of programs, however it is typed', () => {
    for (const { kind, field } of fieldsOf) {
      const name = fieldName(kind, field);
      const hyphens = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      for (const typed of [field, name, hyphens]) expect(fieldMeant([kind], typed), `${kind} ${typed}`).toBe(field);
    }
  });
  test('is meant by its name alone where an edit of it can be proposed', () => {
    for (const kind of RECORD_KINDS)
      for (const field of proposableFields(kind).keys())
        for (const typed of [field, fieldName(kind, field)])
          expect(fieldMeant(RECORD_KINDS, typed), `${kind} ${typed}`).toBe(field);
  });
  test('that no record has is told by the words of its name; names of one word and those of somebody else stay', () => {
    expect(fieldName(undefined, 'dryRun')).toBe('dry run');
    expect(fieldName('fact', 'limit')).toBe('limit');
    expect(fieldName('fact', 'Number of iPhones')).toBe('Number of iPhones');
    expect(fieldMeant(['fact'], 'colour')).toBe('colour');
  });
});

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Literal texts of a source file, without what is put into them. */
const literals = (node: Node): string[] => {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type === 'TemplateElement') return [(node.value as { cooked: string }).cooked];
  const children = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return children.filter(isNode).flatMap(literals);
};

describe('what people read', () => {
  /** More than a word that ends as sentences do. */
  const SENTENCE = /\s.*[.;:]\s?$/;
  const camel = new Set(fieldsOf.map(({ field }) => field).filter((field) => JOINED.test(field)));
  const named = (text: string): string[] => (text.match(/\w+/g) ?? []).filter((word) => camel.has(word));

  test('no screen text names a field as programs do', () => {
    const folder = join(root, 'renderer/i18n/en');
    const valuesOf = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value as object).flatMap(valuesOf);
    const found = readdirSync(folder)
      .flatMap((file) => valuesOf(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
      .filter((text) => named(text.replace(/\{\{.*?\}\}/g, '')).length > 0);
    expect(found).toEqual([]);
  });
  test('no sentence of the core and the command line does', () => {
    const shared = join(root, 'shared');
    const sentences = readdirSync(shared, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(shared, path), 'utf8'))
      // Only these are worth reading whole.
      .filter((source) => source.split('\n').some((line) => /['"`]/.test(line) && named(line).length > 0))
      .flatMap((source) => literals(parseAst(source, { lang: 'ts' }) as unknown as Node))
      .filter((text) => SENTENCE.test(text));
    expect(sentences.length).toBeGreaterThan(20);
    expect(sentences.filter((text) => named(text).length > 0)).toEqual([]);
  });
});

describe('a refused value is told with its field in words', () => {
  const wrong = { nobody: 7 };

  test('by the contract, in every edit', async () => {
    await using world = await openWorld();
    const features = { facts: 'fact', sources: 'source', notes: 'note', subjects: 'subject', judgements: 'judgement' };
    const parts = { evidence: 'evidence', briefings: 'briefing', sections: 'section', blocks: 'block' };
    const api = world.api as unknown as Record<string, { edit: (input: object) => Promise<unknown> }>;
    for (const [feature, kind] of Object.entries({ ...features, ...parts })) {
      const told = fieldsOf.filter((one) => one.kind === kind && one.field !== 'csl');
      for (const { field } of told) {
        const call = api[feature]?.edit({ id: randomUUID(), patch: { [field]: wrong } });
        const error = await call?.catch((caught: Error) => caught);
        expect(error, `${kind}.${field}`).toMatchObject({ code: 'INVALID' });
        const { message } = error as Error;
        // What a step of its own writes is no field of an edit: what was typed is quoted.
        if (message.includes('There is no field')) continue;
        expect(message, `${kind}.${field}`).not.toMatch(JOINED);
        expect(message).toContain(': ');
      }
    }
    const late = world.api.facts.edit({ id: randomUUID(), patch: { asOf: 'some day' } });
    await expect(late).rejects.toThrow(/^As of: /);
    const source = { title: '', accessed: 'some day' };
    const deep = world.api.facts.add({ statement: 'x', evidence: [{ source: { ...source, title: 's' } }] });
    await expect(deep).rejects.toThrow(/^Read on: /);
    const own = world.api.facts.add({ statement: 'x', custom: { iPhones: 7 } } as never);
    await expect(own).rejects.toThrow(/^iPhones: /);
  });
  test('by a proposal', () => {
    for (const { kind, field } of fieldsOf.filter((one) => one.field !== 'csl')) {
      if (!proposableFields(kind).has(field)) continue;
      const refused = (patch: object) => {
        try {
          return checkedPatch(kind, { ...patch });
        } catch (error) {
          return (error as Error).message;
        }
      };
      const message = refused({ [field]: wrong });
      expect(message).toMatch(new RegExp(`^${fieldName(kind, field)}: `));
      expect(message).not.toMatch(JOINED);
      expect(refused({ colour: 'red' })).not.toMatch(JOINED);
    }
  });
});
