/**
 * `npm run mutate`: breaks a rule of merging in one place after the other and runs the tests that cite it, which must
 * notice each time. `npm run mutate -- M16` does so for the rules that are named. Ends with 1 when a broken rule goes
 * unnoticed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PLACES, { type Place } from './mutations.ts';

const PROJECT = join(import.meta.dirname, '../..');

const wanted = process.argv.slice(2);
const isWanted = (rule: string): boolean =>
  wanted.length === 0 || wanted.some((name) => rule.split(/[ ,]+/).includes(name));

const folder = mkdtempSync(join(tmpdir(), 'briefwright-mutation-'));
let unnoticed = 0;

const passes = (tests: readonly string[]): boolean =>
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--bail', '1', ...tests], { cwd: folder })
    .status === 0;

/** Breaks a file in one place after the other and puts it back. */
const breakIn = ({ file, tests, mutations }: Place): void => {
  const chosen = mutations.filter(([rule]) => isWanted(rule));
  if (chosen.length === 0) return;
  const path = join(folder, file);
  const sound = readFileSync(path, 'utf8');
  if (!passes(tests)) throw new Error(`The tests fail on ${file} as it is.`);
  for (const [rule, from, to] of chosen) {
    if (sound.split(from).length !== 2) throw new Error(`This stands not exactly once in ${file}: ${from}`);
    writeFileSync(
      path,
      sound.replace(from, () => to),
    );
    const noticed = !passes(tests);
    if (!noticed) unnoticed++;
    process.stdout.write(`${noticed ? 'noticed  ' : 'UNNOTICED'}  ${rule}\n`);
  }
  writeFileSync(path, sound);
};

try {
  for (const part of ['shared', 'tests', 'resources', 'package.json', 'vitest.config.ts', 'tsconfig.json'])
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const place of PLACES) breakIn(place);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = unnoticed > 0 ? 1 : 0;
