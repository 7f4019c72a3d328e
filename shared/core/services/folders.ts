import { join } from 'node:path';
import * as z from 'zod';
import { type FoundPack, lookThrough } from '../folder/look.ts';
import { ProfileFile } from '../profile-file.ts';
import { Refusal } from '../refusal.ts';
import { sha256OfFile } from '../store/backup.ts';
import { isHandled, isMerged } from '../store/colleagues.ts';
import type { Context } from './context.ts';

const placeSchema = z.object({
  path: z.string(),
  /** SHA-256 of the files there, by name, length and time, so that each is read once. */
  sums: z.record(z.string(), z.string()),
});
type Place = z.infer<typeof placeSchema>;

/** A pack of somebody else that is not done with. */
interface FreshPack extends FoundPack {
  /** True when some of its records were merged and others left. */
  readonly mergedInPart: boolean;
}

const sumKey = ({ name, bytes, at }: FoundPack): string => `${name}/${bytes}/${at}`;

const refuseNone = (): Refusal =>
  new Refusal('NOT_FOUND', 'folder-none', 'This library has no shared folder; set one first.');

/** Which folder belongs to the open library on this machine: kept in the profile, since paths differ between people. */
export class Folders {
  readonly #context: Context;
  readonly #file: ProfileFile<Record<string, Place>>;

  constructor(context: Context) {
    this.#context = context;
    this.#file = new ProfileFile(join(context.options.profile, 'folders.json'), z.record(z.string(), placeSchema), {});
  }

  /** The path of the folder; undefined when the library has none, or when none is open. */
  get path(): string | undefined {
    const id = this.#context.open?.id;
    return id === undefined ? undefined : this.#file.read()[id]?.path;
  }

  need(): string {
    void this.#context.store;
    const { path } = this;
    if (path === undefined) throw refuseNone();
    return path;
  }

  set(path: string): void {
    this.#file.write({ ...this.#file.read(), [this.#context.store.id]: { path, sums: {} } });
  }

  unset(): void {
    const { [this.#context.store.id]: _gone, ...others } = this.#file.read();
    this.#file.write(others);
  }

  /** Packs of others that are not done with, and how many are still on their way. */
  async fresh(): Promise<{ readonly packs: readonly FreshPack[]; readonly arriving: number }> {
    const { store } = this.#context;
    const path = this.need();
    const found = await lookThrough(path, this.#context.now());
    const known = this.#file.read()[store.id]?.sums ?? {};
    const sums: Record<string, string> = {};
    const packs: FreshPack[] = [];
    for (const pack of found.packs) {
      const key = sumKey(pack);
      const sum = known[key] ?? (await sumOf(pack.path));
      // It went away while it was read.
      if (sum === undefined) continue;
      sums[key] = sum;
      if (!isHandled(store.read, sum)) packs.push({ ...pack, mergedInPart: isMerged(store.read, sum) });
    }
    this.#keepSums(store.id, path, sums);
    return { packs, arriving: found.arriving };
  }

  #keepSums(id: string, path: string, sums: Record<string, string>): void {
    const places = this.#file.read();
    const place = places[id];
    if (place?.path !== path || sameKeys(place.sums, sums)) return;
    this.#file.write({ ...places, [id]: { path, sums } });
  }
}

const sameKeys = (a: object, b: object): boolean =>
  Object.keys(a).sort().join('\n') === Object.keys(b).sort().join('\n');

const sumOf = async (path: string): Promise<string | undefined> => {
  try {
    return await sha256OfFile(path);
  } catch {
    return undefined;
  }
};
