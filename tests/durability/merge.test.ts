import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf } from '#shared/core/store/digest.ts';
import type { Store } from '#shared/core/store/store.ts';
import { evidenceFields, factFields } from '#shared/model/fact.ts';
import { sourceFields } from '#shared/model/source.ts';
import { World } from '../support/world.ts';

const MERGER = join(import.meta.dirname, 'merger.ts');

/** More in the nightly run; every step there is, when it is larger than their number. */
const KILLS = Number(process.env.MERGE_KILLS ?? 12);

const step = { title: 'test', subject: 'test', author: 'Test Author' };

/** Merges the file in a process of its own; what it printed, or null when it was killed. */
const merge = async (library: string, profile: string, file: string, killAt = 0): Promise<string | null> => {
  const child = spawn(process.execPath, [MERGER, library, profile, file, `${killAt}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return null;
  expect(code).toBe(0);
  return out.trim();
};

const edit = async (store: Store, name: string): Promise<void> => {
  const [first, second] = store.read.all('SELECT id FROM facts ORDER BY n').map((row) => row.id as string);
  await store.write(step, (write) => {
    write.change('fact', first as string, { statement: `As ${name} has it` });
    write.tag('fact', second as string, [name], []);
    for (let n = 0; n < 5; n++) {
      const source = write.create('source', sourceFields.parse({ title: `Source ${n} of ${name}` }));
      const fact = write.create('fact', factFields.parse({ statement: `Fact ${n} of ${name}` }));
      write.create('evidence', evidenceFields.parse({ fact, source, quote: 'Quoted' }));
    }
  });
};

/** A library and copies of it with colleagues, all edited and closed. */
const prepare = async (world: World, names: readonly string[]): Promise<{ library: string; copies: string[] }> => {
  const library = world.path('library.bwlib');
  const ours = await world.createStore(library);
  await ours.write(step, (write) => {
    write.create('fact', factFields.parse({ statement: 'Common' }));
    write.create('fact', factFields.parse({ statement: 'Another' }));
  });
  await ours.close();
  const copies: string[] = [];
  for (const name of names) {
    const path = world.path(name, 'theirs.bwlib');
    copyFileSync(library, path);
    const theirs = await world.openStore(path, world.path(`profile of ${name}`, 'x'));
    await edit(theirs, name);
    await theirs.close();
    copies.push(path);
  }
  const again = await world.openStore(library);
  await edit(again, 'us');
  await again.close();
  return { library, copies };
};

const stateOf = async (world: World, path: string): Promise<{ digest: string; problems: unknown }> => {
  const store = await world.openStore(path, world.path('reader', 'x'));
  const state = { digest: JSON.stringify(digestOf(store.read)), problems: store.verify() };
  await store.close();
  return state;
};

const copyTo = (world: World, from: string, name: string): string => {
  const path = world.path(name, 'library.bwlib');
  copyFileSync(from, path);
  return path;
};

test(`a kill at ${KILLS} steps of a merge leaves before or after, never half (M15)`, { timeout: 600_000 }, async () => {
  await using world = new World();
  const { library, copies } = await prepare(world, ['them']);
  const file = copies[0] as string;
  const before = await stateOf(world, library);
  const whole = copyTo(world, library, 'whole');
  const steps = Number(await merge(whole, world.path('p', 'x'), file));
  const after = await stateOf(world, whole);
  expect(after.digest).not.toBe(before.digest);
  expect(steps).toBeGreaterThan(12);
  const kills = Math.min(KILLS, steps);
  const seen = new Set<string>();
  for (let n = 0; n < kills; n++) {
    // The last one is the step that commits, or what follows it.
    const at = kills === 1 ? steps : 1 + Math.round((n * (steps - 1)) / (kills - 1));
    const path = copyTo(world, library, `killed ${n}`);
    expect(await merge(path, world.path(`p${n}`, 'x'), file, at)).toBeNull();
    const { digest, problems } = await stateOf(world, path);
    expect(problems).toEqual([]);
    expect([before.digest, after.digest]).toContain(digest);
    seen.add(digest);
    await merge(path, world.path(`p${n}`, 'x'), file);
    expect(await stateOf(world, path)).toEqual(after);
    const left = readdirSync(dirname(path)).filter((name) => !/^library\.bwlib(-wal|-shm|\.backups)?$/.test(name));
    expect(left).toEqual([]);
  }
  expect(seen).toContain(before.digest);
});

test('two merges at once into one library both come in whole (M2a, M15)', { timeout: 120_000 }, async () => {
  await using world = new World();
  const { library, copies } = await prepare(world, ['her', 'him']);
  const [her, him] = copies as [string, string];
  const inTurn = copyTo(world, library, 'in turn');
  for (const file of [her, him]) await merge(inTurn, world.path('p', 'x'), file);
  await Promise.all([her, him].map((file, n) => merge(library, world.path(`p${n}`, 'x'), file)));
  expect(await stateOf(world, library)).toEqual(await stateOf(world, inTurn));
});
