import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the build makes, the last of each of its three parts. */
const MADE = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
/** What goes into it. */
const SOURCES = ['electron', 'renderer', 'shared', 'resources/fonts', 'electron.config.ts', 'package-lock.json'];

/** When the file, or the newest file of the folder, was changed; 0 when it is missing. Milliseconds since 1970. */
const newest = (path: string): number => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

/** True when the app in this folder was never built, or a source has changed since. */
export const needsBuild = (folder: string): boolean => {
  const made = Math.min(...MADE.map((file) => newest(join(folder, file))));
  return made === 0 || SOURCES.some((source) => newest(join(folder, source)) > made);
};
