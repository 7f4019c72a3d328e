import * as z from 'zod';
import { colleagueNameSchema } from '../model/colleague.ts';
import { credibilitySchema, reliabilitySchema } from '../model/grades.ts';
import {
  idSchema,
  lineSchema,
  linkSchema,
  markingSchema,
  RECORD_KINDS,
  recordKindSchema,
  tagSchema,
  textSchema,
} from '../model/records.ts';
import { pageInput, pageOf } from './list.ts';
import { procedure } from './problem.ts';

const countsByKind = z.object(
  Object.fromEntries(RECORD_KINDS.map((kind) => [kind, z.int()])) as Record<(typeof RECORD_KINDS)[number], z.ZodInt>,
);

/** What goes into a pack; everything given must hold. Nothing given: the whole library. */
export const packChoiceSchema = z.strictObject({
  /** A briefing with all that it rests on. */
  briefing: idSchema.optional(),
  /** Facts that a search finds, in the query language of `search`. */
  query: z.string().max(1000).optional(),
  tags: z.array(tagSchema).default([]),
  subjects: z.array(idSchema).default([]),
  /** Also the proposals for records that do not go along, with what was answered; alone: nothing but these. */
  proposals: z.boolean().default(false),
  /** Nothing marked higher leaves the library. */
  ceiling: markingSchema.default('RED'),
  /** Only what changed since it was last exchanged with this colleague, as far as that is known. */
  since: colleagueNameSchema.optional(),
});
export type PackChoice = z.output<typeof packChoiceSchema>;

/** A record that stays behind because of its marking. */
export const withheldSchema = z.object({
  kind: recordKindSchema,
  id: idSchema,
  title: z.string(),
  marking: markingSchema,
});

export const packResultSchema = z.object({
  /** Token of the written file, for `files.download`. */
  file: z.string(),
  name: z.string(),
  bytes: z.int(),
  records: z.int(),
  withheld: z.int(),
  /** True when it carries the signature of whoever wrote it. */
  signed: z.boolean(),
});
export type PackResult = z.infer<typeof packResultSchema>;

/** What a pack is made of and for whom. */
export const packingInput = {
  choice: packChoiceSchema.prefault({}),
  note: textSchema.default(''),
  /** For whom it is, so that what goes is remembered as being with them; the colleague of `since` when not given. */
  for: colleagueNameSchema.optional(),
  /** Encrypts the pack to this passphrase (age). */
  passphrase: z.string().min(1).max(1000).optional(),
  /** Encrypts it to these public keys instead: `age1…`, or names of colleagues whose key is remembered. */
  to: z.array(z.string().min(1).max(200)).max(50).default([]),
};

export const packs = {
  /** What a pack would hold and what would stay behind; writes nothing. */
  preview: procedure
    .input(z.object({ choice: packChoiceSchema.prefault({}) }))
    .output(
      z.object({ records: countsByKind, total: z.int(), withheld: z.array(withheldSchema), withheldTotal: z.int() }),
    ),
  /** Starts the task `pack`. */
  start: procedure
    .input(
      z.object({
        ...packingInput,
        /** Where to write it; a temporary file for download when not given. */
        file: z.string().optional(),
        name: z.string().max(200).optional(),
      }),
    )
    .output(z.object({ task: z.string() })),
};

/**
 * Who has signed a file, by what is remembered of colleagues' keys: a key that is unknown (`new`), that of a known
 * colleague, another one than the name of the sender was signed with before (`changed`), or one's own.
 */
export const SIGNATURE_STATES = ['unsigned', 'own', 'known', 'new', 'changed'] as const;
export const signatureSchema = z.object({
  state: z.enum(SIGNATURE_STATES),
  /** Of the key that signed; empty when nobody has. */
  fingerprint: z.string(),
  /** Whose key it is remembered as; empty when it is not. */
  holder: z.string(),
  /** Of the key that the sender's name was signed with before, when it is another; otherwise empty. */
  before: z.string(),
});
export type SignatureVerdict = z.infer<typeof signatureSchema>;

/** What a file from somebody else says of itself. Every word of it is a claim of the sender. */
export const inspectionSchema = z.object({
  /** `pdf` for a report, whether it carries a pack or not. */
  kind: z.enum(['pack', 'library', 'pdf', 'encrypted']),
  from: z.string(),
  createdAt: z.string(),
  note: z.string(),
  ceiling: z.string(),
  records: countsByKind,
  withheld: z.int(),
  attachments: z.int(),
  /** Null when the file could not be read. */
  signature: signatureSchema.nullable(),
  /** False when a merge would refuse it; `problems` say why. */
  safe: z.boolean(),
  problems: z.array(z.string()),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** What merging does to one record. */
export const MERGE_EFFECTS = ['added', 'updated', 'conflict', 'deleted'] as const;
export const mergeEffectSchema = z.enum(MERGE_EFFECTS);
export type MergeEffect = z.infer<typeof mergeEffectSchema>;

export const mergeItemSchema = z.object({
  kind: recordKindSchema,
  id: idSchema,
  title: z.string(),
  effect: mergeEffectSchema,
  /** Who wrote the newest change that comes in, as claimed, and when. */
  by: z.string(),
  at: z.int(),
  /** The marking that it rises to, if it rises. */
  raised: markingSchema.nullable(),
  /** The fields that change or are in conflict; empty for what is added or deleted whole. */
  fields: z.array(z.object({ field: z.string(), mine: z.json(), theirs: z.json(), conflict: z.boolean() })),
});
export type MergeItem = z.infer<typeof mergeItemSchema>;

export const mergeCountsSchema = z.object({
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  conflicts: z.int(),
  deleted: z.int(),
  /** Placeholders for what the sender held back. */
  withheld: z.int(),
  /** Records whose marking rises. */
  raised: z.int(),
});

export type MergeCounts = z.infer<typeof mergeCountsSchema>;

export const previewResultSchema = mergeCountsSchema.extend({
  /** Names this preview in the calls that follow. */
  preview: z.string(),
  inspection: inspectionSchema,
  /** What is odd and will not be merged, or is merged and flagged, as sentences. */
  warnings: z.array(z.string()),
});
export type PreviewResult = z.infer<typeof previewResultSchema>;

export const mergeResultSchema = mergeCountsSchema.extend({ receipt: z.int().nullable() });
export type MergeResult = z.infer<typeof mergeResultSchema>;

export const receiptSchema = mergeCountsSchema.extend({
  id: z.int(),
  at: z.int(),
  /** Who merged. */
  author: z.string(),
  /** From whom, as claimed. */
  from: z.string(),
  name: z.string(),
  sha256: z.string(),
  undoneAt: z.int().nullable(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const merges = {
  /** Starts the task `inspect`: looks at a file and imports nothing. */
  inspect: procedure
    .input(z.object({ file: z.string(), passphrase: z.string().max(1000).optional() }))
    .output(z.object({ task: z.string() })),
  /** Starts the task `preview`: what a merge of the file would do (M14). */
  preview: procedure
    .input(z.object({ file: z.string(), passphrase: z.string().max(1000).optional() }))
    .output(z.object({ task: z.string() })),
  /** The records that a preview is about, conflicts first. */
  items: procedure
    .input(z.object({ preview: z.string(), effects: z.array(mergeEffectSchema).default([]), ...pageInput }))
    .output(pageOf(mergeItemSchema)),
  /** The ids of all records of these effects, in the order of `items`: for taking or leaving many at once. */
  ids: procedure
    .input(z.object({ preview: z.string(), effects: z.array(mergeEffectSchema).default([]) }))
    .output(z.array(idSchema)),
  /** One record of the preview, with every field also of one that is added whole. */
  item: procedure.input(z.object({ preview: z.string(), id: idSchema })).output(mergeItemSchema),
  /**
   * Starts the task `merge` (M15). Records that are left are merged another time, or never. A sender whose key has
   * changed is refused unless that is accepted; the key of a new one is remembered.
   */
  apply: procedure
    .input(
      z.object({
        preview: z.string(),
        leave: z.array(idSchema).default([]),
        acceptKey: z.boolean().default(false),
      }),
    )
    .output(z.object({ task: z.string() })),
  /** Lets go of a preview. */
  discard: procedure.input(z.object({ preview: z.string() })).output(z.void()),
  /** Newest first. */
  receipts: procedure.output(z.array(receiptSchema)),
  /** Takes a whole merge back as an ordinary edit (M16); `kept` counts what was changed since and stays. */
  undo: procedure.input(z.object({ receipt: z.int() })).output(z.object({ undone: z.int(), kept: z.int() })),
};

export const conflictItemSchema = z.object({
  kind: recordKindSchema,
  id: idSchema,
  title: z.string(),
  /** Names of fields; `retired` when a deletion met an edit (M10). */
  fields: z.array(z.string()),
  /** Who wrote the values. */
  authors: z.array(z.string()),
  at: z.int(),
});
export type ConflictItem = z.infer<typeof conflictItemSchema>;

/** One of the values that survive in a field (M7). */
export const conflictValueSchema = z.object({
  /** `replica:seq` of the change that wrote it. */
  dot: z.string(),
  value: z.json(),
  author: z.string(),
  at: z.int(),
  reason: z.string(),
  /** True for the one that is displayed meanwhile. */
  shown: z.boolean(),
  /** All fields that the same change wrote. */
  wrote: z.array(z.string()),
  /** Of a fact: evidence that was added or changed on the same copy since the values parted. */
  evidence: z.array(
    z.object({
      id: idSchema,
      title: z.string(),
      locator: z.string(),
      reliability: reliabilitySchema,
      credibility: credibilitySchema,
    }),
  ),
});
export type ConflictValue = z.infer<typeof conflictValueSchema>;
export const conflictFieldSchema = z.object({
  field: z.string(),
  values: z.array(conflictValueSchema),
  /** What the field said before the values parted; null when that is not known. */
  base: z.json(),
  /** When that was written; null when it is not known. */
  baseAt: z.int().nullable(),
});
export type ConflictField = z.infer<typeof conflictFieldSchema>;

export const conflictDetailSchema = z.object({
  kind: recordKindSchema,
  id: idSchema,
  title: z.string(),
  /** The record in whose pane it is seen: of evidence the fact, of a section the briefing; null where it has none. */
  opens: linkSchema.nullable(),
  /** Titles of the records that values point to, by id. */
  names: z.record(z.string(), z.string()),
  fields: z.array(conflictFieldSchema),
});
export type ConflictDetail = z.infer<typeof conflictDetailSchema>;

export const conflicts = {
  list: procedure
    .input(z.object({ kind: recordKindSchema.optional(), author: z.string().optional(), ...pageInput }))
    .output(pageOf(conflictItemSchema)),
  /** How many fields are in conflict, by kind and field, and by author: what a choice among them can be made of. */
  overview: procedure.output(
    z.object({
      fields: z.array(z.object({ kind: recordKindSchema, field: z.string(), count: z.int() })),
      authors: z.array(z.object({ author: z.string(), count: z.int() })),
    }),
  ),
  /** Every surviving value of a record; no fields when nothing of it is in conflict. */
  get: procedure.input(z.object({ kind: recordKindSchema.optional(), id: idSchema })).output(conflictDetailSchema),
  /**
   * Settles one field with one of its values, by dot, or with a new one: an ordinary edit that saw them all. A marking
   * is set below another one in conflict only with a reason.
   */
  resolve: procedure
    .input(
      z.object({
        kind: recordKindSchema,
        id: idSchema,
        field: z.string(),
        use: z.union([z.object({ dot: z.string() }), z.object({ value: z.json() })]),
        reason: lineSchema.default(''),
      }),
    )
    .output(z.object({ left: z.int() })),
  /** Settles many in one step: in every matching field the value of this author, or the newest one. */
  resolveMany: procedure
    .input(
      z.object({
        by: z.union([z.object({ author: z.string() }), z.literal('newest')]),
        fields: z.array(z.string()).default([]),
        kind: recordKindSchema.optional(),
        /** Only in these records. */
        ids: z.array(idSchema).max(100_000).optional(),
        reason: lineSchema.default(''),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        resolved: z.int(),
        left: z.int(),
        /** Markings that it sets below another one in conflict: without a reason that is refused. */
        lowered: z.int(),
      }),
    ),
};
