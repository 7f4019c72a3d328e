import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { asRefusal, Refusal } from '../../core/refusal.ts';

/** The first line of a file: a passphrase on the command line would stand in the history of the shell. */
const readPassphrase = (path: string): string => {
  const name = basename(path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = asRefusal(error).data.reason === 'file-missing';
    throw missing
      ? new Refusal('IO', 'input-missing', `There is no file ${name} with a passphrase; check the path.`, { name })
      : new Refusal('IO', 'input-unreadable', `${name} cannot be read; check that you may read it.`, { name });
  }
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (line === '')
    throw new Refusal(
      'INVALID',
      'passphrase-empty',
      `The first line of ${name} is empty; write the passphrase there.`,
      {
        name,
      },
    );
  return line;
};

/** The passphrase of an option that names a file, as an input of the Api takes it. */
export const passphraseFrom = (file: string | undefined): { readonly passphrase?: string } =>
  file === undefined ? {} : { passphrase: readPassphrase(file) };
