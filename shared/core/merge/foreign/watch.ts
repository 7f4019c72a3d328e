import type { MessagePort } from 'node:worker_threads';
import type { Allowance } from './limits.ts';

const EVERY_MS = 20;
/** The parent ends a process in time; this only catches one that has lost its parent. */
const PATIENCE = 2;

/** Whether the thread that reads is at work, in memory that both threads share: it counts beginnings and ends. */
export class Turns {
  readonly shared: SharedArrayBuffer;
  readonly #count: Int32Array;

  constructor(shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#count = new Int32Array(shared);
  }

  turn(): void {
    Atomics.add(this.#count, 0, 1);
  }

  /** Odd while an answer is worked on, and another number for each. */
  get current(): number {
    return Atomics.load(this.#count, 0);
  }
}

const isAlive = (pid: number): boolean => {
  if (process.ppid !== pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Tells, asked again and again, whether what is granted has been used up. What it took to start does not count. */
const meter = ({ bytes, totalMs, answerMs }: Allowance, turns: Turns): (() => boolean) => {
  const startedAt = cpuMs();
  let turn = turns.current;
  let since = performance.now();
  return () => {
    if (turn !== turns.current) {
      turn = turns.current;
      since = performance.now();
    }
    const isStuck = turn % 2 === 1 && performance.now() - since > PATIENCE * answerMs;
    return isStuck || process.memoryUsage.rss() > bytes || cpuMs() - startedAt > totalMs;
  };
};

/**
 * Runs in a thread of the process and ends it when reading costs more than what is granted, which arrives by `port`, or
 * when nobody is left to answer to. The thread that reads cannot: it may be inside SQLite, which in this build neither
 * counts its memory nor can be stopped.
 */
export const watch = (port: MessagePort, turns: Turns): void => {
  const parent = process.ppid;
  let isUsedUp = (): boolean => false;
  port.on('message', (granted: Allowance) => {
    isUsedUp = meter(granted, turns);
  });
  setInterval(() => {
    if (isUsedUp() || !isAlive(parent)) process.kill(process.pid, 'SIGKILL');
  }, EVERY_MS);
};
