import type { Command } from 'commander';
import type { ImportResult } from '../../contract/transfer.ts';
import { IMPORT_FORMATS, type ImportFormat } from '../../contract/transfer.ts';
import { count } from './output.ts';
import { DONE, PARTLY } from './problems.ts';
import type { Bind } from './program.ts';
import { assignments, oneOf } from './values.ts';

interface Options {
  readonly format?: ImportFormat;
  readonly map?: Record<string, string>;
  readonly dryRun?: boolean;
  readonly strict?: boolean;
}

/** Rejected lines that a person is shown; a program gets all. */
const SHOWN = 20;

const words = (result: ImportResult): string => {
  const { added, duplicates, rejected, notCarried, dry } = result;
  const parts = [
    count(added.facts, 'fact'),
    count(added.sources, 'source'),
    count(added.subjects, 'subject'),
    count(added.notes, 'note'),
  ].join(', ');
  const lines = [`${dry ? 'Would add' : 'Added'} ${parts}; ${count(duplicates, 'duplicate')} left alone.`];
  if (rejected.length > 0) lines.push(`${count(rejected.length, 'line')} rejected:`);
  for (const { file, line, reason } of rejected.slice(0, SHOWN)) lines.push(`  ${file}, line ${line}: ${reason}`);
  if (rejected.length > SHOWN) lines.push(`  and ${rejected.length - SHOWN} more; use --json to see all.`);
  if (dry && rejected.length > 0) lines.push('Nothing was written.');
  if (notCarried.length > 0) lines.push('Not carried over:', ...notCarried.map((report) => `  ${report}`));
  return lines.join('\n');
};

export const addImportCommand = (program: Command, bind: Bind): void => {
  program
    .command('import')
    .description('add facts with their sources from CSV or JSON Lines files, all in one transaction')
    .argument('<library>', 'library file (.bwlib)')
    .argument('<file...>', 'files to import')
    .option('--format <format>', `${IMPORT_FORMATS.join(' or ')}, when the name does not tell`, oneOf(IMPORT_FORMATS))
    .option(
      '--map <column=field>',
      'read a column as this field; give it once for each column, and no field to leave it out',
      assignments,
    )
    .option('--dry-run', 'tell what would happen and write nothing')
    .option('--strict', 'write nothing when any line is rejected')
    .action(
      bind(async (session, library: string, files: readonly string[], options: Options) => {
        const api = await session.open(library);
        const tokens: string[] = [];
        for (const file of files) tokens.push(await session.grant(file));
        const { task } = await api.imports.start({
          files: tokens,
          map: options.map ?? {},
          dryRun: options.dryRun ?? false,
          strict: options.strict ?? false,
          ...(options.format ? { format: options.format } : {}),
        });
        const result = await session.finish('import', task);
        session.output.result(result, () => words(result));
        return result.rejected.length > 0 ? PARTLY : DONE;
      }),
    );
};
