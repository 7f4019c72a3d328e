import type { TagChange } from '../../model/change.ts';
import { fieldName } from '../../model/field-names.ts';
import type { RecordKind } from '../../model/records.ts';
import { hasSeen, parseVector } from '../../model/vector.ts';
import { Refusal } from '../refusal.ts';
import { isSame } from '../store/canonical.ts';
import { changesOf, type LoggedChange } from '../store/history.ts';
import type { FieldsOf } from '../store/tables/index.ts';
import type { Write } from '../store/write.ts';

type Patch<K extends RecordKind> = { readonly [F in keyof FieldsOf<K>]?: FieldsOf<K>[F] | undefined };

const refuse = (kind: RecordKind, id: string, field: string, who: string): Refusal =>
  new Refusal(
    'CHANGED',
    'record-changed',
    `“${fieldName(kind, field)}” of this ${kind} was changed in the meantime by ${who}; look at the newer state, then save yours again.`,
    { kind, id, field, who },
  );

/** The tags as they are after leaving alone what others did since: only the caller's own adding and removing counts. */
const mergeTags = (now: readonly string[], mine: readonly string[], others: readonly LoggedChange[]): string[] => {
  const changes = others.map(({ fields }) => fields.tags as TagChange | undefined);
  const added = new Set(changes.flatMap((change) => change?.add ?? []));
  const removed = new Set(changes.flatMap((change) => change?.remove ?? []));
  // What others added the caller could not take away, and what they removed the caller did not ask for.
  return [...mine.filter((tag) => !removed.has(tag)), ...now.filter((tag) => added.has(tag))];
};

/**
 * Writes the given fields of a record. With `seen`, the revision that the caller started from, it is refused with
 * CHANGED when a field would be written over that somebody has changed since; nothing is written then. What others did
 * to other fields, and to tags, stays.
 */
export const changeSeen = <K extends RecordKind>(
  write: Write,
  kind: K,
  id: string,
  patch: Patch<K>,
  seen: string | undefined,
): boolean => {
  const now = write.need(kind, id);
  if (seen === undefined || seen === now.revision) return write.change(kind, id, patch);
  const vector = parseVector(seen);
  const others = changesOf(write.db, id).filter(({ replica, seq }) => !hasSeen(vector, replica, seq));
  const { tags, ...fields } = patch as Record<string, unknown>;
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || isSame(value, (now as Record<string, unknown>)[field])) continue;
    const other = others.findLast((change) => field in change.fields);
    if (other) throw refuse(kind, id, field, other.author);
  }
  const own = now as { readonly tags?: readonly string[] };
  const merged = tags === undefined ? {} : { tags: mergeTags(own.tags ?? [], tags as string[], others) };
  return write.change(kind, id, { ...patch, ...merged });
};
