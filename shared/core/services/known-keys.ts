import { join } from 'node:path';
import * as z from 'zod';
import { colleagueKey } from '../../model/colleague.ts';
import { ProfileFile } from '../profile-file.ts';

const entrySchema = z.object({
  name: z.string(),
  /** What packs for them are encrypted to (age1…). */
  recipient: z.string().nullable(),
  /** The key that their packs are signed with, 64 hex digits. */
  signer: z.string().nullable(),
});
/** A colleague's public keys, as far as they are known. */
export type KnownKey = z.infer<typeof entrySchema>;

/** The public keys of colleagues, remembered in the profile: they are about people, not about one library. */
export class KnownKeys {
  readonly #file: ProfileFile<KnownKey[]>;

  constructor(profile: string) {
    this.#file = new ProfileFile(join(profile, 'known-keys.json'), z.array(entrySchema), []);
  }

  /** By name. */
  list(): KnownKey[] {
    return this.#file.read().sort((a, b) => (colleagueKey(a.name) < colleagueKey(b.name) ? -1 : 1));
  }

  /** What is known of somebody by that name. */
  of(name: string): KnownKey | undefined {
    const key = colleagueKey(name);
    return this.#file.read().find((entry) => colleagueKey(entry.name) === key);
  }

  /** Whose signing key it is. */
  holder(signer: string): KnownKey | undefined {
    return this.#file.read().find((entry) => entry.signer === signer);
  }

  /** Keeps what is given and what was known beside it. */
  remember(name: string, keys: Partial<Omit<KnownKey, 'name'>>): void {
    const before = this.of(name) ?? { name, recipient: null, signer: null };
    this.#file.write([...this.#without(name), { ...before, ...keys }]);
  }

  /** True when there was something to forget. */
  forget(name: string): boolean {
    const known = this.of(name) !== undefined;
    if (known) this.#file.write(this.#without(name));
    return known;
  }

  #without(name: string): KnownKey[] {
    const key = colleagueKey(name);
    return this.#file.read().filter((entry) => colleagueKey(entry.name) !== key);
  }
}
