import { setImmediate } from 'node:timers/promises';
import { Refusal } from '../../refusal.ts';
import { type Loaded, loadFile, loadPdf, sizeOf } from './file.ts';
import { type Allowance, allowanceFor } from './limits.ts';
import { loadPdfReader, type PdfReader, takePack } from './pdf.ts';
import {
  ANSWERS_AHEAD,
  type Answer,
  type Asked,
  type Granted,
  type PackedPack,
  type PackedSignature,
  type PackedSummary,
  type Question,
  READY,
} from './protocol.ts';
import { ForeignReader } from './reader.ts';

/** The way to the parent, whichever kind of process this is. */
export interface ParentPort {
  /** Done once the message is on its way, where that can be known: what waits for the way out costs memory. */
  send(message: unknown): Promise<void>;
  onMessage(listener: (message: unknown) => void): void;
}

/** Who sees to it that reading does not cost too much. */
export interface Guard {
  grant(allowance: Allowance): void;
  /** Called when an answer is begun and when it is done. */
  turn(): void;
}

const refusalOf = (n: number, error: unknown): Answer => {
  const { kind, data, message } =
    error instanceof Refusal
      ? error
      : new Refusal(
          'INTERNAL',
          'internal',
          'The reader of foreign files made a mistake; report it if it happens twice.',
        );
  return { n, type: 'refusal', refusal: { kind, message, ...data } };
};

/** Answers the parent's questions about one file, one after another, until it is ended. */
export const serve = (port: ParentPort, guard: Guard): void => {
  let loaded: Loaded | undefined;
  let reader: ForeignReader | undefined;
  let pdf: PdfReader | undefined;
  const prepare = async (): Promise<void> => {
    pdf = await loadPdfReader();
  };
  const take = async (path: string): Promise<PackedPack> => {
    if (!pdf) throw new Error('Nothing is ready for a PDF.');
    guard.grant(allowanceFor(sizeOf(path)));
    return { bytes: await takePack(pdf, loadPdf(path)) };
  };
  const load = (path: string): PackedSignature => {
    guard.grant(allowanceFor(sizeOf(path)));
    loaded = loadFile(path);
    return loaded.signature ?? {};
  };
  const open = (): PackedSummary => {
    if (!loaded) throw new Error('No file is loaded.');
    reader = new ForeignReader(loaded);
    loaded = undefined;
    return reader.summary();
  };
  /** Returns the last answer. */
  const answersTo = async function* (question: Question): AsyncGenerator<unknown, unknown> {
    if (question.type === 'prepare') return prepare();
    if (question.type === 'take') return take(question.path);
    if (question.type === 'load') return load(question.path);
    if (question.type === 'open') return open();
    if (!reader) throw new Error('No file is open.');
    if (question.type === 'records') return yield* reader.records();
    if (question.type === 'changes') return yield* reader.changes(question.ids);
    return reader.attachment(question.sha256);
  };
  answerAll(port, guard, answersTo);
};

/** Answers that may be on their way out while the next one is made: more would only lie in memory. */
const SENDING = 4;

/** What is being answered. */
interface Answering {
  readonly n: number;
  readonly answers: AsyncGenerator<unknown, unknown>;
  /** How many answers may still go out. */
  granted: number;
}

/** Answers what is asked, as far as answers are granted. A new question ends the one before. */
const answerAll = (
  port: ParentPort,
  guard: Guard,
  answersTo: (question: Question) => AsyncGenerator<unknown, unknown>,
): void => {
  let current: Answering | undefined;
  /** Done once what was given up last is closed; until then SQLite is busy with it. */
  let closed: Promise<unknown> = Promise.resolve();
  const sending: Promise<void>[] = [];
  let isAtWork = false;
  const answerOnce = async (answering: Answering): Promise<void> => {
    const { n, answers } = answering;
    guard.turn();
    let answer: Answer;
    try {
      const { value, done } = await answers.next();
      answer = { n, type: 'answer', value, last: done === true };
    } catch (error) {
      answer = refusalOf(n, error);
    }
    guard.turn();
    if (current !== answering) return;
    if (answer.type === 'refusal' || answer.last) current = undefined;
    answering.granted--;
    sending.push(port.send(answer));
    if (sending.length > SENDING) await sending.shift();
  };
  const work = async (): Promise<void> => {
    if (isAtWork) return;
    isAtWork = true;
    await closed;
    while (current && current.granted > 0) {
      await answerOnce(current);
      // What is asked meanwhile comes in.
      await setImmediate();
      await closed;
    }
    isAtWork = false;
  };
  port.onMessage((message) => {
    const heard = message as Asked | Granted;
    if ('question' in heard) {
      closed = current?.answers.return(undefined) ?? closed;
      current = { n: heard.n, answers: answersTo(heard.question), granted: ANSWERS_AHEAD };
    } else if (heard.n === current?.n) current.granted += heard.more;
    void work();
  });
  void port.send(READY);
};
