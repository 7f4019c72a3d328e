const WIDTH = 24;

const bar = (fraction: number): string => {
  const full = Math.round(fraction * WIDTH);
  return `[${'#'.repeat(full)}${' '.repeat(WIDTH - full)}] ${String(Math.floor(fraction * 100)).padStart(3)} %`;
};

/** How far a task is, on one line of a terminal that is overwritten; silent where stderr is no terminal. */
export class ProgressBar {
  #shown = '';

  show(fraction: number, phase: string): void {
    if (!process.stderr.isTTY) return;
    const line = `${bar(fraction)}  ${phase}`;
    if (line === this.#shown) return;
    this.#shown = line;
    process.stderr.write(`\r\u001b[K${line}`);
  }

  clear(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = '';
  }
}
