import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { blockFields, briefingFields, sectionFields } from '../../model/briefing.ts';
import { evidenceFields, factFields } from '../../model/fact.ts';
import { judgementFields } from '../../model/judgement.ts';
import { noteFields } from '../../model/note.ts';
import { idSchema } from '../../model/records.ts';
import { sourceFields } from '../../model/source.ts';
import { subjectFields } from '../../model/subject.ts';
import { templateFields } from '../../model/template.ts';
import { canonicalJson } from '../store/canonical.ts';
import type { FirstStep } from '../store/store.ts';
import type { Write } from '../store/write.ts';

/** A built-in template: a data file with a fixed id, so that all libraries share it. */
const templateFile = templateFields.extend({ id: idSchema });

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

type Data = Pick<FirstStep, 'content' | 'work'>;

/** The built-in templates, each as a step of its own: one that a later version changes leaves the others the same. */
export const templateSteps = (resources: string): Data[] => {
  const folder = join(resources, 'templates');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const { id, ...fields } = templateFile.parse(readJson(join(folder, name)));
      return { content: canonicalJson({ id, ...fields }), work: (write) => void write.create('template', fields, id) };
    });
};

/** A file cannot know the revisions of a library that does not exist yet; its pins name the present one instead. */
const CURRENT = 'current';

const pinNow = (value: unknown, revisionOf: (fact: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((entry) => pinNow(entry, revisionOf));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const fact = (value as { fact?: unknown }).fact;
  return Object.fromEntries(
    entries.map(([name, inner]) => [
      name,
      name === 'revision' && inner === CURRENT && typeof fact === 'string'
        ? revisionOf(fact)
        : pinNow(inner, revisionOf),
    ]),
  );
};

const rowsSchema = z.array(z.looseObject({ id: idSchema }));
/** Records stand before those that point to them. */
const KINDS = [
  'subjects',
  'sources',
  'facts',
  'evidence',
  'notes',
  'judgements',
  'briefings',
  'sections',
  'blocks',
] as const;
const sampleSchema = z.strictObject(
  Object.fromEntries(KINDS.map((kind) => [kind, rowsSchema])) as Record<(typeof KINDS)[number], typeof rowsSchema>,
);

/** The sample's facts, sources, notes and briefing, as ordinary edits with fixed ids. */
export const sampleStep = (resources: string): Data => {
  const sample = sampleSchema.parse(readJson(join(resources, 'sample', 'library.json')));
  return { content: canonicalJson(sample), work: (write) => fillSample(write, sample) };
};

const fillSample = (write: Write, sample: z.output<typeof sampleSchema>): void => {
  const revisionOf = (fact: string): string => write.revision('fact', fact);
  const rows = (kind: (typeof KINDS)[number]): { id: string; fields: unknown }[] =>
    sample[kind].map(({ id, ...fields }) => ({ id, fields: pinNow(fields, revisionOf) }));
  for (const { id, fields } of rows('subjects')) write.create('subject', subjectFields.parse(fields), id);
  for (const { id, fields } of rows('sources')) write.create('source', sourceFields.parse(fields), id);
  for (const { id, fields } of rows('facts')) write.create('fact', factFields.parse(fields), id);
  for (const { id, fields } of rows('evidence')) write.create('evidence', evidenceFields.parse(fields), id);
  for (const { id, fields } of rows('notes')) write.create('note', noteFields.parse(fields), id);
  for (const { id, fields } of rows('judgements')) write.create('judgement', judgementFields.parse(fields), id);
  for (const { id, fields } of rows('briefings')) write.create('briefing', briefingFields.parse(fields), id);
  for (const { id, fields } of rows('sections')) write.create('section', sectionFields.parse(fields), id);
  for (const { id, fields } of rows('blocks')) write.create('block', blockFields.parse(fields), id);
};
