import { PROBLEM_KINDS } from '../../../contract/problem-kinds.ts';
import { Refusal } from '../../refusal.ts';
import { START_MS } from './limits.ts';
import { type Asked, type Question, READY } from './protocol.ts';
import { refuseFatal, refuseSlow, refuseStart } from './refusals.ts';
import type { ForeignProcess } from './start-process.ts';

interface Waiting {
  readonly question: Question;
  readonly resolve: (value: unknown) => void;
  readonly reject: (refusal: Refusal) => void;
}

/** A timer later than this means that this thread was busy, and the answer may have come meanwhile. */
const LATE_MS = 50;
/** Time to look at what came meanwhile. */
const GRACE_MS = 500;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object';

const isParam = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= 300);

/** A refusal that the child sends, as far as it is one in form. */
const readRefusal = (sent: unknown, name: string): Refusal => {
  if (!isObject(sent)) return refuseFatal(name);
  const { reason, message, params } = sent;
  const kind = PROBLEM_KINDS.find((each) => each === sent.kind);
  const isSound =
    typeof reason === 'string' &&
    /^[a-z-]{1,40}$/.test(reason) &&
    typeof message === 'string' &&
    message.length <= 1000 &&
    isObject(params);
  if (!kind || !isSound) return refuseFatal(name);
  const told = Object.entries(params).filter((entry): entry is [string, string | number] => isParam(entry[1]));
  return new Refusal(kind, reason, message, Object.fromEntries(told));
};

/**
 * Asks the process one question at a time, so that each has its own deadline. Once anything goes wrong the process is
 * ended and everything that waits, and whatever is asked later, gets the same refusal.
 */
export class Link {
  readonly #process: ForeignProcess;
  readonly #name: string;
  readonly #answerMs: number;
  readonly #queue: Waiting[] = [];
  readonly #exited: Promise<void>;
  #isReady = false;
  #asked: Waiting | undefined;
  #n = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended: Refusal | undefined;

  constructor(process: ForeignProcess, name: string, answerMs: number, startMs = START_MS) {
    this.#process = process;
    this.#name = name;
    this.#answerMs = answerMs;
    this.#exited = new Promise((done) => process.onExit(done));
    void this.#exited.then(() => this.#fail(this.#isReady ? refuseFatal(name) : refuseStart()));
    process.onMessage((message) => this.#hear(message));
    this.#wait(startMs, refuseStart);
  }

  ask(question: Question): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended) reject(this.#ended);
      else this.#queue.push({ question, resolve, reject });
      this.#next();
    });
  }

  /** Ends the process and waits until it is gone. Whoever still waits is given the refusal. */
  async end(refusal: Refusal): Promise<void> {
    this.#fail(refusal);
    await this.#exited;
  }

  #next(): void {
    if (!this.#isReady || this.#asked) return;
    this.#asked = this.#queue.shift();
    if (!this.#asked) return;
    const { question } = this.#asked;
    if (question.type === 'prepare') this.#wait(START_MS, refuseStart);
    else this.#wait(this.#answerMs, () => refuseSlow(this.#name));
    this.#process.send({ n: ++this.#n, question } satisfies Asked);
  }

  #wait(ms: number, refusal: () => Refusal): void {
    const due = performance.now() + ms;
    this.#timer = setTimeout(() => {
      if (performance.now() - due > LATE_MS) this.#wait(GRACE_MS, refusal);
      else this.#fail(refusal());
    }, ms);
  }

  #hear(message: unknown): void {
    if (this.#ended) return;
    if (!this.#isReady && message === READY) {
      clearTimeout(this.#timer);
      this.#isReady = true;
      this.#next();
      return;
    }
    const waiting = this.#asked;
    if (!waiting || !isObject(message) || message.n !== this.#n) {
      this.#fail(refuseFatal(this.#name));
      return;
    }
    clearTimeout(this.#timer);
    this.#asked = undefined;
    if (message.type === 'answer') waiting.resolve(message.value);
    else waiting.reject(readRefusal(message.refusal, this.#name));
    this.#next();
  }

  #fail(refusal: Refusal): void {
    if (this.#ended) return;
    this.#ended = refusal;
    clearTimeout(this.#timer);
    this.#process.kill();
    for (const { reject } of [...(this.#asked ? [this.#asked] : []), ...this.#queue]) reject(refusal);
    this.#queue.length = 0;
    this.#asked = undefined;
  }
}
