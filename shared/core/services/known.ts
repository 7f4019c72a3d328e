import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { KnownLibrary } from '../../contract/library.ts';
import { ProfileFile } from '../profile-file.ts';

const entriesSchema = z.array(z.object({ path: z.string(), opened: z.number() }));
const KEPT = 30;

/** Libraries the user can come back to: those opened before and those in the app's own folder. */
export class KnownLibraries {
  readonly #file: ProfileFile<z.infer<typeof entriesSchema>>;
  readonly #folder: string;

  constructor(profile: string, folder: string) {
    this.#file = new ProfileFile(join(profile, 'libraries.json'), entriesSchema, []);
    this.#folder = folder;
  }

  /** Notes that a library was opened just now. */
  opened(path: string, at: number): void {
    const others = this.#file.read().filter((entry) => entry.path !== path);
    this.#file.write([{ path, opened: at }, ...others].slice(0, KEPT));
  }

  forget(key: string): void {
    this.#file.write(this.#file.read().filter((entry) => keyOf(entry.path) !== key));
  }

  #paths(): { path: string; opened: number | null }[] {
    const opened = this.#file.read();
    const names = existsSync(this.#folder) ? readdirSync(this.#folder).filter((name) => name.endsWith('.bwlib')) : [];
    const others = names
      .map((name) => join(this.#folder, name))
      .filter((path) => !opened.some((entry) => entry.path === path));
    return [...opened, ...others.map((path) => ({ path, opened: null }))];
  }

  list(): KnownLibrary[] {
    return this.#paths().map(({ path, opened }) => ({
      key: keyOf(path),
      name: basename(path).replace(/\.bwlib$/i, ''),
      lastOpened: opened,
      missing: !existsSync(path),
    }));
  }

  /** The path behind a key; undefined when nothing goes by it. */
  find(key: string): string | undefined {
    return this.#paths().find(({ path }) => keyOf(path) === key)?.path;
  }

  /** A path in the app's own folder for a new library of that name, numbered when the name is taken. */
  placeFor(name: string): string {
    mkdirSync(this.#folder, { recursive: true });
    for (let again = 1; ; again++) {
      const path = join(this.#folder, `${name}${again > 1 ? ` ${again}` : ''}.bwlib`);
      if (!existsSync(path)) return path;
    }
  }
}

const keyOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 24);
