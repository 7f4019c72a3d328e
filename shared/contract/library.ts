import * as z from 'zod';
import { procedure } from './problem.ts';

export const libraryInfoSchema = z.object({
  id: z.string(),
  name: z.string(),
  readOnly: z.boolean(),
  schemaVersion: z.int(),
  /** A sentence when something about the file wants attention, such as lying in a synced folder. */
  notice: z.string().nullable(),
});
export type LibraryInfo = z.infer<typeof libraryInfoSchema>;

export const statsSchema = z.object({
  facts: z.int(),
  sources: z.int(),
  evidence: z.int(),
  notes: z.int(),
  subjects: z.int(),
  judgements: z.int(),
  templates: z.int(),
  briefings: z.int(),
  editions: z.int(),
  conflicts: z.int(),
  retired: z.int(),
  changes: z.int(),
  bytes: z.int(),
  schemaVersion: z.int(),
  /** What wants attention today. */
  reviewDue: z.int(),
  disputed: z.int(),
});
export type Stats = z.infer<typeof statsSchema>;

/** A library that was open before, or lies in the app's own folder. Known to the window by key, never by path. */
export const knownLibrarySchema = z.object({
  key: z.string(),
  name: z.string(),
  lastOpened: z.int().nullable(),
  missing: z.boolean(),
});
export type KnownLibrary = z.infer<typeof knownLibrarySchema>;

export const library = {
  /** What is open now and what can be opened. */
  status: procedure.output(z.object({ open: libraryInfoSchema.nullable(), known: z.array(knownLibrarySchema) })),
  /** A new library: at the place a file token names, or by name in the app's own folder. `sample` fills it. */
  create: procedure
    .input(
      z.object({ name: z.string().min(1).max(200), file: z.string().optional(), sample: z.boolean().default(false) }),
    )
    .output(libraryInfoSchema),
  open: procedure
    .input(z.union([z.object({ key: z.string() }), z.object({ file: z.string() })]))
    .output(libraryInfoSchema),
  close: procedure.output(z.void()),
  forget: procedure.input(z.object({ key: z.string() })).output(z.void()),
  stats: procedure.output(statsSchema),
  /** SHA-256 over the canonical content and history: equal on two copies exactly when they hold the same. */
  digest: procedure.output(z.object({ content: z.string(), history: z.string() })),
  verify: procedure.output(z.object({ ok: z.boolean(), problems: z.array(z.string()) })),
  /** A checked copy; without a token, into the rotation beside the library. */
  backup: procedure.input(z.object({ folder: z.string().optional() })).output(
    z.object({
      name: z.string(),
      sha256: z.string(),
      bytes: z.int(),
      at: z.int(),
      /** Token of the copy. */ file: z.string(),
    }),
  ),
  backups: procedure.output(z.array(z.object({ name: z.string(), bytes: z.int(), at: z.int() }))),
  /** A checked copy of the library or backup that `file` names, at the new place `to`; refuses an existing target. */
  restore: procedure
    .input(z.object({ file: z.string(), to: z.string() }))
    .output(z.object({ name: z.string(), sha256: z.string() })),
};
