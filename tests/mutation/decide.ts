/**
 * `npm run mutate`: breaks the core function of merging in one place after the other and runs its property tests, which
 * must notice each time. Ends with 1 when a broken rule goes unnoticed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');
const FILE = 'shared/core/merge/decide.ts';

/** The rule, what stands in the code, and what is put in its place. */
const MUTATIONS: readonly (readonly [rule: string, from: string, to: string])[] = [
  [
    'M3 union: what the other copy knows is dropped',
    'if (!own) known.set(dotName(change), change);',
    'if (!own) continue;',
  ],
  [
    'M4 vectors: only the first dot of a replica counts',
    'if ((vector.get(replica) ?? 0) < seq) vector.set(replica, seq);\n  };\n  for (const { replica, seq } of changes) see',
    'if (!vector.has(replica)) vector.set(replica, seq);\n  };\n  for (const { replica, seq } of changes) see',
  ],
  [
    'M6 a write that was seen survives',
    'return changes.filter(({ replica, seq }) => !hasSeen(cover, replica, seq));',
    'return changes;',
  ],
  [
    'M6 a new record writes only what it tells',
    "field in fields || (op === 'create' && blank !== undefined)",
    'field in fields',
  ],
  [
    'M7 one value survives: the newest',
    'const told = new Set<string>();\n  return siblings.filter',
    'const told = new Set<string>();\n  return siblings.slice(0, 1).filter',
  ],
  ['M7 equal values are a conflict', 'return told.size !== told.add(text).size;', 'return told.add(text).size > 0;'],
  [
    'M8 the oldest is displayed',
    '.sort((a, b) => compareChanges(b.change, a.change))',
    '.sort((a, b) => compareChanges(a.change, b.change))',
  ],
  [
    'M8 the clock decides what survives',
    'surviving(changes.filter(({ op, fields }) => field in',
    'surviving(changes.filter(({ op, fields, ms }) => ms < 990 && field in',
  ],
  ['M9 a removal takes what it did not see', 'return added.some((change) => !isBy(cover, change));', 'return false;'],
  ['M9 a removal takes nothing', 'if (!removed) return true;', 'return true;'],
  ['M10 a deletion wins over an edit', 'const rescued = changes.some(', 'const rescued = [].some('],
  [
    'M10 an edit that knew of the deletion wins',
    'deletions.every((deletion) => !isBy(change.seen, deletion)),',
    'true,',
  ],
  ['M10 an edit that the deletion knew wins', '!isBy(cover, change) &&\n      deletions', 'true &&\n      deletions'],
  [
    'M10 an overruled deletion is not told',
    'return rescued ? { retired: false, overruled: deletions }',
    'return rescued ? { retired: false, overruled: [] }',
  ],
  ['M11 order is a conflict', '!rules.quiet.has(field) && ', ''],
  ['M19 a dot may say two things', 'else if (!isSameChange(own, change)) clashes.push(change);', ''],
  [
    'strangers: a missing change goes unnoticed',
    "if (!known) return 'a change has seen another that is missing';",
    'if (!known) continue;',
  ],
  ['strangers: circles go unnoticed', 'if ((seen.get(far) ?? 0) < deep) return', 'if (Number.isNaN(deep)) return'],
];

const folder = mkdtempSync(join(tmpdir(), 'briefwright-mutation-'));
let unnoticed = 0;
try {
  for (const part of ['shared', 'tests', 'resources', 'package.json', 'vitest.config.ts', 'tsconfig.json'])
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const sound = readFileSync(join(folder, FILE), 'utf8');
  const passes = (): boolean =>
    spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'tests/property/decide.test.ts'], {
      cwd: folder,
    }).status === 0;
  if (!passes()) throw new Error('The tests fail on the code as it is.');
  for (const [rule, from, to] of MUTATIONS) {
    if (sound.split(from).length !== 2) throw new Error(`This stands not exactly once in ${FILE}: ${from}`);
    writeFileSync(
      join(folder, FILE),
      sound.replace(from, () => to),
    );
    const noticed = !passes();
    if (!noticed) unnoticed++;
    process.stdout.write(`${noticed ? 'noticed  ' : 'UNNOTICED'}  ${rule}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = unnoticed > 0 ? 1 : 0;
