import { parentPort } from 'node:worker_threads';
import type { Job } from '#shared/core/pdf/protocol.ts';

/** A worker that does what the title says: dies, throws, never answers or answers with its number of jobs. */
let jobs = 0;
parentPort?.on('message', (job: Job) => {
  jobs += 1;
  if (job.tree.title === 'exit') process.exit(3);
  if (job.tree.title === 'throw') throw new Error('inner detail');
  if (job.tree.title === 'hang') return;
  if (job.tree.title === 'spin') for (;;);
  const result = { bytes: new Uint8Array(), pages: jobs, warnings: [], ms: { build: 0, layout: 0, write: 0 } };
  parentPort?.postMessage({ type: 'done', id: job.id, result });
});
