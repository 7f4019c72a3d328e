import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';

/** Which path an opaque token stands for. Only this process knows; the window sees tokens only. */
export class FileTokens {
  readonly #paths = new Map<string, string>();
  readonly #folder: string;

  constructor(profile: string) {
    this.#folder = join(profile, 'temporary', randomUUID());
  }

  /** A token for a path that the user chose. */
  grant(path: string): string {
    const token = randomUUID();
    this.#paths.set(token, path);
    return token;
  }

  locate(token: string): string | undefined {
    return this.#paths.get(token);
  }

  /** The path behind a token, or a refusal. */
  path(token: string): string {
    const path = this.#paths.get(token);
    if (path === undefined)
      throw new Refusal('NOT_FOUND', 'file-unknown', 'That file is no longer known; choose it again.');
    return path;
  }

  /** A token for a file of our own that is removed when the core closes. The name keeps only what is safe in one. */
  temporary(name: string): string {
    const folder = join(this.#folder, randomUUID());
    mkdirSync(folder, { recursive: true });
    return this.grant(join(folder, cleanName(name)));
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** File systems allow 255 bytes; this leaves room for what is put behind a name: `.bwlib`, a date, `-wal`. */
const NAME_BYTES = 160;
/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** The beginning of the text that fits into so many bytes, whole characters only. */
const firstBytes = (text: string, bytes: number): string => {
  let length = 0;
  let result = '';
  for (const letter of text) {
    length += Buffer.byteLength(letter);
    if (length > bytes) break;
    result += letter;
  }
  return result;
};

/** A file name without folders and without what file systems forbid, never empty, at most 160 bytes. */
export const cleanName = (name: string): string => {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+/, '')
    .replace(DEVICE, '$1 -');
  const [, stem = '', ending = ''] = /^(.*?)(\.[a-z0-9]{1,8})?$/i.exec(plain) ?? [];
  // Cutting a long name must not cut off what tells its kind.
  return `${firstBytes(stem, NAME_BYTES - ending.length).replace(/[ .]+$/, '') || 'file'}${ending}`;
};

export const filesService = (tokens: FileTokens): ServiceOf<'files'> => ({
  upload: async ({ file }) => {
    const token = tokens.temporary(file.name);
    await writeFile(tokens.path(token), Buffer.from(await file.arrayBuffer()));
    return { file: token };
  },
  download: async ({ file }) => {
    const path = tokens.path(file);
    return new File([await readFile(path)], basename(path));
  },
});
