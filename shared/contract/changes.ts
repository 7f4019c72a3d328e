import * as z from 'zod';
import { idSchema, linkSchema, recordKindSchema } from '../model/records.ts';
import { pageInput, pageOf } from './list.ts';
import { procedure } from './problem.ts';

/** What came of a record: it is new here, fields of it changed, or it was retired or brought back. */
export const CHANGE_EFFECTS = ['added', 'updated', 'deleted', 'restored'] as const;

export const changedRecordSchema = z.object({
  kind: recordKindSchema,
  id: idSchema,
  title: z.string(),
  /** Of evidence, a block or a proposal without words of its own, the title of what it belongs to; empty otherwise. */
  partOf: z.string(),
  effect: z.enum(CHANGE_EFFECTS),
  /** Who wrote what came in, as claimed. */
  authors: z.array(z.string()),
  /** The fields that they changed, `retired` among them; empty for a record that is new here. */
  fields: z.array(z.string()),
  /** When the newest of it was written, by the clock of its writer. */
  at: z.int(),
  /** When the newest of it came in, and with which merge. */
  receivedAt: z.int(),
  receipt: z.int(),
  /** True while more than one value of a field survives. */
  conflict: z.boolean(),
  /** True when every merge that brought it was taken back. */
  takenBack: z.boolean(),
});
export type ChangedRecord = z.infer<typeof changedRecordSchema>;

/** One field that a colleague wrote. */
export const changedFieldSchema = z.object({
  field: z.string(),
  /** What it said here before; null for a record that is new here. */
  before: z.json(),
  /** What the colleague wrote. */
  after: z.json(),
  /** What it says at present: something else when it was changed again. */
  now: z.json(),
  conflict: z.boolean(),
});
export type ChangedField = z.infer<typeof changedFieldSchema>;

export const changedDetailSchema = changedRecordSchema.extend({
  /** The record in whose pane it is seen: of evidence the fact, of a section the briefing; null where it has none. */
  opens: linkSchema.nullable(),
  /** Titles of the records that values point to, by id. */
  names: z.record(z.string(), z.string()),
  /** What each colleague wrote, newest first. */
  by: z.array(
    z.object({
      author: z.string(),
      /** When they wrote the newest of it. */
      at: z.int(),
      receivedAt: z.int(),
      receipt: z.int(),
      /** Who sent it, as claimed; empty when nobody is named. */
      from: z.string(),
      /** Why, where they said so. */
      reasons: z.array(z.string()),
      fields: z.array(changedFieldSchema),
    }),
  ),
});
export type ChangedDetail = z.infer<typeof changedDetailSchema>;

/** Also what was looked at already, and what came with merges that were taken back. */
const all = z.boolean().default(false);

/**
 * What others changed and merges brought in since one last looked. How far one has looked is kept in the profile, for
 * each library and place, as the number of a receipt: two people who share a file have not seen the same.
 */
export const changes = {
  /** The changed records, those that came last first. */
  since: procedure
    .input(z.object({ author: z.string().optional(), kind: recordKindSchema.optional(), all, ...pageInput }))
    .output(pageOf(changedRecordSchema)),
  /** How many records, by colleague and by kind, and how far one has looked. */
  overview: procedure.input(z.object({ all }).prefault({})).output(
    z.object({
      total: z.int(),
      /** A record that two people changed counts for both. */
      authors: z.array(z.object({ author: z.string(), count: z.int() })),
      kinds: z.array(z.object({ kind: recordKindSchema, count: z.int() })),
      /** The newest receipt that was looked at; 0 when none was. */
      mark: z.int(),
      /** When that was; null when nobody looked yet. */
      lookedAt: z.int().nullable(),
      /** The newest receipt of the library; 0 when nothing was merged yet. */
      newest: z.int(),
    }),
  ),
  /** What was changed in one record, colleague by colleague. */
  get: procedure.input(z.object({ id: idSchema, all })).output(changedDetailSchema),
  /** Takes note that everything up to a receipt was looked at; up to the newest when none is given, 0 for nothing. */
  looked: procedure
    .input(z.object({ receipt: z.int().min(0).optional() }).prefault({}))
    .output(z.object({ before: z.int(), mark: z.int() })),
};
