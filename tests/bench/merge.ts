import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Task } from '#shared/contract/tasks.ts';
import type { CoreOptions } from '#shared/core/options.ts';
import { runCore } from '#shared/core/run-core.ts';
import type { RunningCore } from '#shared/core/running.ts';
import { startCore } from '#shared/core/start-core.ts';
import { backupIn } from '#shared/core/store/backup-thread.ts';
import { Store } from '#shared/core/store/store.ts';
import { project } from '#shared/hosts/project.ts';
import { evidenceFields, factFields } from '#shared/model/fact.ts';
import { coreOptions } from '../support/core-options.ts';
import { writeFacts } from './csv.ts';
import { type Line, median, percentile, timed } from './measure.ts';
import { runCommand } from './process.ts';

/** With their evidence 300,000 records. */
const FACTS = 150_000;
/** Of the pack, with their evidence 100,000 records: known ones that the colleague changed, and new ones. */
const KNOWN = 25_000;
const NEW = 25_000;
/** Changed on both sides, a tenth of the pack; a tenth of those in the same field. */
const BOTH = 10_000;
const SAME = 1000;

const TAG = 'shared';

const step = (author: string) => ({ title: 'bench', subject: 'bench', author });

const optionsIn = (folder: string, profile: string): CoreOptions =>
  coreOptions(folder, { profile: join(folder, profile), author: 'Bench' });

const coreIn = (folder: string, profile: string): RunningCore => runCore(optionsIn(folder, profile));

const outcome = async ({ api }: RunningCore, task: string): Promise<NonNullable<Task['outcome']>> => {
  let last: Task | undefined;
  for await (const state of await api.tasks.watch({ task })) last = state;
  if (!last?.outcome) throw new Error(last?.problem?.message ?? 'The task told nothing.');
  return last.outcome;
};

const open = (folder: string, path: string, profile: string): Promise<Store> =>
  Store.open(path, {
    profile: join(folder, profile),
    now: Date.now,
    slow: () => {},
    onChange: () => {},
    backup: backupIn(project.backupWorker),
  });

/** Our library and a colleague's copy of it, both edited; what the colleague shares carries a tag. */
const prepare = async (folder: string): Promise<{ ours: string; theirs: string }> => {
  const [ours, theirs, csv] = ['ours.bwlib', 'theirs.bwlib', 'merge.csv'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFacts(csv, FACTS);
  await runCommand('init', ours);
  await runCommand('import', ours, csv);
  copyFileSync(ours, theirs);
  const mine = await open(folder, ours, 'ours');
  const ids = mine.read.all('SELECT id FROM facts ORDER BY n LIMIT ?', KNOWN).map((row) => row.id as string);
  await mine.write(step('Ours'), (write) => {
    for (const [n, id] of ids.slice(0, BOTH).entries())
      write.change('fact', id, n < SAME ? { statement: `Ours ${n}` } : { status: 'verified' });
  });
  await mine.close();
  const other = await open(folder, theirs, 'theirs');
  const source = other.read.get('SELECT id FROM sources LIMIT 1')?.id as string;
  await other.write(step('Theirs'), (write) => {
    for (const [n, id] of ids.entries()) {
      write.tag('fact', id, [TAG], []);
      if (n < SAME) write.change('fact', id, { statement: `Theirs ${n}` });
    }
    for (let n = 0; n < NEW; n++) {
      const fact = write.create('fact', factFields.parse({ statement: `New fact ${n} of a colleague`, tags: [TAG] }));
      write.create('evidence', evidenceFields.parse({ fact, source, locator: `p. ${n}` }));
    }
  });
  await other.close();
  return { ours, theirs };
};

/** The same rows by bare SQL from an attached file, without history, index of words or checks. */
const bareMerge = (folder: string, ours: string, theirs: string): number => {
  const path = join(folder, 'bare.bwlib');
  copyFileSync(ours, path);
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.prepare('ATTACH ? AS other').run(theirs);
  db.exec(`CREATE TEMP TABLE chosen AS SELECT record AS n FROM other.tags WHERE tag = '${TAG}' AND kind = 'fact'`);
  const upsert = (table: string, where: string): string => {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}') WHERE name <> 'n'`).pluck().all();
    const sets = columns.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`);
    return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM other.${table} WHERE ${where}
      ON CONFLICT (id) DO UPDATE SET ${sets.join(', ')}`;
  };
  const start = performance.now();
  db.exec('BEGIN IMMEDIATE');
  for (const table of ['replicas', 'authors']) db.exec(`INSERT OR IGNORE INTO ${table} SELECT * FROM other.${table}`);
  db.exec(upsert('facts', 'n IN (SELECT n FROM chosen)'));
  db.exec(upsert('evidence', 'fact IN (SELECT id FROM other.facts WHERE n IN (SELECT n FROM chosen))'));
  db.exec('COMMIT');
  const ms = performance.now() - start;
  db.close();
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  return ms;
};

/** How long lists of facts wait for their answer while a merge goes on, in a core in a thread as windows have it. */
const waitsMeanwhile = async (folder: string, ours: string, pack: string): Promise<number[]> => {
  const copy = join(folder, 'watched.bwlib');
  copyFileSync(ours, copy);
  const core = await startCore({ ...optionsIn(folder, 'watcher'), worker: project.coreWorker });
  await core.api.library.open({ file: await core.grant(copy) });
  const found = await outcome(core, (await core.api.merges.preview({ file: await core.grant(pack) })).task);
  if (found.type !== 'preview') throw new Error('There is no preview.');
  const { task } = await core.api.merges.apply({ preview: found.result.preview });
  const waits: number[] = [];
  let isMerging = true;
  const asking = (async () => {
    while (isMerging) {
      waits.push(await timed(() => core.api.facts.list({})));
      await delay(50);
    }
  })();
  await outcome(core, task);
  isMerging = false;
  await asking;
  await core.close();
  rmSync(`${copy}.backups`, { recursive: true, force: true });
  rmSync(copy, { force: true });
  return waits;
};

/** A pack of 100,000 records, merged into a library of 300,000, beside bare SQL. */
export const measureMerge = async (folder: string, runs: number): Promise<Line[]> => {
  const { ours, theirs } = await prepare(folder);
  const sender = coreIn(folder, 'theirs');
  await sender.api.library.open({ file: await sender.grant(theirs) });
  const pack = join(folder, 'big.bwpack');
  let packing = 0;
  packing = await timed(async () => {
    const { task } = await sender.api.packs.start({ choice: { tags: [TAG] }, file: await sender.grant(pack) });
    await outcome(sender, task);
  });
  await sender.close();
  const [previews, merges, again, bare]: [number[], number[], number[], number[]] = [[], [], [], []];
  let told = '';
  for (let run = 0; run < Math.min(runs, 3); run++) {
    const copy = join(folder, `merged-${run}.bwlib`);
    copyFileSync(ours, copy);
    const core = coreIn(folder, `merger-${run}`);
    await core.api.library.open({ file: await core.grant(copy) });
    const file = await core.grant(pack);
    const preview = async (): Promise<string> => {
      const found = await outcome(core, (await core.api.merges.preview({ file })).task);
      if (found.type !== 'preview') throw new Error('There is no preview.');
      const { added, updated, conflicts, unchanged } = found.result;
      told ||= `${added} new, ${updated} changed, ${conflicts} in conflict, ${unchanged} the same`;
      return found.result.preview;
    };
    let id = '';
    previews.push(
      await timed(async () => {
        id = await preview();
      }),
    );
    merges.push(await timed(async () => outcome(core, (await core.api.merges.apply({ preview: id })).task)));
    again.push(
      await timed(async () => {
        id = await preview();
        await outcome(core, (await core.api.merges.apply({ preview: id })).task);
      }),
    );
    await core.close();
    bare.push(bareMerge(folder, ours, theirs));
    rmSync(`${copy}.backups`, { recursive: true, force: true });
    rmSync(copy, { force: true });
  }
  const copy = join(folder, 'merged.bwlib');
  copyFileSync(ours, copy);
  const { megabytes } = await runCommand('merge', copy, pack);
  rmSync(`${copy}.backups`, { recursive: true, force: true });
  rmSync(copy, { force: true });
  const waits = await waitsMeanwhile(folder, ours, pack);
  const ratio = median(merges) / median(bare);
  const ms = (values: readonly number[]): string => `${median(values).toFixed(0)} ms`;
  return [
    { what: 'writing a pack of 100,000 records', value: `${packing.toFixed(0)} ms`, asked: '', met: null },
    { what: `  its preview (${told})`, value: ms(previews), asked: 'under 2,000 ms', met: median(previews) < 2000 },
    { what: '  merging it into 300,000, with the backup before', value: ms(merges), asked: '', met: null },
    { what: '  the same rows by bare INSERT … ON CONFLICT', value: ms(bare), asked: '', met: null },
    { what: '  ours to bare', value: `${ratio.toFixed(1)} ×`, asked: 'at most 8 ×', met: ratio <= 8 },
    {
      what: '  a list of facts meanwhile: p95, longest',
      value: `${percentile(waits, 0.95).toFixed(0)} ms, ${Math.max(...waits).toFixed(0)} ms`,
      asked: '',
      met: null,
    },
    { what: '  merging it again', value: ms(again), asked: 'under 1,000 ms', met: median(again) < 1000 },
    {
      what: '  its peak memory on the command line, without the process that reads the pack',
      value: megabytes === null ? 'not told by this system' : `${megabytes} MB`,
      asked: 'under 300 MB',
      met: megabytes === null ? null : megabytes < 300,
    },
  ];
};
