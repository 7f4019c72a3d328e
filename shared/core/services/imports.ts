import { accessSync, constants, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportFormat, ImportResult } from '../../contract/transfer.ts';
import { ColumnMap, FIELDS, unknownField } from '../import/columns.ts';
import { formatOf, readRows } from '../import/read.ts';
import { isRejected } from '../import/rows.ts';
import { ImportWriter } from '../import/writer.ts';
import { asRefusal, Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import type { TaskControl } from '../tasks.ts';
import type { Context } from './context.ts';

interface ImportFile {
  readonly path: string;
  readonly name: string;
  readonly format: ImportFormat;
  readonly bytes: number;
}

/** Ends the transaction of an import that is not to be kept, carrying what it found. */
class Discard extends Error {
  readonly result: ImportResult;

  constructor(result: ImportResult) {
    super('discard');
    this.result = result;
  }
}

const refuseFile = (name: string, error: unknown): Refusal => {
  const { reason } = asRefusal(error).data;
  return reason === 'file-missing'
    ? new Refusal('IO', 'input-missing', `There is no file ${name}; check the path.`, { name })
    : new Refusal(
        'IO',
        'input-unreadable',
        `${name} cannot be read; check that it is a file and that you may read it.`,
        { name },
      );
};

/** Looks at a file before anything is written: its format and size, or a refusal. */
const examine = (path: string, given: ImportFormat | undefined): ImportFile => {
  const name = basename(path);
  const format = given ?? formatOf(name);
  try {
    accessSync(path, constants.R_OK);
    const stat = statSync(path);
    if (!stat.isFile()) throw new Refusal('IO', 'input-unreadable', `${name} is not a file.`);
    if (format) return { path, name, format, bytes: stat.size };
  } catch (error) {
    throw refuseFile(name, error);
  }
  throw new Refusal(
    'INVALID',
    'format-unknown',
    `The format of ${name} does not show from its name; say csv or jsonl with --format.`,
    { name },
  );
};

/** Refuses a wish for a field that does not exist: nobody wants a field of their own called `statment`. */
const checkFields = (map: Readonly<Record<string, string>>): void => {
  const field = unknownField(map);
  if (field !== undefined)
    throw new Refusal('INVALID', 'field-unknown', `There is no field ${field}; fields are: ${FIELDS.join(', ')}.`, {
      field,
    });
};

/** Refuses a wish for a column that none of the files has. */
const checkColumns = ({ missing, met }: ColumnMap, files: readonly ImportFile[]): void => {
  if (missing === undefined) return;
  const where = files.length === 1 ? files[0]?.name : `any of the ${files.length} files`;
  const has = met.length === 0 ? 'nothing' : met.join(', ');
  throw new Refusal(
    'INVALID',
    'column-unknown',
    `There is no column ${missing} in ${where}; it has: ${has}. Correct the name and import again.`,
    { column: missing },
  );
};

type Input = Parameters<ServiceOf<'imports'>['start']>[0];

/** Imports all files in one transaction, which is given up when it is a dry run, or strict and a line is rejected. */
const runImport = async (
  context: Context,
  files: readonly ImportFile[],
  { map, dryRun, strict }: Input,
  { signal, progress }: TaskControl,
): Promise<ImportResult> => {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0) || 1;
  const columns = new ColumnMap(map);
  const subject = files.map(({ name }) => name).join(', ');
  try {
    return await context.store.writeLong({ title: 'import', subject, author: context.author }, async (write) => {
      const writer = new ImportWriter(write);
      const rejected: ImportResult['rejected'] = [];
      let done = 0;
      for (const { path, name, format, bytes } of files) {
        for await (const batch of readRows(path, format, columns)) {
          signal.throwIfAborted();
          for (const row of batch.rows) {
            if (isRejected(row)) rejected.push({ file: name, line: row.line, reason: row.reason });
            else writer.add(name, row);
          }
          progress((done + batch.bytes) / total, 'import');
        }
        done += bytes;
      }
      signal.throwIfAborted();
      checkColumns(columns, files);
      const dry = dryRun || (strict && rejected.length > 0);
      const result = { ...writer.result(), rejected, dry };
      if (dry) throw new Discard(result);
      progress(1, 'write');
      return result;
    });
  } catch (error) {
    if (error instanceof Discard) return error.result;
    throw error;
  }
};

export const importsService = (context: Context): ServiceOf<'imports'> => ({
  start: (input) => {
    // Refused here rather than by the task, so that the caller learns it from the call.
    checkFields(input.map);
    const files = input.files.map((token) => examine(context.tokens.path(token), input.format));
    const subject = files.map(({ name }) => name).join(', ');
    const task = context.tasks.start('import', subject, async (control) => ({
      type: 'import',
      result: await runImport(context, files, input, control),
    }));
    return { task };
  },
});
