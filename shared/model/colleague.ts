import * as z from 'zod';

/** A name in the form in which it is compared: two ways of writing one name are one colleague. */
export const colleagueKey = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');

/** A colleague's name as it is kept: trimmed, inner white space folded to one blank. */
export const colleagueNameSchema = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .pipe(z.string().min(1, 'A name needs at least one letter.').max(200, 'A name has at most 200 characters.'));

/** A public key of age, to which a pack can be encrypted. Only the common kind, so that a header stays small. */
export const recipientSchema = z
  .string()
  .regex(/^age1[02-9ac-hj-np-z]{58}$/, 'A public key begins with age1 and has 62 characters; copy it whole.');
