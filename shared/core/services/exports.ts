import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ExportFormat, ExportResult } from '../../contract/transfer.ts';
import { buildTree } from '../../document/build.ts';
import type { DocumentTree } from '../../document/tree.ts';
import { treeToJson } from '../export/json.ts';
import { markdownLosses, treeToMarkdown } from '../export/markdown.ts';
import { PdfError, type PdfRenderer } from '../pdf/pdf.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import type { Readable } from '../store/handle.ts';
import type { TaskControl } from '../tasks.ts';
import { writeWhole } from '../write-file.ts';
import type { Context } from './context.ts';
import { packForReport, type WithPack } from './embedded-pack.ts';
import { cleanName } from './files.ts';
import type { Keyring } from './keys.ts';
import { readMaterial } from './material.ts';
import { findBriefing } from './outline.ts';

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { pdf: 'pdf', markdown: 'md', json: 'json' };
/** Making the pack takes the first part of the progress, where there is one; writing the file the last. */
const PACKED = 0.25;
const WRITE_FROM = 0.97;

/** What an export takes. */
interface Means {
  readonly pdf: PdfRenderer;
  readonly keys: Keyring;
}

/** What is written, and the pack that goes along in it. */
type Report = Pick<WithPack, 'tree'> & Partial<WithPack>;

interface Made {
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly warnings: readonly string[];
  /** Milliseconds. */
  readonly layout: number;
}

const asText = (text: string, warnings: readonly string[]): Made => ({
  bytes: Buffer.from(text),
  pages: 0,
  warnings,
  layout: 0,
});

const makePdf = async (
  pdf: PdfRenderer,
  { tree, pack }: Report,
  now: number,
  { signal, progress }: TaskControl,
): Promise<Made> => {
  const from = pack ? PACKED : 0;
  try {
    const made = await pdf.render(tree, {
      now: new Date(now),
      signal,
      ...(pack ? { attached: { name: pack.name, bytes: pack.bytes } } : {}),
      onProgress: ({ phase, fraction }) => progress(from + fraction * (WRITE_FROM - from), phase),
    });
    const { build, layout, write } = made.ms;
    return { bytes: made.bytes, pages: made.pages, warnings: made.warnings, layout: build + layout + write };
  } catch (error) {
    if (error instanceof PdfError) {
      throw Object.assign(new Refusal('INVALID', 'pdf-failed', error.message), { cause: error });
    }
    throw error;
  }
};

const make = (
  pdf: PdfRenderer,
  format: ExportFormat,
  report: Report,
  now: number,
  control: TaskControl,
): Made | Promise<Made> => {
  const { tree } = report;
  switch (format) {
    case 'pdf':
      return makePdf(pdf, report, now, control);
    case 'markdown':
      return asText(treeToMarkdown(tree), markdownLosses(tree));
    case 'json':
      return asText(treeToJson(tree), []);
  }
};

interface Job {
  readonly briefing: string;
  readonly format: ExportFormat;
  /** Token of the file to write. */
  readonly file: string;
  readonly embedPack: boolean;
}

const buildReport = (
  context: Context,
  keys: Keyring,
  { briefing, embedPack }: Job,
  { signal, progress }: TaskControl,
): Report | Promise<Report> => {
  const build = (db: Readable): DocumentTree => buildTree(readMaterial(db, briefing), { today: context.today() });
  if (!embedPack) return { tree: build(context.read) };
  return packForReport(context, keys, briefing, build, {
    signal,
    progress: (fraction, phase) => progress(fraction * PACKED, phase),
  });
};

const told = ({ name, bytes, records, withheld, signed }: WithPack['pack']): ExportResult['pack'] => ({
  ...{ name, bytes: bytes.byteLength, records, withheld, signed },
});

const runExport = async (
  context: Context,
  { pdf, keys }: Means,
  job: Job,
  control: TaskControl,
): Promise<ExportResult> => {
  const { signal, progress } = control;
  const start = performance.now();
  progress(0, 'build');
  const report = await buildReport(context, keys, job, control);
  const build = performance.now() - start;
  signal.throwIfAborted();
  const { bytes, pages, warnings, layout } = await make(pdf, job.format, report, context.now(), control);
  progress(WRITE_FROM, 'write');
  const path = context.tokens.path(job.file);
  const written = performance.now();
  await writeWhole(path, bytes, signal);
  return {
    file: job.file,
    name: basename(path),
    bytes: bytes.byteLength,
    pages,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    warnings: [...warnings],
    pack: report.pack ? told(report.pack) : null,
    ms: { build, layout, write: performance.now() - written },
  };
};

const checkFormat = (format: ExportFormat, embedPack: boolean): void => {
  if (embedPack && format !== 'pdf')
    throw new Refusal('INVALID', 'embed-format', 'Only a PDF can carry a pack; export as PDF, or without the pack.');
};

export const exportsService = (context: Context, means: Means): ServiceOf<'exports'> => ({
  start: ({ briefing, format, file, embedPack }) => {
    // Refused here rather than by the task, so that the caller learns it from the call.
    checkFormat(format, embedPack);
    const { id, title } = findBriefing(context.read, briefing);
    const target = file ?? context.tokens.temporary(`${cleanName(title)}.${EXTENSIONS[format]}`);
    context.tokens.path(target);
    const task = context.tasks.start('export', title, async (control) => ({
      type: 'export',
      result: await runExport(context, means, { briefing: id, format, file: target, embedPack }, control),
    }));
    return { task };
  },
});
