/** So many records are worked on before others get their turn. */
const STEP = 500;

/** Lets others run, and ends the work when it is to stop. */
export const breathe = async (signal?: AbortSignal): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
};

/** Called once for each record of long work: breathes now and then. */
export type Pace = () => Promise<void> | undefined;

export const paceOf = (signal?: AbortSignal): Pace => {
  let done = 0;
  return () => {
    done += 1;
    return done % STEP === 0 ? breathe(signal) : undefined;
  };
};
