import type { RecordKind } from '../../model/records.ts';
import { paceOf } from '../pace.ts';
import { readMany } from '../store/records.ts';
import type { Write } from '../store/write.ts';
import type { Context } from './context.ts';

/** What a record is called in a list of steps. */
export const nameOf = (record: object): string => {
  const named = record as { statement?: string; title?: string; name?: string; heading?: string };
  return named.statement ?? named.title ?? named.name ?? named.heading ?? '';
};

interface ManyStep {
  readonly title: string;
  readonly kind: RecordKind;
  readonly ids: readonly string[];
  readonly reason?: string | undefined;
}

/** One change on each of many records, as one step that can be undone; counts those that changed. */
export const changeEach = async (
  context: Context,
  { title, kind, ids, reason }: ManyStep,
  change: (write: Write, id: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<{ changed: number }> => {
  const first = readMany(context.read, kind, ids.slice(0, 1))[0];
  const subject = ids.length === 1 && first ? nameOf(first) : String(ids.length);
  const pace = paceOf(signal);
  const changed = await context.writeLong({ title, subject, reason }, async (write) => {
    let count = 0;
    for (const id of new Set(ids)) {
      if (change(write, id)) count += 1;
      await pace();
    }
    return count;
  });
  return { changed };
};
