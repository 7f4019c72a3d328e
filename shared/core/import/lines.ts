import { MAX_RECORD } from './csv.ts';

/** One physical line of a text, or the reason why it cannot be read. */
export interface Line {
  readonly line: number;
  readonly text: string;
  readonly problem?: string;
}

/** Splits pieces of text into lines, whatever the pieces' borders. Memory stays bounded by `MAX_RECORD`. */
export class LineScanner {
  #text = '';
  #at = 0;
  #line = 1;
  #skipping = false;

  push(text: string): void {
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
    if (this.#skipping) this.#skip();
  }

  /** The next line without its line feed, or undefined when more text is needed; with `end`, when there is none left. */
  next(end: boolean): Line | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const feed = this.#text.indexOf('\n', this.#at);
    const until = feed < 0 ? this.#text.length : feed;
    const line = this.#line;
    if (until - this.#at > MAX_RECORD) {
      this.#skip();
      const limit = MAX_RECORD.toLocaleString('en');
      return { line, text: '', problem: `The line is longer than ${limit} characters; split it and import it again.` };
    }
    if (feed < 0 && !end) return undefined;
    const text = this.#text.slice(this.#at, until);
    this.#at = feed < 0 ? this.#text.length : feed + 1;
    this.#line++;
    return { line, text };
  }

  #skip(): void {
    const feed = this.#text.indexOf('\n', this.#at);
    this.#skipping = feed < 0;
    this.#at = feed < 0 ? this.#text.length : feed + 1;
    if (feed >= 0) this.#line++;
  }
}
