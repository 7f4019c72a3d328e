import { resolve } from 'node:path';
import { dialog } from 'electron';
import type { RunningCore } from '../../shared/core/running.ts';
import { TEXTS } from './texts.ts';

/** The library file among a command line's arguments, as an absolute path; undefined when there is none. */
export const libraryArgument = (argv: readonly string[], folder: string): string | undefined => {
  const given = argv.slice(1).find((argument) => !argument.startsWith('-') && /\.bwlib$/i.test(argument));
  return given === undefined ? undefined : resolve(folder, given);
};

/** Opens the library that the system or a second start gave; the window learns of it by the change stream. */
export const openGivenLibrary = async (core: RunningCore, path: string): Promise<void> => {
  try {
    await core.api.library.open({ file: await core.grant(path) });
  } catch (error) {
    dialog.showErrorBox(TEXTS.cannotOpen, error instanceof Error ? error.message : String(error));
  }
};
