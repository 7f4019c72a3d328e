import { setImmediate } from 'node:timers/promises';
import { openForeignWith } from '#shared/core/merge/foreign/open-foreign.ts';
import { serve } from '#shared/core/merge/foreign/serve.ts';
import type { StartProcess } from '#shared/core/merge/foreign/start-process.ts';

type Listener = (message: unknown) => void;

/** Says what it is told to whoever listens, later, as between processes. */
const channel = () => {
  let listener: Listener = () => {};
  return {
    send: async (message: unknown) => {
      await setImmediate();
      listener(message);
    },
    onMessage: (heard: Listener) => {
      listener = heard;
    },
  };
};

const start: StartProcess = () => {
  const [asked, answered] = [channel(), channel()];
  const { promise: exited, resolve: kill } = Promise.withResolvers<void>();
  serve({ send: answered.send, onMessage: asked.onMessage }, { grant: () => {}, turn: () => {} });
  return {
    ...{ pid: undefined, send: (message) => void asked.send(message), onMessage: answered.onMessage, kill },
    onExit: (listener) => void exited.then(listener),
  };
};

/**
 * Opens files from somebody else in this process: the same code and the same checks, without a process of its own. For
 * tests in which many files are merged and which are about something else.
 */
export const openForeignHere = openForeignWith(start);
