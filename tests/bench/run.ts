/**
 * `npm run bench`: medians of several runs, ratios against a reference in the same run. Never part of a test: machines
 * differ. `--quick` makes fewer runs. Prints a table and writes out/bench.json.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureExport } from './export.ts';
import { measureFirstScreen } from './first-screen.ts';
import { measureImport } from './import.ts';
import { type Line, table } from './measure.ts';
import { measureMerge } from './merge.ts';
import { measureSearch } from './search.ts';

const PROJECT = join(import.meta.dirname, '../..');
const runs = process.argv.includes('--quick') ? 3 : 7;
const folder = mkdtempSync(join(tmpdir(), 'briefwright-bench-'));
process.env.BRIEFWRIGHT_HOME = join(folder, 'home');

const lines: Line[] = [];
try {
  for (const measure of [measureExport, measureImport, measureSearch, measureFirstScreen, measureMerge]) {
    const found = await measure(folder, runs);
    process.stdout.write(`${table(found)}\n\n`);
    lines.push(...found);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(join(PROJECT, 'out'), { recursive: true });
writeFileSync(join(PROJECT, 'out/bench.json'), `${JSON.stringify({ node: process.version, runs, lines }, null, 2)}\n`);
