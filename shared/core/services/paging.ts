/** A page of a list with how long reading it took, in milliseconds. */
export const timedPage = async <P extends object>(read: () => P | Promise<P>): Promise<P & { ms: number }> => {
  const start = performance.now();
  const page = await read();
  return { ...page, ms: performance.now() - start };
};
