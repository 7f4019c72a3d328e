import * as z from 'zod';
import type { Op, TagChange } from '../../../model/change.ts';
import { fieldName } from '../../../model/field-names.ts';
import { idSchema, type Link, RECORD_KINDS, type RecordKind, tagSchema } from '../../../model/records.ts';
import { FIELD_SCHEMAS, TABLES } from '../../store/tables/index.ts';
import { PROPOSED, proposableFields } from '../proposable.ts';
import { isId } from './cells.ts';

type Test = (value: unknown) => boolean;
type Told = Readonly<Record<string, unknown>>;

/** Short values that passed are remembered, as many as this, since words such as markings come again and again. */
const REMEMBERED = 500;
const SHORT = 40;

/** True when the schema gave back what it was given: nothing filled in, cut or repaired. */
const isUnchanged = (given: unknown, result: unknown): boolean => {
  if (given === result) return true;
  if (given === null || result === null || typeof given !== 'object' || typeof result !== 'object') return false;
  if (Array.isArray(given) !== Array.isArray(result)) return false;
  const names = Object.keys(given);
  if (names.length !== Object.keys(result).length) return false;
  return names.every((name) => isUnchanged((given as Told)[name], (result as Told)[name]));
};

const passes = (schema: z.ZodType, value: unknown): boolean => {
  const { success, data } = schema.safeParse(value);
  if (!success) return false;
  // White space at the ends, which some schemas cut off, harms nobody and stays, so that every copy has the same text.
  return typeof value === 'string' ? typeof data === 'string' : isUnchanged(value, data);
};

const innermost = (schema: unknown): unknown =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodNullable ? innermost(schema.unwrap()) : schema;

/** The test of one field. What passed is remembered, and ids, each of them new, are looked at by hand. */
const testOf = (schema: z.ZodType): Test => {
  const takesIds = innermost(schema) === idSchema;
  const passed = new Set<unknown>();
  const test: Test = (value) => {
    if (passed.has(value) || (takesIds && isId(value))) return true;
    if (!passes(schema, value)) return false;
    const isSmall = typeof value === 'string' ? value.length <= SHORT : typeof value !== 'object' || value === null;
    if (isSmall && passed.size < REMEMBERED) passed.add(value);
    return true;
  };
  return test;
};

const passedTags = new Set<unknown>();

const isTag = (tag: unknown): boolean => {
  if (passedTags.has(tag)) return true;
  if (typeof tag !== 'string' || tagSchema.safeParse(tag).data !== tag) return false;
  if (passedTags.size < REMEMBERED) passedTags.add(tag);
  return true;
};

const isTags = (tags: unknown): tags is readonly string[] =>
  Array.isArray(tags) && tags.length <= 1000 && tags.every(isTag);

const isTagChange: Test = (value) => {
  if (value === null || typeof value !== 'object') return false;
  const { add, remove, ...others } = value as TagChange;
  return isTags(add) && isTags(remove) && Object.keys(others).length === 0;
};

interface KindTests {
  readonly fields: ReadonlyMap<string, Test>;
  /** Fields that a new record must be told, since it would break a rule without. */
  readonly needed: readonly string[];
}

const testsOf = (kind: RecordKind): KindTests => {
  const shape = FIELD_SCHEMAS[kind].shape as Readonly<Record<string, z.ZodType>>;
  const fields = new Map<string, Test>();
  const needed: string[] = [];
  for (const [name, { blank }] of Object.entries(TABLES[kind].fields)) {
    const schema = shape[name];
    if (!schema) throw new Error(`The field ${name} of a ${kind} has no schema.`);
    const test = testOf(schema);

    fields.set(name, test);
    if (blank === undefined || !test(blank)) needed.push(name);
  }
  if (TABLES[kind].tagged) fields.set('tags', isTagChange);
  fields.set('retired', (value) => typeof value === 'boolean');
  return { fields, needed };
};

const TESTS = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, testsOf(kind)])) as Record<RecordKind, KindTests>;

/** The tests of what can be proposed for each kind. Tags are proposed as they should be in the end. */
const PROPOSABLE: ReadonlyMap<RecordKind, ReadonlyMap<string, Test>> = new Map(
  RECORD_KINDS.map((kind) => [
    kind,
    new Map([...proposableFields(kind)].map(([name, schema]): [string, Test] => [name, testOf(schema)])),
  ]),
);

/** True when a kind of record has fields of all these names, `tags` and `retired` among them. */
export const hasFields = (kind: RecordKind, told: Told): boolean => {
  const { fields } = TESTS[kind];
  for (const name in told) if (!fields.has(name)) return false;
  return true;
};

/** A proposal must propose what an edit of its target could write, and stay what it is (M20). */
const flawOfProposal = (op: Op, told: Told): string | undefined => {
  if (op !== 'create') return PROPOSED.some((name) => name in told) ? 'a proposal changes what it proposes' : undefined;
  const fields = PROPOSABLE.get((told.target as Link).kind);
  if (!fields || fields.size === 0) return 'a proposal is for a record that cannot be edited';
  for (const [name, value] of Object.entries((told.patch ?? {}) as Told)) {
    const test = fields.get(name);
    if (!test?.(value)) return 'a proposal proposes what cannot be written';
  }
  return undefined;
};

/** What a change tells that it must not, or does not tell that it must; undefined when it is sound. */
export const flawOfFields = (kind: RecordKind, op: Op, told: Told): string | undefined => {
  const { fields, needed } = TESTS[kind];
  for (const name in told) {
    const test = fields.get(name);
    if (!test) return `a ${kind} has a field that it cannot have`;
    if (!test(told[name])) return `a ${kind} has a wrong value in “${fieldName(kind, name)}”`;
  }
  if (op === 'create') {
    for (const name of needed) if (!(name in told)) return `a ${kind} lacks “${fieldName(kind, name)}”`;
  }
  return kind === 'proposal' ? flawOfProposal(op, told) : undefined;
};
