import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ForeignProcess, StartProcess } from './start-process.ts';

/**
 * Processes for a thread that cannot start any, such as the core inside Electron: one end of a channel asks for them,
 * the other end, where they can be started, passes on what both sides say.
 */

type Order = { readonly send: unknown } | { readonly kill: true };
type News = { readonly message: unknown } | { readonly pid: number | undefined } | { readonly exit: true };

/** The asking end. */
export const processesThrough =
  (channel: MessagePort): StartProcess =>
  () => {
    const { port1: port, port2 } = new MessageChannel();
    const messages: ((message: unknown) => void)[] = [];
    const exits: (() => void)[] = [];
    let pid: number | undefined;
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      for (const listener of exits) listener();
      port.close();
    };
    port.on('message', (news: News) => {
      if ('message' in news) for (const listener of messages) listener(news.message);
      else if ('exit' in news) end();
      else pid = news.pid;
    });
    // The other end is gone, and its processes with it.
    port.on('close', end);
    channel.postMessage(port2, [port2]);
    const order = (given: Order): void => {
      if (!ended) port.postMessage(given);
    };
    return {
      get pid() {
        return pid;
      },
      send: (message) => order({ send: message }),
      onMessage: (listener) => void messages.push(listener),
      onExit: (listener) => {
        if (ended) listener();
        else exits.push(listener);
      },
      kill: () => order({ kill: true }),
    };
  };

const passOn = (process: ForeignProcess, port: MessagePort): void => {
  const tell = (news: News): void => port.postMessage(news);
  tell({ pid: process.pid });
  process.onMessage((message) => tell({ message }));
  process.onExit(() => {
    tell({ exit: true });
    port.close();
  });
  port.on('message', (order: Order) => {
    if ('send' in order) process.send(order.send);
    else process.kill();
  });
  // Nobody is left who would end it.
  port.on('close', () => process.kill());
};

/** The end where processes are started. */
export const startProcessesFor = (channel: MessagePort, start: StartProcess): void => {
  channel.on('message', (port: MessagePort) => passOn(start(), port));
};
