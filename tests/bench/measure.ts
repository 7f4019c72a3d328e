/** The middle of several measurements; the mean of the two middle ones when their number is even. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};

/** The value below which the share of measurements lies. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

/** Milliseconds that the work takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Runs two kinds of work in turns, so that a busy machine is busy for both; returns the median of each. */
export const inTurns = async (runs: number, a: () => unknown, b: () => unknown): Promise<[number, number]> => {
  const times: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    times[0].push(await timed(a));
    times[1].push(await timed(b));
  }
  return [median(times[0]), median(times[1])];
};

export interface Line {
  readonly what: string;
  readonly value: string;
  /** What the project asks of it, if anything. */
  readonly asked: string;
  readonly met: boolean | null;
}

const met = (line: Line): string => (line.met === null ? '' : line.met ? 'met' : 'MISSED');

/** The results as an aligned table. */
export const table = (lines: readonly Line[]): string => {
  const rows = lines.map((line) => [line.what, line.value, line.asked, met(line)]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
