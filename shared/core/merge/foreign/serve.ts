import { Refusal } from '../../refusal.ts';
import { type Loaded, loadFile, loadPdf, sizeOf } from './file.ts';
import { type Allowance, allowanceFor } from './limits.ts';
import { loadPdfReader, type PdfReader, takePack } from './pdf.ts';
import {
  type Answer,
  type Asked,
  type PackedPack,
  type PackedSignature,
  type PackedSummary,
  type Question,
  READY,
} from './protocol.ts';
import { ForeignReader } from './reader.ts';

/** The way to the parent, whichever kind of process this is. */
export interface ParentPort {
  send(message: unknown): void;
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
  const answer = (question: Question): unknown => {
    if (question.type === 'prepare') return prepare();
    if (question.type === 'take') return take(question.path);
    if (question.type === 'load') return load(question.path);
    if (question.type === 'open') return open();
    if (!reader) throw new Error('No file is open.');
    if (question.type === 'records') return reader.records(question.after);
    if (question.type === 'changes') return reader.changes(question.ids);
    return reader.attachment(question.sha256);
  };
  const reply = async ({ n, question }: Asked): Promise<void> => {
    guard.turn();
    try {
      port.send({ n, type: 'answer', value: await answer(question) } satisfies Answer);
    } catch (error) {
      port.send(refusalOf(n, error));
    }
    guard.turn();
  };
  port.onMessage((message) => void reply(message as Asked));
  port.send(READY);
};
