import * as z from 'zod';

/** A name in the form in which it is compared: two ways of writing one name are one colleague. */
export const colleagueKey = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');

/** A colleague's name as it is kept: trimmed, inner white space folded to one blank. */
export const colleagueNameSchema = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .pipe(z.string().min(1, 'A name needs at least one letter.').max(200, 'A name has at most 200 characters.'));
