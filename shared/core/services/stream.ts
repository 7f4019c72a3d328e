const END: IteratorReturnResult<void> = { done: true, value: undefined };

/**
 * An async queue between somebody who tells and somebody who reads. It begins to listen at once and ends when told so,
 * when the reader returns (even while it waits) or when its signal aborts.
 */
export const stream = <T>(
  subscribe: (tell: (value: T) => void, end: () => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> => {
  const waiting: T[] = [];
  const readers: ((result: IteratorResult<T, void>) => void)[] = [];
  let ended = false;
  let unsubscribe: (() => void) | undefined;
  const end = (): void => {
    ended = true;
    signal?.removeEventListener('abort', stop);
    unsubscribe?.();
    unsubscribe = undefined;
    for (const read of readers.splice(0)) read(END);
  };
  // Whoever leaves does not want what is still waiting.
  const stop = (): void => {
    waiting.length = 0;
    end();
  };
  const tell = (value: T): void => {
    const read = readers.shift();
    if (read) read({ done: false, value });
    else if (!ended) waiting.push(value);
  };
  signal?.addEventListener('abort', stop);
  const leave = subscribe(tell, end);
  // It may have ended while it subscribed.
  if (ended) leave();
  else unsubscribe = leave;
  if (signal?.aborted) stop();
  const queue: AsyncGenerator<T, void, void> = {
    next: async () => {
      if (waiting.length > 0) return { done: false, value: waiting.shift() as T };
      return ended ? END : new Promise((read) => readers.push(read));
    },
    return: async () => {
      stop();
      return END;
    },
    throw: async (error: unknown) => {
      stop();
      throw error;
    },
    [Symbol.asyncIterator]: () => queue,
    [Symbol.asyncDispose]: async () => stop(),
  };
  return queue;
};
