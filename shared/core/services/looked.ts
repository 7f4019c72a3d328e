import { join } from 'node:path';
import * as z from 'zod';
import { ProfileFile } from '../profile-file.ts';
import { Refusal } from '../refusal.ts';
import type { Readable } from '../store/handle.ts';
import type { Context } from './context.ts';

/** A receipt up to which was looked, with what tells it from one of the same number in another copy of the file. */
const markSchema = z.object({ receipt: z.int().min(1), sha256: z.string(), at: z.int(), lookedAt: z.int() });
type Mark = z.infer<typeof markSchema>;

/** By library and place, oldest first. A place with an empty list is one where everything is to be shown again. */
const placesSchema = z.record(z.string(), z.record(z.string(), z.array(markSchema)));

/** Older marks are let go: they serve only files that go back behind the newer ones. */
const KEPT = 20;

/** How far one has looked. */
export interface LookedUpTo {
  readonly receipt: number;
  readonly at: number | null;
}

const isIn =
  (db: Readable) =>
  ({ receipt, sha256, at }: Mark): boolean =>
    db.get('SELECT 1 FROM receipts WHERE n = ? AND sha256 = ? AND at = ?', receipt, sha256, at) !== undefined;

/** The receipt with the highest number; 0 when nothing was merged yet. */
export const newestReceipt = (db: Readable): number => db.count('SELECT coalesce(max(n), 0) FROM receipts');

/**
 * Up to which receipt one has looked, kept in the profile by library and place. Receipts count within one file, so a
 * mark holds only for a file that has that very receipt: a restored backup goes back to the newest mark that it knows,
 * and shows again rather than hides what came later. A copy, or a file that was moved, begins with what was looked at
 * where it comes from.
 */
export class Looked {
  readonly #context: Context;
  readonly #file: ProfileFile<z.infer<typeof placesSchema>>;

  constructor(context: Context) {
    this.#context = context;
    this.#file = new ProfileFile(join(context.options.profile, 'looked.json'), placesSchema, {});
  }

  /** The marks of the open library that hold for it, oldest first. */
  #marks(): Mark[] {
    const { id, path, read } = this.#context.store;
    const places = this.#file.read()[id] ?? {};
    const own = places[path];
    if (own) return own.filter(isIn(read));
    const elsewhere = Object.values(places).map((marks) => marks.filter(isIn(read)));
    const reach = (marks: readonly Mark[]): number => marks.at(-1)?.receipt ?? 0;
    return elsewhere.reduce((best, marks) => (reach(marks) > reach(best) ? marks : best), []);
  }

  get upTo(): LookedUpTo {
    const mark = this.#marks().at(-1);
    return { receipt: mark?.receipt ?? 0, at: mark?.lookedAt ?? null };
  }

  /** Notes that everything up to this receipt was looked at. Going back to an earlier mark restores it as it was. */
  set(receipt: number): void {
    const { id, path, read } = this.#context.store;
    const marks = this.#marks().filter((mark) => mark.receipt <= receipt);
    if (receipt > 0 && marks.at(-1)?.receipt !== receipt) {
      const row = read.get('SELECT sha256, at FROM receipts WHERE n = ?', receipt);
      if (!row) throw new Refusal('NOT_FOUND', 'receipt-missing', `There is no receipt ${receipt}; list the receipts.`);
      const { sha256, at } = row as { sha256: string; at: number };
      marks.push({ receipt, sha256, at, lookedAt: this.#context.now() });
    }
    const libraries = this.#file.read();
    this.#file.write({ ...libraries, [id]: { ...libraries[id], [path]: marks.slice(-KEPT) } });
  }
}
