const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** No record of ours is longer: a quote that stays open for this many characters was never meant to open. */
export const MAX_RECORD = 4_000_000;

/** One record of a CSV file, or the reason why the lines at this place are none. */
export interface CsvRecord {
  /** Physical line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem?: string;
}

const lineFeeds = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
};

/** Where a field ends: `next` is the index after its delimiter or line end. */
interface Field {
  readonly value: string;
  readonly next: number;
  readonly last: boolean;
}
type Step = Field | 'more' | 'unclosed' | 'malformed';

/**
 * Reads CSV (RFC 4180) from pieces of text. Quotes inside an unquoted field are taken as they stand, as spreadsheets
 * do. After a broken record reading goes on with the physical line after the one on which the record began, so that one
 * stray quote costs one line and not the rest of the file. Time is linear in the text, memory bounded by `MAX_RECORD`.
 */
export class CsvScanner {
  readonly #delimiter: number;
  #text = '';
  #at = 0;
  #line = 1;
  /** The rest of an overlong line is dropped as it comes. */
  #skipping = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Hands in the next piece of the file. */
  push(text: string): void {
    this.#text = this.#at === this.#text.length ? text : this.#text.slice(this.#at) + text;
    this.#at = 0;
    if (this.#skipping) this.#skipLine();
  }

  /** The next record, or undefined when more text is needed; with `end`, when there is none left. */
  next(end: boolean): CsvRecord | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const cells: string[] = [];
    let at = this.#at;
    for (;;) {
      const step = this.#text.charCodeAt(at) === QUOTE ? this.#quoted(at, end) : this.#bare(at, end);
      if (step === 'more') return this.#text.length - this.#at > MAX_RECORD ? this.#overlong() : undefined;
      if (step === 'unclosed') return this.#reject('The quote that opens on this line is never closed');
      if (step === 'malformed') return this.#reject('Something other than a delimiter follows a closing quote');
      cells.push(step.value);
      at = step.next;
      if (step.last) break;
    }
    const record = { line: this.#line, cells };
    this.#line += lineFeeds(this.#text, this.#at, at);
    this.#at = at;
    return record;
  }

  #bare(from: number, end: boolean): Step {
    const text = this.#text;
    const delimiter = this.#delimiter;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === delimiter) return { value: text.slice(from, at), next: at + 1, last: false };
      if (code === LINE_FEED) {
        const until = at > from && text.charCodeAt(at - 1) === CARRIAGE_RETURN ? at - 1 : at;
        return { value: text.slice(from, until), next: at + 1, last: true };
      }
    }
    return end ? { value: text.slice(from), next: text.length, last: true } : 'more';
  }

  #quoted(from: number, end: boolean): Step {
    const text = this.#text;
    let value = '';
    let start = from + 1;
    for (;;) {
      const quote = text.indexOf('"', start);
      if (quote < 0) return end || text.length - this.#at > MAX_RECORD ? 'unclosed' : 'more';
      if (quote + 1 === text.length && !end) return 'more';
      if (text.charCodeAt(quote + 1) === QUOTE) {
        value += text.slice(start, quote + 1);
        start = quote + 2;
        continue;
      }
      value += text.slice(start, quote);
      return this.#afterQuote(value, quote + 1, end);
    }
  }

  #afterQuote(value: string, at: number, end: boolean): Step {
    const text = this.#text;
    if (at === text.length) return { value, next: at, last: true };
    const code = text.charCodeAt(at);
    if (code === this.#delimiter) return { value, next: at + 1, last: false };
    if (code === LINE_FEED) return { value, next: at + 1, last: true };
    if (code !== CARRIAGE_RETURN) return 'malformed';
    if (at + 1 === text.length) return end ? { value, next: at + 1, last: true } : 'more';
    return text.charCodeAt(at + 1) === LINE_FEED ? { value, next: at + 2, last: true } : 'malformed';
  }

  #reject(problem: string): CsvRecord {
    const record = { line: this.#line, cells: [], problem };
    this.#skipLine();
    return record;
  }

  #overlong(): CsvRecord {
    return this.#reject(`The line is longer than ${MAX_RECORD.toLocaleString('en')} characters`);
  }

  #skipLine(): void {
    const feed = this.#text.indexOf('\n', this.#at);
    this.#skipping = feed < 0;
    this.#at = feed < 0 ? this.#text.length : feed + 1;
    if (feed >= 0) this.#line++;
  }
}

/** Delimiters in use, the standard one first: a European spreadsheet writes semicolons, others tabs. */
export const DELIMITERS = [',', ';', '\t'] as const;

/** The cells of the first record when it is read with this delimiter. */
export const splitHeader = (text: string, delimiter: string): readonly string[] => {
  const scanner = new CsvScanner(delimiter);
  scanner.push(text);
  for (let record = scanner.next(true); record; record = scanner.next(true)) {
    if (record.cells.some((cell) => cell.trim() !== '')) return record.cells;
  }
  return [];
};

/**
 * The delimiter of a file, from its beginning: the first under which the header holds a column that `isKnown`. A file
 * whose header is unknown under all of them is read with commas.
 */
export const sniffDelimiter = (beginning: string, isKnown: (column: string) => boolean): string =>
  DELIMITERS.find((delimiter) => splitHeader(beginning, delimiter).some(isKnown)) ?? ',';

/** Takes off the apostrophe that an export puts before a cell which a spreadsheet would run as a formula. */
export const unguardFormula = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
