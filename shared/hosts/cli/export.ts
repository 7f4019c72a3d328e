import { extname } from 'node:path';
import type { Command } from 'commander';
import { EXPORT_FORMATS, type ExportFormat, type ExportResult } from '../../contract/transfer.ts';
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

/** The format that the name of the file tells; a name without ending tells PDF. */
const formatOf = (file: string): ExportFormat => {
  const ending = extname(file).toLowerCase();
  const format = BY_EXTENSION[ending];
  if (format) return format;
  throw new UsageError(`No report can be written as ${ending}; name the file .pdf, .md or .json, or say --format.`);
};

/** The pack that went along, in words. */
const carried = ({ pack }: ExportResult): string => {
  if (!pack) return '';
  const kept = pack.withheld > 0 ? ` ${count(pack.withheld, 'record')} kept back because of marking.` : '';
  return ` It carries ${pack.name} (${count(pack.records, 'record')}, ${bytes(pack.bytes)}).${kept}`;
};

interface ExportOptions {
  readonly out: string;
  readonly format?: ExportFormat;
  readonly embedPack?: boolean;
}

export const addExportCommand = (program: Command, bind: Bind): void => {
  program
    .command('export')
    .description('write a briefing as a report')
    .argument('<library>', 'library file (.bwlib)')
    .argument('<briefing>', 'its id or exact title')
    .requiredOption('--out <file>', 'file to write; an existing one is replaced once the new one is whole')
    .option(
      '--format <format>',
      `${EXPORT_FORMATS.join(', ')} (default: by the ending of the file: .pdf, .md, .markdown or .json, pdf without one)`,
      oneOf(EXPORT_FORMATS),
    )
    .option(
      '--embed-pack',
      'PDF only: attach a pack of all that it rests on, up to its marking, for merging; never encrypted, which pack --briefing can be',
    )
    .action(
      bind(async (session, library: string, briefing: string, options: ExportOptions) => {
        const { embedPack = false } = options;
        const format = options.format ?? formatOf(options.out);
        if (embedPack && format !== 'pdf')
          throw new UsageError('--embed-pack is for PDF: name the file .pdf, or leave the option out.');
        const api = await session.open(library);
        const { task } = await api.exports.start({
          briefing,
          format,
          file: await session.grant(options.out),
          embedPack,
        });
        const made = await session.finish('export', task);
        for (const warning of made.warnings) session.output.note(warning);
        const pages = made.pages > 0 ? `${count(made.pages, 'page')}, ` : '';
        session.output.result(
          { ...made, file: options.out },
          () => `Wrote ${options.out} (${pages}${bytes(made.bytes)}, SHA-256 ${made.sha256}).${carried(made)}`,
        );
        return DONE;
      }),
    );
};
