/** An async queue between somebody who tells and somebody who reads; it ends when the reader's signal aborts. */
export async function* stream<T>(
  subscribe: (tell: (value: T) => void, end: () => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  const waiting: T[] = [];
  let ended = false;
  let wake = (): void => {};
  const nudge = (): void => wake();
  const unsubscribe = subscribe(
    (value) => {
      waiting.push(value);
      nudge();
    },
    () => {
      ended = true;
      nudge();
    },
  );
  signal?.addEventListener('abort', nudge);
  try {
    while (!signal?.aborted) {
      const value = waiting.shift();
      if (value !== undefined) yield value;
      else if (ended) return;
      else await new Promise<void>((done) => (wake = done));
    }
  } finally {
    signal?.removeEventListener('abort', nudge);
    unsubscribe();
  }
}
