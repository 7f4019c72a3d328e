import * as z from 'zod';
import { procedure } from './problem.ts';

export const EXPORT_FORMATS = ['pdf', 'markdown', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const IMPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export const exportResultSchema = z.object({
  /** Token of the written file when none was given, for `files.download`. */
  file: z.string(),
  name: z.string(),
  bytes: z.int(),
  /** 0 for formats without pages. */
  pages: z.int(),
  sha256: z.string(),
  /** What the format could not carry, or the fonts could not show. */
  warnings: z.array(z.string()),
  /** The pack that the file carries; null when it carries none. */
  pack: z
    .object({
      name: z.string(),
      bytes: z.int(),
      records: z.int(),
      /** Records that stay behind because of marking. */
      withheld: z.int(),
      signed: z.boolean(),
    })
    .nullable(),
  ms: z.object({ build: z.number(), layout: z.number(), write: z.number() }),
});
export type ExportResult = z.infer<typeof exportResultSchema>;

export const importResultSchema = z.object({
  added: z.object({ facts: z.int(), sources: z.int(), notes: z.int(), subjects: z.int() }),
  updated: z.int(),
  unchanged: z.int(),
  duplicates: z.int(),
  rejected: z.array(z.object({ file: z.string(), line: z.int(), reason: z.string() })),
  notCarried: z.array(z.string()),
  /** True when nothing was written: a dry run, or `strict` with rejected lines. */
  dry: z.boolean(),
});
export type ImportResult = z.infer<typeof importResultSchema>;

/** Both start a task; its result comes through `tasks.watch`. */
export const exports = {
  start: procedure
    .input(
      z.object({
        briefing: z.string().min(1).max(2000),
        format: z.enum(EXPORT_FORMATS).default('pdf'),
        file: z.string().optional(),
        /** Attaches a pack of the briefing with all it rests on, up to the banner of the report. For PDF only. */
        embedPack: z.boolean().default(false),
      }),
    )
    .output(z.object({ task: z.string() })),
};

export const imports = {
  start: procedure
    .input(
      z.object({
        files: z.array(z.string()).min(1).max(1000),
        /** From the file's extension when not given. */
        format: z.enum(IMPORT_FORMATS).optional(),
        /** Column of the file → field of CLI.md, or nothing to leave it out. Refused when either does not exist. */
        map: z.record(z.string(), z.string()).default({}),
        dryRun: z.boolean().default(false),
        /** Nothing is written when any line is rejected. */
        strict: z.boolean().default(false),
      }),
    )
    .output(z.object({ task: z.string() })),
};

/** Files cross as opaque tokens, never as paths. */
export const files = {
  /** Takes the bytes of a file that the user chose in a browser. */
  upload: procedure.input(z.object({ file: z.file() })).output(z.object({ file: z.string() })),
  /** The bytes of a file that the app made for this user. */
  download: procedure.input(z.object({ file: z.string() })).output(z.file()),
};
