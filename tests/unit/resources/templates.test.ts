import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { templateFields } from '#shared/model/template.ts';

const folder = new URL('../../../resources/templates/', import.meta.url);
const files = readdirSync(folder).sort();
const templateFile = templateFields.extend({ id: z.uuidv7() });
const read = (name: string) => templateFile.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
const templates = files.map(read);

it('holds the sample’s template and the five standard structures of TRADECRAFT.md, each named as its file', () => {
  expect(files).toEqual([
    'company-dossier.json',
    'future-of-binance-in-russia.json',
    'intelligence-assessment.json',
    'one-page-note.json',
    'situation-report.json',
    'timeline-brief.json',
  ]);
  expect(templates.map(({ key }) => `${key}.json`)).toEqual(files);
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});

it.each(templates)('$key: every section says what to write, and no parameter is unknown', (template) => {
  const known = new Set(template.parameters.map(({ key }) => key));
  const used = JSON.stringify([template.briefingTitle, template.sections]).matchAll(/\{([a-z][a-zA-Z0-9]*)\}/g);
  for (const [, name = ''] of used) expect(known).toContain(name);
  const keys = template.sections.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { heading, guidance } of template.sections) {
    expect(heading).not.toBe('');
    expect(guidance.split(' ').length).toBeGreaterThan(10);
  }
  expect(template.sections.some(({ coverage }) => coverage.some(({ level }) => level === 'error'))).toBe(true);
  expect(template.sections.some(({ fill }) => fill !== null)).toBe(true);
  expect(template.description).not.toBe('');
});

it('names in its guidance the tags by which a section fills', () => {
  for (const { sections } of templates) {
    for (const { guidance, fill } of sections) {
      for (const tag of fill?.tags ?? []) if (/Facts tagged/.test(guidance)) expect(guidance).toContain(`"${tag}"`);
    }
  }
});
