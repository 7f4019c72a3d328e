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
import type { TaskControl } from '../tasks.ts';
import { writeWhole } from '../write-file.ts';
import type { Context } from './context.ts';
import { cleanName } from './files.ts';
import { readMaterial } from './material.ts';
import { findBriefing } from './outline.ts';

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { pdf: 'pdf', markdown: 'md', json: 'json' };
/** The last part of the progress is the writing of the file. */
const WRITE_FROM = 0.97;

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
  tree: DocumentTree,
  now: number,
  { signal, progress }: TaskControl,
): Promise<Made> => {
  try {
    const made = await pdf.render(tree, {
      now: new Date(now),
      signal,
      onProgress: ({ phase, fraction }) => progress(fraction * WRITE_FROM, phase),
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
  tree: DocumentTree,
  now: number,
  control: TaskControl,
): Made | Promise<Made> => {
  switch (format) {
    case 'pdf':
      return makePdf(pdf, tree, now, control);
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
}

const runExport = async (context: Context, pdf: PdfRenderer, job: Job, control: TaskControl): Promise<ExportResult> => {
  const { signal, progress } = control;
  const start = performance.now();
  progress(0, 'build');
  const tree = buildTree(readMaterial(context.read, job.briefing), { today: context.today() });
  const build = performance.now() - start;
  signal.throwIfAborted();
  const { bytes, pages, warnings, layout } = await make(pdf, job.format, tree, context.now(), control);
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
    ms: { build, layout, write: performance.now() - written },
  };
};

export const exportsService = (context: Context, pdf: PdfRenderer): ServiceOf<'exports'> => ({
  start: ({ briefing, format, file }) => {
    // Refused here rather than by the task, so that the caller learns it from the call.
    const { id, title } = findBriefing(context.read, briefing);
    const target = file ?? context.tokens.temporary(`${cleanName(title)}.${EXTENSIONS[format]}`);
    context.tokens.path(target);
    const task = context.tasks.start('export', title, async (control) => ({
      type: 'export',
      result: await runExport(context, pdf, { briefing: id, format, file: target }, control),
    }));
    return { task };
  },
});
