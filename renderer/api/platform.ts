import type { Api } from '#shared/contract/api.ts';
import { OPEN_KINDS, type OpenKind, type PickedFile, type SaveKind } from '#shared/contract/bridge.ts';
import { connectBrowserHost } from './client.ts';

const chooseInBrowser = (kind: OpenKind, multiple: boolean): Promise<File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = multiple;
    input.accept = OPEN_KINDS[kind].map((extension) => `.${extension}`).join(',');
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    input.click();
  });

/** Hands a file of the page over to the library's process, and gives what the Api knows it by. */
const uploadFile = async (api: Api, file: File): Promise<PickedFile> => ({
  file: (await api.files.upload({ file })).file,
  name: file.name,
});

/** Takes a file that was dropped onto the window: by its place on the disk where the host tells it, else by its bytes. */
export const takeDropped = async (api: Api, file: File): Promise<PickedFile> =>
  (await window.briefwright?.dropped(file)) ?? uploadFile(api, file);

/** True where a dialog of the system chooses a folder; elsewhere the user types its path, for `nameFolder`. */
export const hasFolderDialog = (): boolean => window.briefwright !== undefined;

/** Hands over the path of a folder that the user typed, in browser mode. */
export const nameFolder = (path: string): Promise<PickedFile> => connectBrowserHost().folder.name({ path });

/** Lets the user choose files to read. Empty when the user thought better of it. */
export const pickFiles = async (api: Api, kind: OpenKind, multiple = false): Promise<readonly PickedFile[]> => {
  if (window.briefwright) return window.briefwright.dialogs.open(kind, multiple);
  const chosen = await chooseInBrowser(kind, multiple);
  return Promise.all(chosen.map((file) => uploadFile(api, file)));
};

/**
 * Where a file is to be written: a token from the system's dialog, `null` when the user thought better of it, and
 * `undefined` in browser mode, where the file is made first and then handed over by `deliver`.
 */
export const chooseTarget = async (kind: SaveKind, name: string): Promise<string | null | undefined> =>
  window.briefwright?.dialogs.save(kind, name);

/** Hands a file that the app made to the user, as a download of the browser. */
export const deliver = async (api: Api, token: string, name: string): Promise<void> => {
  const file = await api.files.download({ file: token });
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(file);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
};

/** Opens an https address outside of the app, after the user has agreed where the host asks. */
export const openExternal = (url: string): void => {
  if (window.briefwright) void window.briefwright.openExternal(url);
  else window.open(url, '_blank', 'noopener,noreferrer');
};

export const isMac = (): boolean => /mac/i.test(navigator.platform);
