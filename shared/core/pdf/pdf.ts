import { Worker } from 'node:worker_threads';
import type { DocumentTree } from '../../document/tree.ts';
import type { Attached } from './define.ts';
import { PdfError } from './errors.ts';
import type { Answer, Job, WorkerData } from './protocol.ts';
import type { Progress, RenderedTree } from './render.ts';

export { PdfError } from './errors.ts';
export type { Phase, Progress, RenderedTree, Timing } from './render.ts';

export interface RenderOptions {
  /** Stands in the file as the time of its making; the same tree and time give the same bytes. */
  readonly now: Date;
  /** A file that goes along in the PDF. */
  readonly attached?: Attached;
  /** Ends the job at once, also in the middle of layout; `render` then rejects with an AbortError. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface PdfRenderer {
  /**
   * Renders a document; jobs wait for one another. Rejects with an AbortError when cancelled, and with a `PdfError`
   * whose message is a sentence for a person when the document cannot be made.
   */
  render(tree: DocumentTree, options: RenderOptions): Promise<RenderedTree>;
  /** Ends the worker; jobs that run or wait are cancelled. The renderer is of no use afterwards. */
  close(): Promise<void>;
}

interface Waiting {
  readonly job: Job;
  readonly options: RenderOptions;
  readonly resolve: (result: RenderedTree) => void;
  readonly reject: (error: Error) => void;
  readonly stopListening: () => void;
}

/** A worker that needs more than this is ended by itself instead of taking the app with it. */
const MEMORY_MB = 2048;

const aborted = (): Error => new DOMException('The PDF was cancelled.', 'AbortError');
/** What went wrong inside is for the log; a person is told what to do. */
const failed = (sentence: string | null, detail: string): PdfError =>
  new PdfError(sentence ?? 'The PDF could not be made. Check the blocks changed last, then export again.', {
    cause: new Error(detail),
  });
const crashed = (error: Error): PdfError =>
  (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new PdfError('The report is too large for one PDF. Split it into several briefings and export them one by one.')
    : new PdfError('The PDF maker stopped unexpectedly. Export again; it starts afresh.', { cause: error });

/**
 * A renderer with one worker thread, which is started with the first job and kept warm. `workerUrl` is the worker's
 * file (`worker.ts` here, or what it was bundled into), `resources` the absolute path of the folder with `fonts`.
 */
export const createPdfRenderer = (ports: { readonly workerUrl: URL; readonly resources: string }): PdfRenderer => {
  const queue: Waiting[] = [];
  let worker: Worker | null = null;
  let current: Waiting | null = null;
  let lastId = 0;
  let closed = false;

  const settle = (waiting: Waiting, finishJob: () => void): void => {
    waiting.stopListening();
    if (current === waiting) current = null;
    finishJob();
    next();
  };

  const onAnswer = (answer: Answer): void => {
    const waiting = current;
    // An answer to a job that was cancelled in the meantime has no receiver.
    if (waiting === null || waiting.job.id !== answer.id) return;
    switch (answer.type) {
      case 'progress':
        waiting.options.onProgress?.(answer.progress);
        break;
      case 'done':
        settle(waiting, () => waiting.resolve(answer.result));
        break;
      case 'failed':
        settle(waiting, () => waiting.reject(failed(answer.sentence, answer.detail)));
        break;
    }
  };

  const start = (): Worker => {
    const data: WorkerData = { resources: ports.resources };
    const started = new Worker(ports.workerUrl, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    // A warm worker must not keep a command line alive that has nothing left to do.
    started.unref();
    const lost = (error: Error): void => {
      if (worker !== started) return;
      worker = null;
      const waiting = current;
      if (waiting !== null) settle(waiting, () => waiting.reject(crashed(error)));
    };
    started.on('message', onAnswer);
    started.on('messageerror', lost);
    started.on('error', (error) => lost(error instanceof Error ? error : new Error(String(error))));
    started.on('exit', (code) => lost(new Error(`The worker ended with code ${code}.`)));
    return started;
  };

  const next = (): void => {
    if (current !== null || closed) return;
    const waiting = queue.shift();
    if (waiting === undefined) {
      worker?.unref();
      return;
    }
    current = waiting;
    worker ??= start();
    worker.ref();
    try {
      worker.postMessage(waiting.job);
    } catch (error) {
      settle(waiting, () => waiting.reject(failed(null, error instanceof Error ? error.message : String(error))));
    }
  };

  const stopWorker = async (): Promise<void> => {
    const stopping = worker;
    worker = null;
    await stopping?.terminate();
  };

  const cancel = (waiting: Waiting): void => {
    if (waiting === current) void stopWorker();
    else queue.splice(queue.indexOf(waiting), 1);
    settle(waiting, () => waiting.reject(aborted()));
  };

  return {
    render(tree, options) {
      return new Promise<RenderedTree>((resolve, reject) => {
        if (closed) throw new PdfError('The PDF maker is closed. Open the library again and export once more.');
        if (options.signal?.aborted) throw aborted();
        lastId += 1;
        const onAbort = (): void => cancel(waiting);
        const waiting: Waiting = {
          job: { id: lastId, tree, now: options.now.getTime(), attached: options.attached },
          options,
          resolve,
          reject,
          stopListening: () => options.signal?.removeEventListener('abort', onAbort),
        };
        options.signal?.addEventListener('abort', onAbort);
        queue.push(waiting);
        next();
      });
    },
    async close() {
      closed = true;
      const waiting = [...(current === null ? [] : [current]), ...queue.splice(0)];
      for (const entry of waiting) settle(entry, () => entry.reject(aborted()));
      await stopWorker();
    },
  };
};
