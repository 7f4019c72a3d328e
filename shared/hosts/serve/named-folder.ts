import { homedir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { Refusal } from '../../core/refusal.ts';
import { checkFolder } from '../../core/services/folder.ts';

/** The path as it was meant: file managers put quotes around what they copy, and `~` is the user's own folder. */
const meant = (typed: string): string => {
  const path = typed.trim().replace(/^(["'])(.*)\1$/s, '$2');
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path;
};

/**
 * The folder that a user typed, whatever links led to it. Only a folder passes: a token for a file would let a page read
 * any file of the user's by its name.
 */
export const namedFolder = (typed: string): { readonly path: string; readonly name: string } => {
  const path = meant(typed);
  if (!isAbsolute(path) || path.includes('\0'))
    throw new Refusal(
      'INVALID',
      'folder-not-whole',
      'That is not a whole path; copy the folder’s path from the file manager, from its beginning.',
    );
  const found = checkFolder(path);
  return { path: found, name: basename(found) };
};
