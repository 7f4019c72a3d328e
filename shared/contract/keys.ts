import * as z from 'zod';
import { colleagueNameSchema, recipientSchema } from '../model/colleague.ts';
import { procedure } from './problem.ts';

/** The public part of the own keys: all that may be given away. The secret part never leaves the core. */
export const ownKeysSchema = z.object({
  /** What others encrypt to (age1…). */
  recipient: z.string(),
  /** Of the key that signs, to be compared by voice: eight groups of four hex digits. */
  fingerprint: z.string(),
});
export type OwnKeys = z.infer<typeof ownKeysSchema>;

export const knownKeySchema = z.object({
  name: z.string(),
  recipient: z.string().nullable(),
  fingerprint: z.string().nullable(),
});
export type KnownKey = z.infer<typeof knownKeySchema>;

export const keys = {
  own: procedure.output(ownKeysSchema.nullable()),
  /** Makes the own keys; refused when they are there. */
  create: procedure.output(ownKeysSchema),
  /** The remembered public keys of colleagues, by name. */
  list: procedure.output(z.array(knownKeySchema)),
  /** Remembers what packs for a colleague are encrypted to. */
  remember: procedure.input(z.object({ name: colleagueNameSchema, recipient: recipientSchema })).output(z.void()),
  /** Forgets the keys of a colleague. */
  forget: procedure.input(z.object({ name: colleagueNameSchema })).output(z.void()),
};
