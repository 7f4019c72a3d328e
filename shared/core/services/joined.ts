import type { JoinableKind } from '../../model/duplicates.ts';
import { Refusal } from '../refusal.ts';
import { canonicalId } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';

/** Refuses to edit a record that gave way to another: nobody would see it there (M13). */
export const refuseJoined = (db: Readable, kind: JoinableKind, id: string): void => {
  const canonical = canonicalId(db, id);
  if (canonical === id) return;
  throw new Refusal(
    'CHANGED',
    'record-joined',
    `This ${kind} was joined to the ${kind} ${canonical}; edit that one, or separate the two first.`,
    { kind, id, canonical },
  );
};
