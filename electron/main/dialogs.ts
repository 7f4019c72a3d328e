import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import * as z from 'zod';
import { OPEN_KINDS, type OpenKind, type PickedFile, SAVE_KINDS, type SaveKind } from '../../shared/contract/bridge.ts';
import { cleanName } from '../../shared/core/services/files.ts';
import { TEXTS } from './texts.ts';

/** Gives a token for a path that the user chose. */
export type Grant = (path: string) => Promise<string>;

export interface Dialogs {
  open(window: BrowserWindow, kind: OpenKind, multiple: boolean): Promise<PickedFile[]>;
  save(window: BrowserWindow, kind: SaveKind, suggestedName: string): Promise<string | null>;
}

const foldersSchema = z.record(z.string(), z.string());

/** The folder last used for each kind of file. Kept here and not in the settings: the window must not see a path. */
const rememberFolders = (file: string) => {
  let folders: Record<string, string> | undefined;
  const read = async (): Promise<Record<string, string>> => {
    try {
      return foldersSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch {
      return {};
    }
  };
  return {
    of: async (kind: string): Promise<string | undefined> => {
      folders ??= await read();
      return folders[kind];
    },
    remember: async (kind: string, folder: string): Promise<void> => {
      folders = { ...(folders ?? (await read())), [kind]: folder };
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(`${file}.new`, JSON.stringify(folders));
        await rename(`${file}.new`, file);
      } catch {
        // A folder not remembered costs the user one click; it must not cost them the dialog.
      }
    },
  };
};

const withExtension = (name: string, extension: string): string =>
  extname(name).toLowerCase() === `.${extension}` ? name : `${name}.${extension}`;

const openOptions = (kind: OpenKind, multiple: boolean): OpenDialogOptions => ({
  title: TEXTS.openTitles[kind],
  properties:
    kind === 'folder'
      ? ['openDirectory', 'createDirectory']
      : ['openFile', ...(multiple ? (['multiSelections'] as const) : [])],
  filters: kind === 'folder' ? [] : [{ name: TEXTS.fileTypes[kind], extensions: [...OPEN_KINDS[kind]] }],
});

/** The system's dialogs. What the user chooses leaves here as tokens; `memory` is the file that keeps the folders. */
export const makeDialogs = (grant: Grant, memory: string): Dialogs => {
  const folders = rememberFolders(memory);
  return {
    open: async (window, kind, multiple) => {
      const folder = await folders.of(kind);
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        ...openOptions(kind, multiple && kind === 'facts'),
        ...(folder === undefined ? {} : { defaultPath: folder }),
      });
      const first = filePaths[0];
      if (canceled || first === undefined) return [];
      await folders.remember(kind, kind === 'folder' ? first : dirname(first));
      return Promise.all(filePaths.map(async (path) => ({ file: await grant(path), name: basename(path) })));
    },
    save: async (window, kind, suggestedName) => {
      const extension = SAVE_KINDS[kind][0];
      const folder = await folders.of(kind);
      const name = withExtension(cleanName(suggestedName), extension);
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: TEXTS.saveTitles[kind],
        defaultPath: folder === undefined ? name : join(folder, name),
        filters: [{ name: TEXTS.fileTypes[kind], extensions: [extension] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      if (canceled || !filePath) return null;
      await folders.remember(kind, dirname(filePath));
      return grant(filePath);
    },
  };
};
