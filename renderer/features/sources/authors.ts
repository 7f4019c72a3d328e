import { type Name, nameSchema } from '#shared/model/source.ts';

/** Names as one line to edit: `Family, Given; Body`. */
export const authorsText = (names: readonly Name[]): string =>
  names
    .map((name) => ('literal' in name ? name.literal : [name.family, name.given].filter(Boolean).join(', ')))
    .join('; ');

/** The names of such a line: with a comma a person in parts, without one a body or a name as it stands. */
export const parseAuthors = (text: string): Name[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [family = '', ...given] = part.split(',').map((piece) => piece.trim());
      return nameSchema.parse(given.length > 0 && family ? { family, given: given.join(', ') } : { literal: part });
    });
