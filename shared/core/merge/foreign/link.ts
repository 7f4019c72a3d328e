import { setImmediate } from 'node:timers/promises';
import { PROBLEM_KINDS } from '../../../contract/problem-kinds.ts';
import { Refusal } from '../../refusal.ts';
import { isWithin } from './cells.ts';
import { START_MS } from './limits.ts';
import { ANSWERS_AHEAD, type Asked, type Granted, type Question, READY } from './protocol.ts';
import { refuseFatal, refuseSlow, refuseStart } from './refusals.ts';
import type { ForeignProcess } from './start-process.ts';

/** A question, and the answers to it that nobody has taken yet. */
interface Asking {
  readonly question: Question;
  readonly arrived: unknown[];
  n: number;
  /** How many answers may still come. */
  granted: number;
  /** Whether more answers come, all have come, or the asker wants no more. A refusal ends it as well. */
  state: 'open' | 'whole' | 'dropped';
  refusal: Refusal | undefined;
  /** Wakes whoever waits for the next answer. */
  wake: () => void;
}

/** The answers to one question, in their order. */
export interface Answers {
  /** The next one; undefined after the last. To be asked for once at a time. */
  next(): Promise<unknown>;
  /** Gives up what has not been taken. */
  drop(): void;
}

/** What is granted anew at once, since each grant costs as much as an answer. */
const GRANT = ANSWERS_AHEAD / 2;

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
 * Asks the process one question at a time and grants it a few answers ahead, so that neither side waits for the other,
 * and each answer has its own deadline. Once anything goes wrong the process is ended and everything that waits, and
 * whatever is asked later, gets the same refusal.
 */
export class Link {
  readonly #process: ForeignProcess;
  readonly #name: string;
  readonly #answerMs: number;
  readonly #queue: Asking[] = [];
  readonly #exited: Promise<void>;
  #isReady = false;
  #asked: Asking | undefined;
  #n = 0;
  /** Answers that may still come to questions that were given up. */
  #stale = 0;
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

  /** Asks what has one answer. */
  async ask(question: Question): Promise<unknown> {
    const answers = this.#enqueue(question, 1);
    try {
      return await answers.next();
    } finally {
      answers.drop();
    }
  }

  /**
   * Asks what is answered bit by bit, once all questions before are answered. Has to be read to its end or dropped:
   * until then no later question is asked.
   */
  askAll(question: Question): Answers {
    return this.#enqueue(question, ANSWERS_AHEAD);
  }

  #enqueue(question: Question, granted: number): Answers {
    const asking: Asking = { question, arrived: [], n: 0, granted, state: 'open', refusal: undefined, wake: () => {} };
    this.#queue.push(asking);
    this.#next();
    return { next: () => this.#take(asking), drop: () => this.#drop(asking) };
  }

  /** Ends the process and waits until it is gone. Whoever still waits is given the refusal. */
  async end(refusal: Refusal): Promise<void> {
    this.#fail(refusal);
    await this.#exited;
  }

  async #take(asking: Asking): Promise<unknown> {
    // A turn for whatever else goes on in this thread, also for the answers that have come meanwhile.
    if (asking.arrived.length > 0) await setImmediate();
    while (!this.#ended && asking.arrived.length === 0 && asking.state === 'open' && !asking.refusal)
      await new Promise<void>((wake) => {
        asking.wake = wake;
      });
    if (this.#ended && asking.state !== 'whole') throw this.#ended;
    if (asking.arrived.length === 0 && asking.refusal) throw asking.refusal;
    const answer = asking.arrived.shift();
    if (asking === this.#asked && asking.granted + asking.arrived.length <= ANSWERS_AHEAD - GRANT) this.#grant(asking);
    return answer;
  }

  #grant(asking: Asking): void {
    if (asking.granted === 0) this.#wait(this.#answerMs, () => refuseSlow(this.#name));
    asking.granted += GRANT;
    this.#process.send({ n: asking.n, more: GRANT } satisfies Granted);
  }

  #drop(asking: Asking): void {
    if (asking.state !== 'open') return;
    asking.state = 'dropped';
    if (asking === this.#asked) {
      this.#stale += asking.granted;
      this.#leave();
    } else if (this.#queue.includes(asking)) this.#queue.splice(this.#queue.indexOf(asking), 1);
    asking.wake();
  }

  /** Nothing more is expected of the question that was asked. */
  #leave(): void {
    clearTimeout(this.#timer);
    this.#asked = undefined;
    this.#next();
  }

  #next(): void {
    if (!this.#isReady || this.#asked || this.#ended) return;
    const asking = this.#queue.shift();
    if (!asking) return;
    this.#asked = asking;
    asking.n = ++this.#n;
    const { n, question } = asking;
    if (question.type === 'prepare') this.#wait(START_MS, refuseStart);
    else this.#wait(this.#answerMs, () => refuseSlow(this.#name));
    this.#process.send({ n, question } satisfies Asked);
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
    const asking = this.#asked;
    if (!isObject(message) || !isWithin(message.n, 1, this.#n)) this.#fail(refuseFatal(this.#name));
    else if (asking && message.n === asking.n && asking.granted > 0) this.#receive(asking, message);
    else if (message.n !== asking?.n && this.#stale > 0) this.#stale--;
    else this.#fail(refuseFatal(this.#name));
  }

  #receive(asking: Asking, message: Readonly<Record<string, unknown>>): void {
    clearTimeout(this.#timer);
    // Answers come in the order of their questions, so none to an earlier one is still to come.
    this.#stale = 0;
    asking.granted--;
    if (message.type === 'answer') asking.arrived.push(message.value);
    else asking.refusal = readRefusal(message.refusal, this.#name);
    if (message.type === 'answer' && message.last === true) asking.state = 'whole';
    if (asking.state === 'whole' || asking.refusal) this.#leave();
    else if (asking.granted > 0) this.#wait(this.#answerMs, () => refuseSlow(this.#name));
    asking.wake();
  }

  #fail(refusal: Refusal): void {
    if (this.#ended) return;
    this.#ended = refusal;
    clearTimeout(this.#timer);
    this.#process.kill();
    for (const { wake } of [...(this.#asked ? [this.#asked] : []), ...this.#queue]) wake();
    this.#queue.length = 0;
    this.#asked = undefined;
  }
}
