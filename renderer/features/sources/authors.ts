import type { Name } from '#shared/model/source.ts';

/** A part that holds a sign of the notation stands in quotes, a quote in it doubled, as in CSV. */
const quoted = (part: string): string => (/[,;"]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part);

/** Names as one line to edit: `Family, Given; Body`. */
export const authorsText = (names: readonly Name[]): string =>
  names
    .map((name) =>
      'literal' in name ? quoted(name.literal) : [name.family, name.given].filter(Boolean).map(quoted).join(', '),
    )
    .join('; ');

/** Parts of a text between signs that stand outside of quotes. */
const split = (text: string, sign: ',' | ';'): string[] => {
  const parts = [''];
  let inside = false;
  for (const letter of text) {
    if (letter === '"') inside = !inside;
    if (letter === sign && !inside) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
};

const unquoted = (part: string): string =>
  part.length > 1 && part.startsWith('"') && part.endsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;

/** The names of such a line: with a comma a person in parts, without one a body or a name as it stands. */
export const parseAuthors = (text: string): Name[] =>
  split(text, ';')
    .filter(Boolean)
    .map((part) => {
      const [family = '', ...rest] = split(part, ',').map(unquoted);
      const given = rest.filter(Boolean).join(', ');
      return family && given ? { family, given } : { literal: family || given || part };
    });
