import { extname } from 'node:path';
import type { Command } from 'commander';
import { EXPORT_FORMATS, type ExportFormat } from '../../contract/transfer.ts';
import { bytes, count } from './output.ts';
import { DONE, UsageError } from './problems.ts';
import type { Bind } from './program.ts';
import { oneOf } from './values.ts';

const BY_EXTENSION: Readonly<Record<string, ExportFormat>> = {
  '': 'pdf',
  '.pdf': 'pdf',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.json': 'json',
};

/** The format that a file's name tells; a wrong one would give a file that no program opens. */
const formatOf = (file: string): ExportFormat => {
  const ending = extname(file).toLowerCase();
  const format = BY_EXTENSION[ending];
  if (!format)
    throw new UsageError(`The ending ${ending} tells no format; end the name in .pdf, .md or .json, or give --format.`);
  return format;
};

export const addExportCommand = (program: Command, bind: Bind): void => {
  program
    .command('export')
    .description('write a briefing as a report')
    .argument('<library>', 'library file (.bwlib)')
    .argument('<briefing>', 'its id or exact title')
    .requiredOption('--out <file>', 'file to write; an existing one is replaced once the new one is whole')
    .option(
      '--format <format>',
      `${EXPORT_FORMATS.join(', ')} (default: by the ending of the file; pdf without one)`,
      oneOf(EXPORT_FORMATS),
    )
    .action(
      bind(async (session, library: string, briefing: string, options: { out: string; format?: ExportFormat }) => {
        const api = await session.open(library);
        const { task } = await api.exports.start({
          briefing,
          format: options.format ?? formatOf(options.out),
          file: await session.grant(options.out),
        });
        const made = await session.finish('export', task);
        for (const warning of made.warnings) session.output.note(warning);
        const pages = made.pages > 0 ? `${count(made.pages, 'page')}, ` : '';
        session.output.result(
          { ...made, file: options.out },
          () => `Wrote ${options.out} (${pages}${bytes(made.bytes)}, SHA-256 ${made.sha256}).`,
        );
        return DONE;
      }),
    );
};
