import * as z from 'zod';
import { colleagueNameSchema } from '../model/colleague.ts';
import { procedure } from './problem.ts';

/** Somebody that packs of this library went to or came from. */
export const colleagueSchema = z.object({
  name: z.string(),
  /** When the last pack was written for them, and when the last one of theirs was merged. */
  sentAt: z.int().nullable(),
  receivedAt: z.int().nullable(),
  /** Records of which some state is known to be with them. */
  records: z.int(),
});
export type Colleague = z.infer<typeof colleagueSchema>;

export const colleagues = {
  /** By name. */
  list: procedure.output(z.array(colleagueSchema)),
  /** Forgets what is with them, so that the next pack since the last exchange is refused and a whole one has to go. */
  forget: procedure.input(z.object({ name: colleagueNameSchema })).output(z.void()),
};
