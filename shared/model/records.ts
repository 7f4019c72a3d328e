import * as z from 'zod';
import { MARKINGS } from './marking.ts';

/** The kinds of record of a library. Each record has a UUIDv7, a version vector and a history (MERGE.md, M4). */
export const RECORD_KINDS = [
  'subject',
  'source',
  'fact',
  'evidence',
  'note',
  'judgement',
  'template',
  'briefing',
  'section',
  'block',
  'edition',
  'proposal',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];
export const recordKindSchema = z.enum(RECORD_KINDS);

export const idSchema = z.uuid();

export const markingSchema = z.enum(MARKINGS);

/**
 * A revision names one state of a record on every copy: its version vector as text, `replica:seq` pairs joined by `+`,
 * replicas as 32 hex digits in rising order.
 */
export const revisionSchema = z.string().regex(/^[0-9a-f]{32}:\d+(\+[0-9a-f]{32}:\d+)*$/);

/** What every record carries beside its own fields. Times are milliseconds since 1970, UTC. */
export const recordBase = {
  id: idSchema,
  /** Empty for a place held for a record that somebody else holds back (MERGE.md, M5). */
  revision: revisionSchema.or(z.literal('')),
  createdAt: z.int(),
  updatedAt: z.int(),
  updatedBy: z.string(),
  /** Deleting is retiring until emptied: a retired record keeps everything and can be restored. */
  retired: z.boolean(),
};

/** One fact at the state in which somebody relied on it. */
export const pinSchema = z.strictObject({ fact: idSchema, revision: revisionSchema });
export type Pin = z.infer<typeof pinSchema>;

export const linkSchema = z.strictObject({ kind: recordKindSchema, id: idSchema });
export type Link = z.infer<typeof linkSchema>;

/** A tag as stored: trimmed, inner white space folded to one blank. */
export const tagSchema = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .pipe(z.string().min(1, 'A tag needs at least one letter.').max(100, 'A tag has at most 100 characters.'));

/** One line of text: no line breaks, bounded. */
export const lineSchema = z.string().max(2000, 'At most 2,000 characters fit here.');
/** Long plain text. */
export const textSchema = z.string().max(1_000_000, 'At most a million characters fit here.');

/** One entry of a record's history: the edit that is named by its dot. */
export const historyEntrySchema = z.object({
  revision: z.string(),
  replica: z.string(),
  seq: z.int(),
  /** Wall clock of the edit, milliseconds since 1970. */
  at: z.int(),
  author: z.string(),
  reason: z.string(),
  op: z.enum(['create', 'edit', 'retire', 'restore']),
  /** The fields that this edit wrote, with the value before and after; `before` is null on creation. */
  changes: z.array(z.object({ field: z.string(), before: z.json(), after: z.json() })),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
