import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT, runCommandLine, runProgram } from './host.ts';

/**
 * Kinds of libraries that tests begin with: nothing in it, the sample, the sample with conflicts, the sample with likely
 * duplicates and proposals, what weeks of work with five desks leave, 50,000 facts.
 */
export type Kind = 'empty' | 'sample' | 'conflicts' | 'twins' | 'colleagues' | 'many';

/** Kinds that several desks make together. */
const PROGRAMS: Readonly<Partial<Record<Kind, string>>> = {
  conflicts: 'tests/support/make-conflicts.ts',
  twins: 'tests/support/make-twins.ts',
  colleagues: 'tests/support/make-colleagues.ts',
};

const SUBJECTS = ['Binance', 'CommEx', 'Market', 'Channel', 'Regulator', 'Traffic'];
const GRADES = 'ABCDEF';

/** A CSV of numbered facts, the same every time, for how the window bears a large library. */
const manyFacts = (count: number): string => {
  const lines = ['statement,subject,value,unit,as_of,source_title,reliability,credibility,tlp,tags'];
  for (let number = 1; number <= count; number += 1) {
    const subject = SUBJECTS[number % SUBJECTS.length];
    const date = `${2015 + (number % 10)}-${String((number % 12) + 1).padStart(2, '0')}`;
    const figure = `Measured figure ${number} of ${subject} in the month,${subject},${(number * 37) % 9973},visits,${date}`;
    const source = `Register ${number % 200},${GRADES[number % 6]},${(number % 6) + 1}`;
    lines.push(`${figure},${source},GREEN,series;${subject}`);
  }
  return `${lines.join('\n')}\n`;
};

const build = async (kind: Kind, below: string): Promise<string> => {
  // What one program makes for itself is none of another's.
  const home = join(below, kind);
  mkdirSync(home);
  const path = join(home, `${kind}.bwlib`);
  const program = PROGRAMS[kind];
  if (program !== undefined) {
    await runProgram(home, join(PROJECT, program), path, home);
    return path;
  }
  await runCommandLine(home, 'init', path, ...(kind === 'sample' ? ['--sample'] : []));
  if (kind === 'many') {
    const facts = join(home, 'many.csv');
    writeFileSync(facts, manyFacts(50_000));
    await runCommandLine(home, 'import', path, facts);
  }
  return path;
};

let home: string | undefined;
const built = new Map<Kind, Promise<string>>();

/** Puts a library of the kind at the path; each kind is built once in a process and then copied. */
export const makeLibrary = async (kind: Kind, path: string): Promise<void> => {
  if (home === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'briefwright-libraries-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    home = folder;
  }
  const original = built.get(kind) ?? build(kind, home);
  built.set(kind, original);
  copyFileSync(await original, path);
};
