import type { ForeignFile } from '../merge/foreign.ts';
import { breathe } from '../pace.ts';
import type { ServiceOf } from '../router.ts';
import {
  allColleagues,
  forgetColleague,
  type Held,
  noteExchange,
  noteHeld,
  storedRevisions,
} from '../store/colleagues.ts';
import type { Write } from '../store/write.ts';
import type { Context } from './context.ts';
import { needColleague } from './pack-choice.ts';

/** Records that are noted before others get their turn. */
const AT_ONCE = 5000;

/** Remembers that a pack of these records went to a colleague. */
export const noteSent = (context: Context, name: string, sent: readonly Held[]): Promise<void> =>
  context.writeLong({ title: 'pack.sent', subject: name, undoable: false }, async ({ db, now }) => {
    const colleague = noteExchange(db, name, 'sent_at', now);
    for (let from = 0; from < sent.length; from += AT_ONCE) {
      noteHeld(db, colleague, sent.slice(from, from + AT_ONCE));
      await breathe();
    }
  });

/**
 * Remembers what the sender of a pack has, as the pack says. Of a library nobody says whose it is: its newest change
 * may be by anybody.
 */
export const noteReceived = async ({ db, now }: Write, foreign: ForeignFile): Promise<void> => {
  const { kind, meta } = foreign.summary;
  if (kind !== 'pack' || meta.from === '') return;
  const colleague = noteExchange(db, meta.from, 'received_at', now);
  const stored = storedRevisions(db);
  for await (const batch of foreign.records()) {
    const held = batch.map(({ id, revision }): Held => [id, stored(revision)]);
    noteHeld(
      db,
      colleague,
      held.filter(([, vector]) => vector !== ''),
    );
  }
};

export const colleaguesService = (context: Context): ServiceOf<'colleagues'> => ({
  list: () =>
    allColleagues(context.read).map((row) => ({
      name: row.name as string,
      sentAt: row.sent_at as number | null,
      receivedAt: row.received_at as number | null,
      records: row.records as number,
    })),
  forget: async ({ name }) => {
    const colleague = needColleague(context.read, name);
    await context.write({ title: 'colleague.forget', subject: name, undoable: false }, ({ db }) =>
      forgetColleague(db, colleague),
    );
  },
});
