import { parentPort, workerData } from 'node:worker_threads';
import { PdfError } from './errors.ts';
import { type Fonts, loadFonts } from './fonts.ts';
import type { Answer, Job, WorkerData } from './protocol.ts';
import { preparePdfmake, renderTree } from './render.ts';

/** Entry of the worker thread: one job at a time, the fonts read once. */
const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');
const { resources } = workerData as WorkerData;

let fonts: Fonts | null = null;
const prepared = (): Fonts => {
  if (fonts === null) {
    fonts = loadFonts(resources);
    preparePdfmake(fonts);
  }
  return fonts;
};

const say = (answer: Answer, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(answer, [...transfer]);

const run = async (job: Job): Promise<void> => {
  try {
    const result = await renderTree(job.tree, {
      fonts: prepared(),
      now: new Date(job.now),
      attached: job.attached,
      onProgress: (progress) => say({ type: 'progress', id: job.id, progress }),
    });
    say({ type: 'done', id: job.id, result }, [result.bytes.buffer as ArrayBuffer]);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say({ type: 'failed', id: job.id, sentence: error instanceof PdfError ? error.message : null, detail });
  }
};

port.on('message', (job: Job) => void run(job));
