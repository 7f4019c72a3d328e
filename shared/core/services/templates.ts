import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type * as z from 'zod';
import { idSchema } from '../../model/records.ts';
import { type Template, type TemplateFields, templateFields } from '../../model/template.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import type { Readable } from '../store/handle.ts';
import { decodeRecord, readRecord } from '../store/records.ts';
import { writeWhole } from '../write-file.ts';
import type { Context } from './context.ts';

/** A template file: its fields and, so that libraries share it, its id. */
export const templateFile = templateFields.extend({ id: idSchema.optional() });
type TemplateFile = z.output<typeof templateFile>;

const BYTES_LIMIT = 4 * 1024 * 1024;

/** The template of that id, key or title, or a refusal that says what to do. */
export const findTemplate = (db: Readable, text: string): Template => {
  const byId = readRecord(db, 'template', text);
  if (byId) return byId;
  const rows = db.all(
    'SELECT * FROM templates WHERE retired = 0 AND (key = ? OR title = ? COLLATE NOCASE) ORDER BY key <> ?, n',
    text,
    text,
    text,
  );
  const [row] = rows;
  if (!row) {
    throw new Refusal(
      'NOT_FOUND',
      'template-missing',
      `There is no template “${text}”; list the templates and give an id, key or title.`,
      { template: text },
    );
  }
  return decodeRecord(db, 'template', row);
};

const readText = (path: string): string => {
  const name = basename(path);
  try {
    if (statSync(path).size > BYTES_LIMIT) {
      throw new Refusal('INVALID', 'template-too-large', `${name} is too large for a template; choose another file.`, {
        name,
      });
    }
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw Object.assign(
      new Refusal('IO', 'input-unreadable', `${name} cannot be read; check the path and the file.`, { name }),
      { cause: error },
    );
  }
};

const problemOf = ({ path, message }: z.core.$ZodIssue): string => {
  const place = path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : String(part))).join(' ');
  return place === '' ? message : `${place}: ${message}`;
};

/** Rules that a schema of single fields cannot hold. */
const inconsistencies = ({ parameters, briefingTitle, sections }: TemplateFields): string[] => {
  const twice = (names: readonly string[]) => [
    ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
  ];
  const known = new Set(parameters.map(({ key }) => key));
  const texts = [
    briefingTitle,
    ...sections.flatMap(({ heading, guidance, fill }) => [heading, guidance, ...(fill?.subjects ?? [])]),
  ];
  const used = texts.flatMap((text) => [...text.matchAll(/\{([a-z][a-zA-Z0-9]*)\}/g)].map(([, name = '']) => name));
  return [
    ...twice(sections.map(({ key }) => key)).map(
      (key) => `sections: the key “${key}” is used twice; give each section its own.`,
    ),
    ...twice(parameters.map(({ key }) => key)).map((key) => `parameters: “${key}” stands there twice; keep one.`),
    ...[...new Set(used.filter((name) => !known.has(name)))].map(
      (name) => `parameters: {${name}} is used but not defined; add it.`,
    ),
  ];
};

interface Examined {
  readonly fields: TemplateFile | null;
  readonly title: string;
  readonly problems: readonly string[];
}

const examine = (path: string): Examined => {
  let json: unknown;
  try {
    json = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return { fields: null, title: '', problems: ['The file is not JSON; export a template to see the form.'] };
  }
  const parsed = templateFile.safeParse(json);
  const given = typeof json === 'object' && json !== null && 'title' in json ? json.title : '';
  const title = typeof given === 'string' ? given.slice(0, 2000) : '';
  if (!parsed.success) return { fields: null, title, problems: parsed.error.issues.slice(0, 100).map(problemOf) };
  const problems = inconsistencies(parsed.data);
  return { fields: problems.length === 0 ? parsed.data : null, title, problems };
};

const fieldsOf = (template: Template): TemplateFields => {
  const {
    id: _id,
    revision: _revision,
    createdAt: _at,
    updatedAt: _to,
    updatedBy: _by,
    retired: _retired,
    ...fields
  } = template;
  return templateFields.parse(fields);
};

export const templatesService = (context: Context): ServiceOf<'templates'> => ({
  list: () =>
    context.read
      .all('SELECT * FROM templates WHERE retired = 0 ORDER BY title COLLATE NOCASE, n')
      .map((row) => decodeRecord(context.read, 'template', row))
      .map(({ id, key, title, description, version, sections }) => ({
        id,
        key,
        title,
        description,
        version,
        sections: sections.length,
      })),
  get: ({ template }) => findTemplate(context.read, template),
  check: ({ file }) => {
    const { problems, title } = examine(context.tokens.path(file));
    return { ok: problems.length === 0, title, problems: [...problems] };
  },
  import: async ({ file }) => {
    const path = context.tokens.path(file);
    const { fields: given, problems } = examine(path);
    if (!given) {
      const name = basename(path);
      const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
      throw new Refusal(
        'INVALID',
        'template-wrong',
        `${name} is not a template: ${problems[0] ?? ''}${more} Check the file and correct it.`,
        { name },
      );
    }
    const { id, ...fields } = given;
    const made = await context.write({ title: 'template.import', subject: fields.title }, (write) => {
      const row =
        fields.key === ''
          ? undefined
          : write.db.get('SELECT id FROM templates WHERE key = ? AND retired = 0', fields.key);
      const known =
        (row?.id as string | undefined) ?? (id !== undefined && write.read('template', id) ? id : undefined);
      if (known === undefined) return write.create('template', fields, id);
      const { version, retired } = write.need('template', known);
      if (retired) write.restore('template', known);
      // Counted up only when the file says something else, so that importing it twice changes nothing.
      if (write.change('template', known, { ...fields, version }))
        write.change('template', known, { version: version + 1 });
      return known;
    });
    return findTemplate(context.read, made);
  },
  export: async ({ template, file }) => {
    const found = findTemplate(context.read, template);
    const fields = fieldsOf(found);
    const text = `${JSON.stringify({ id: found.id, ...fields }, null, 2)}\n`;
    await writeWhole(context.tokens.path(file), text);
    return { bytes: Buffer.byteLength(text), template: fields };
  },
});
