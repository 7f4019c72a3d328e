import { BroadcastChannel } from 'node:worker_threads';
import '#shared/core/worker.ts';

// The real core's thread, which ends in the way it is told: by an error nobody caught, or by leaving without a word.
const channel = new BroadcastChannel('briefwright-mortal-worker');
channel.onmessage = (event): void => {
  const { data } = event as { data: unknown };
  if (data === 'throw') throw new Error('A mistake of ours.');
  process.exit(7);
};
channel.unref();
