import * as z from 'zod';
import { revisionSchema } from '../model/records.ts';

/** A window onto a long list. */
export const pageInput = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(100) };

/** The window's records, how many there are in all, and how long the store took in milliseconds. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ total: z.int(), items: z.array(item), ms: z.number() });

export const sortInput = <T extends readonly [string, ...string[]]>(columns: T) =>
  z.object({ by: z.enum(columns), descending: z.boolean().default(false) });

/**
 * The revision that the caller of an edit started from. When somebody has changed one of the edited fields since, the
 * edit is refused with CHANGED and names field and author; edits of other fields, and of tags, go through.
 */
export const seenInput = revisionSchema.optional();

type PatchInput<T extends z.ZodRawShape> = { [K in keyof T]?: z.input<T[K]> | undefined };
type PatchOutput<T extends z.ZodRawShape> = { [K in keyof T]?: z.output<T[K]> | undefined };

/**
 * A change of some fields. Zod's `.partial()` would keep the defaults and so write fields that nobody named; here a
 * field that is not given stays as it is.
 */
export const patchOf = <T extends z.ZodRawShape>(fields: z.ZodObject<T>): z.ZodType<PatchOutput<T>, PatchInput<T>> => {
  const bare = (schema: z.core.$ZodType): z.core.$ZodType =>
    schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  const shape = Object.fromEntries(
    Object.entries(fields.shape).map(([name, schema]) => [name, z.optional(bare(schema))]),
  );
  return z.strictObject(shape) as unknown as z.ZodType<PatchOutput<T>, PatchInput<T>>;
};
