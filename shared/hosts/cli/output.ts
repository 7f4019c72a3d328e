import { EOL } from 'node:os';

/** Marks around the words that were found; a terminal shows them bold, a pipe without marks. */
const FOUND = /\u2068|\u2069/g;

const bold = (text: string): string => text.replaceAll('\u2068', '\u001b[1m').replaceAll('\u2069', '\u001b[22m');

// Imported text could hold sequences that drive a terminal or turn the reading direction; they are shown as marks.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/g;
const plain = (text: string): string => text.replace(CONTROLS, '\ufffd');

/** Where the command line writes. Results go to stdout, everything else to stderr. */
export class Output {
  readonly #json: boolean;
  readonly #lines: boolean;

  constructor(json: boolean, lines: boolean) {
    this.#json = json;
    this.#lines = lines;
  }

  /** True when a program reads along, which gets whole what a person is shown the beginning of. */
  get isForProgram(): boolean {
    return this.#json || this.#lines;
  }

  #print(text: string): void {
    process.stdout.write(`${text}${EOL}`);
  }

  /** The result: one JSON document, or words for a person. */
  result(document: unknown, words: () => string): void {
    if (this.#lines) this.#print(JSON.stringify(document));
    else if (this.#json) this.#print(JSON.stringify(document, null, 2));
    else this.#print(this.#styled(plain(words())));
  }

  /** A list: with `--jsonl` one JSON document a line; `document` is the whole when it is more than the items. */
  list<T>(items: readonly T[], words: () => string, document: unknown = items): void {
    if (this.#lines) for (const item of items) this.#print(JSON.stringify(item));
    else this.result(document, words);
  }

  /** A line that stands for itself, the same for a person and a program. */
  line(text: string): void {
    this.#print(text);
  }

  /** A message beside the result. */
  note(text: string): void {
    process.stderr.write(`${plain(text)}${EOL}`);
  }

  /** Found words in bold on a terminal. */
  #styled(text: string): string {
    return process.stdout.isTTY ? bold(text) : text.replace(FOUND, '');
  }
}

/** A list for a person: each item on a line of its own, what else is known of it indented below. */
export const entries = <T>(
  items: readonly T[],
  line: (item: T) => string,
  details: (item: T) => readonly (string | number | null)[],
): string =>
  items
    .map((item) => {
      const known = details(item).filter((detail) => detail !== null && detail !== '');
      return [line(item).replace(/\s+/g, ' '), `    ${known.join('  ')}`].join(EOL);
    })
    .join(EOL);

/** `1 fact`, `12 facts`, `1,200 facts`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export const bytes = (n: number): string =>
  n < 1000
    ? `${n} bytes`
    : n < 1e6
      ? `${(n / 1e3).toFixed(0)} kB`
      : n < 1e9
        ? `${(n / 1e6).toFixed(1)} MB`
        : `${(n / 1e9).toFixed(2)} GB`;

/** Pairs of a name and a value, aligned; empty values are left out. */
export const pairs = (entries: readonly (readonly [string, string | number | null | undefined])[]): string => {
  const given = entries.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = Math.max(0, ...given.map(([name]) => name.length));
  return given.map(([name, value]) => `${name.padEnd(width)}  ${String(value)}`).join(EOL);
};
