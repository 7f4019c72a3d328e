import { realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { SharedFolder } from '../../contract/folder.ts';
import { isReachable, reach } from '../folder/look.ts';
import { asRefusal, Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { sha256OfFile } from '../store/backup.ts';
import { noteHandled } from '../store/colleagues.ts';
import { putBeside } from '../write-file.ts';
import type { Context } from './context.ts';
import { cleanName } from './files.ts';
import type { FolderWatch } from './folder-watch.ts';
import type { Folders } from './folders.ts';
import type { Keyring } from './keys.ts';
import { packResult, preparePack } from './packs.ts';

/** The folder that a user chose, whatever links led to it. */
export const checkFolder = (path: string): string => {
  const name = basename(path);
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (error) {
    throw Object.assign(
      new Refusal('IO', 'folder-missing', `There is no folder ${name} that can be read; check the path.`, { name }),
      { cause: asRefusal(error) },
    );
  }
  if (!isFolder)
    throw new Refusal('INVALID', 'folder-is-file', `${name} is a file, not a folder; choose a folder.`, { name });
  return realpathSync(path);
};

/** The sum of a pack, or a refusal when it went away meanwhile. */
const sumOf = async (path: string): Promise<string> => {
  try {
    return await sha256OfFile(path);
  } catch (error) {
    const name = basename(path);
    throw Object.assign(
      new Refusal('IO', 'pack-gone', `${name} cannot be read any more; look through the folder again.`, { name }),
      { cause: asRefusal(error) },
    );
  }
};

/** `Ann 2025-03-01 1.bwpack` and so on, without an end. */
function* namesFor(author: string, day: string): Generator<string> {
  for (let n = 1; ; n++) yield cleanName(`${author.slice(0, 100)} ${day} ${n}.bwpack`);
}

const told = async (path: string): Promise<SharedFolder> => ({
  name: basename(path),
  reachable: await isReachable(path),
});

/** The shared folder of the open library: what lies there, and writing packs there. */
export const folderService = (
  context: Context,
  keys: Keyring,
  folders: Folders,
  watch: FolderWatch,
): ServiceOf<'folder'> => {
  /** Other windows show the folder as well. */
  const tellChange = (): void => context.emit({ type: 'folder', foreign: false, records: [] });
  return {
    get: async () => {
      void context.store;
      const { path } = folders;
      return path === undefined ? null : told(path);
    },
    set: async ({ file }) => {
      const path = checkFolder(context.tokens.path(file));
      folders.set(path);
      watch.restart();
      tellChange();
      return told(path);
    },
    unset: () => {
      folders.need();
      folders.unset();
      watch.restart();
      tellChange();
    },
    list: async () => {
      const { packs, arriving } = await folders.fresh();
      return { packs: packs.map(({ path, ...pack }) => ({ file: context.tokens.grant(path), ...pack })), arriving };
    },
    dismiss: async ({ file }) => {
      const path = context.tokens.path(file);
      const sha256 = await sumOf(path);
      await context.write({ title: 'folder.dismiss', subject: basename(path), undoable: false }, ({ db, now }) =>
        noteHandled(db, sha256, now),
      );
      tellChange();
    },
    send: async (input) => {
      const { store } = context;
      const folder = folders.need();
      await reach(folder);
      if (store.readOnly)
        throw new Refusal(
          'READ_ONLY',
          'folder-read-only',
          `${store.name} is open for reading only, so what is sent cannot be remembered; make a copy of it to share from.`,
          { name: store.name },
        );
      const names = namesFor(context.author, context.today());
      const write = await preparePack(context, keys, input, (make, signal) => putBeside(folder, names, make, signal));
      const task = context.tasks.start('pack', basename(folder), async (control) => {
        const written = await write(control);
        const sha256 = await sha256OfFile(written.path);
        // So that the own pack is not offered for merging.
        await context.write({ title: 'folder.send', subject: basename(written.path), undoable: false }, ({ db, now }) =>
          noteHandled(db, sha256, now),
        );
        return { type: 'pack', result: packResult(context.tokens.grant(written.path), written) };
      });
      return { task };
    },
  };
};
