import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decryptFile, encryptFile } from '#shared/core/merge/packs/encrypt.ts';
import { CommandLine, ended } from '../support/cli.ts';
import type { Run } from '../support/lane.ts';
import { readPack } from '../support/packs.ts';
import { pdfOf } from '../support/pdf-files.ts';

const TITLE = 'Future of Binance in Russia';
/** Little work, since nothing is guessed here. */
const QUICK = { workFactor: 10 };

interface Made {
  readonly file: string;
  readonly bytes: number;
  readonly records: number;
  readonly withheld: number;
}

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.create();
  await cli.json('init', 'sample.bwlib', '--sample');
  await cli.json(
    ...['facts', 'add', 'sample.bwlib', '--statement', 'For few.', '--tlp', 'RED', '--tag', 'few'],
    ...['--subject', 'Somebody'],
  );
});
afterAll(() => cli[Symbol.asyncDispose]());

const pack = (out: string, ...more: string[]) => cli.json<Made>('pack', 'sample.bwlib', '--out', out, ...more);

const expectSentence = ({ stderr, stdout }: Run, ...words: string[]): void => {
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/^briefwright: \S.*[.!?]\n$/);
  expect(stderr).not.toMatch(/ {4}at |Error:|SQLITE_|ENOENT|undefined/);
  for (const word of words) expect(stderr).toContain(word);
};

const noneLeft = async (folder = cli.folder): Promise<void> => {
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  const temporary = cli.path('home/profile/temporary');
  const left = existsSync(temporary) ? await readdir(temporary, { recursive: true, withFileTypes: true }) : [];
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
};

describe('pack', () => {
  test('of everything tells file, bytes, records and what was kept back', async () => {
    const all = await pack('all.bwpack');
    expect(all).toMatchObject({ file: 'all.bwpack', withheld: 0 });
    expect(all.bytes).toBe((await readFile(cli.path('all.bwpack'))).length);
    const read = readPack(cli.path('all.bwpack'));
    expect(all.records).toBe(read.records.size);
    const kept = await pack('green.bwpack', '--max-tlp', 'TLP:GREEN', '--note', 'For you.', '--author', 'Ann');
    expect(kept).toMatchObject({ records: all.records - 1, withheld: 1 });
    const green = readPack(cli.path('green.bwpack'));
    expect(green.meta).toMatchObject({ ceiling: 'GREEN', note: 'For you.', from: 'Ann' });
    expect(green.text).not.toContain('For few.');
    const { stdout } = await cli.run(['pack', 'sample.bwlib', '--out', 'green.bwpack', '--max-tlp', 'green']);
    expect(stdout).toMatch(/^Wrote green\.bwpack \(\d+ records, .*\)\. 1 record kept back/);
    await noneLeft();
  });

  test('of a briefing by its title, of facts by words, tags and subjects', async () => {
    await pack('briefing.bwpack', '--briefing', TITLE);
    const briefing = readPack(cli.path('briefing.bwpack'));
    expect([...briefing.records.values()]).toContain('briefing');
    expect(briefing.text).not.toContain('For few.');
    expect(await pack('query.bwpack', '--query', '"for few"')).toMatchObject({ records: 2 });
    expect(await pack('tag.bwpack', '--tag', 'few')).toMatchObject({ records: 2 });
    expect(await pack('subject.bwpack', '--subject', 'somebody')).toMatchObject({ records: 2 });
    expect(await pack('both.bwpack', '--subject', 'SOMEBODY', '--tag', 'few')).toMatchObject({ records: 2 });
  });

  test('with the same --now has the same bytes; an existing file is replaced', async () => {
    await pack('same.bwpack', '--now', '2025-01-01');
    const first = await readFile(cli.path('same.bwpack'));
    await writeFile(cli.path('same.bwpack'), 'something else');
    await pack('same.bwpack', '--now', '2025-01-01');
    expect(await readFile(cli.path('same.bwpack'))).toEqual(first);
  });

  test('with a passphrase from the first line of a file', async () => {
    await writeFile(cli.path('word.txt'), '\uFEFFcorrect horse\r\nbattery\r\n');
    await pack('secret.bwpack', '--passphrase-file', 'word.txt', '--now', '2025-01-01');
    expect((await readFile(cli.path('secret.bwpack'))).includes('Binance')).toBe(false);
    await decryptFile(cli.path('secret.bwpack'), cli.path('opened.bwpack'), { passphrase: 'correct horse' });
    expect(readPack(cli.path('opened.bwpack')).records.size).toBeGreaterThan(50);
    await noneLeft();
  });
});

describe('a report with a pack', () => {
  const embed = (...more: string[]) =>
    cli.json<{ sha256: string; pack: { records: number; withheld: number; name: string } }>(
      ...['export', 'sample.bwlib', TITLE, '--out', 'report.pdf', '--embed-pack', '--now', '2025-01-01', ...more],
    );

  test('is inspected and merged as the pack by itself is, and named by its receipt', async () => {
    const { pack: carried, sha256 } = await embed();
    const options = ['--briefing', TITLE, '--max-tlp', 'GREEN', '--now', '2025-01-01'];
    expect(await pack('beside.bwpack', ...options)).toMatchObject({ records: carried.records });
    expect((await embed()).sha256).toBe(sha256);
    const found = await cli.json<{ kind: string; records: object }>('inspect', 'report.pdf');
    const beside = await cli.json<{ records: object }>('inspect', 'beside.bwpack');
    expect(found).toEqual({ ...beside, kind: 'pdf' });
    expect((await cli.run(['inspect', 'report.pdf'])).stdout).toMatch(/^report\.pdf is a PDF report with a pack from /);

    await cli.json('init', 'one.bwlib');
    await cli.json('merge', 'one.bwlib', 'report.pdf');
    const digest = await cli.json<{ content: string; history: string }>('digest', 'one.bwlib');
    expect(await cli.json('merge', 'one.bwlib', 'beside.bwpack')).toMatchObject({ added: 0, receipt: null });
    expect(await cli.json('digest', 'one.bwlib')).toEqual(digest);
    const receipts = await cli.json<{ name: string; sha256: string }[]>('merge', 'receipts', 'one.bwlib');
    expect(receipts).toMatchObject([{ name: 'report.pdf', sha256 }]);
    await noneLeft();
  });

  test('is read with the passphrase to which somebody has encrypted it', async () => {
    await pack('to lock.bwpack');
    await encryptFile(cli.path('to lock.bwpack'), cli.path('locked.bwpack'), { passphrase: 'quiet harbour' }, QUICK);
    await writeFile(cli.path('locked.pdf'), pdfOf({ files: [{ bytes: await readFile(cli.path('locked.bwpack')) }] }));
    await writeFile(cli.path('words.txt'), 'quiet harbour\n');
    const open = ['--passphrase-file', 'words.txt'];
    const closed = await cli.run(['inspect', 'locked.pdf']);
    expect(closed.code).toBe(3);
    expect(closed.stdout).toContain('locked.pdf is encrypted; give the passphrase');
    expect(await cli.json('inspect', 'locked.pdf', ...open)).toMatchObject({ kind: 'pdf', safe: true });
    await cli.json('init', 'unlocked.bwlib');
    const refused = await cli.run(['merge', 'unlocked.bwlib', 'locked.pdf']);
    expect(refused.code).toBe(3);
    expectSentence(refused, 'locked.pdf is encrypted; give the passphrase that the sender told you');
    const { facts } = await cli.json<{ facts: number }>('stats', 'sample.bwlib');
    expect(await cli.json('merge', 'unlocked.bwlib', 'locked.pdf', ...open)).toMatchObject({ receipt: 1 });
    expect(await cli.json('stats', 'unlocked.bwlib')).toMatchObject({ facts });
    await noneLeft();
  });

  test('is for PDF; a report without a pack is refused', async () => {
    const usage = await cli.run(['export', 'sample.bwlib', TITLE, '--out', 'report.md', '--embed-pack']);
    expect(usage.code).toBe(2);
    expectSentence(usage, '--embed-pack is for PDF');
    expect(existsSync(cli.path('report.md'))).toBe(false);
    for (const lock of ['--passphrase-file=secret', '--to=age1']) {
      const locked = await cli.run(['export', 'sample.bwlib', TITLE, '--out', 'never.pdf', '--embed-pack', lock]);
      expect(locked.code).toBe(2);
      expectSentence(locked, 'Unknown option', 'See briefwright export --help');
    }
    expect(existsSync(cli.path('never.pdf'))).toBe(false);
    await cli.json('export', 'sample.bwlib', TITLE, '--out', 'bare.pdf');
    const looked = await cli.run(['inspect', 'bare.pdf', '--json']);
    expect(looked.code).toBe(3);
    expect(JSON.parse(looked.stdout)).toMatchObject({ kind: 'pdf', safe: false });
    const merged = await cli.run(['merge', 'sample.bwlib', 'bare.pdf']);
    expect(merged.code).toBe(3);
    expectSentence(merged, 'bare.pdf carries no pack');
    await noneLeft();
  });
});

describe('pack refuses', () => {
  const refused = async (code: number, args: readonly string[], ...words: string[]) => {
    const run = await cli.run(['pack', ...args]);
    expect(run.code, args.join(' ')).toBe(code);
    expectSentence(run, ...words);
    await noneLeft();
  };

  test('what is not there', async () => {
    await refused(2, ['sample.bwlib', '--out', 'x.bwpack', '--briefing', 'No such'], 'No such');
    await refused(2, ['sample.bwlib', '--out', 'x.bwpack', '--subject', 'Nobody'], 'Nobody');
    await refused(2, ['sample.bwlib', '--out', 'x.bwpack', '--tag', 'nowhere'], 'change');
    await refused(3, ['missing.bwlib', '--out', 'x.bwpack'], 'missing.bwlib');
    await refused(3, ['sample.bwlib', '--out', 'x.bwpack', '--passphrase-file', 'gone.txt'], 'gone.txt');
    expect(existsSync(cli.path('x.bwpack'))).toBe(false);
  });

  test('wrong usage', async () => {
    await writeFile(cli.path('empty.txt'), '\nsecond line\n');
    await refused(2, ['sample.bwlib'], '--out');
    await refused(2, ['sample.bwlib', '--out', 'x.bwpack', '--max-tlp', 'SECRET'], 'AMBER+STRICT');
    await refused(2, ['sample.bwlib', '--out', 'x.bwpack', '--passphrase-file', 'empty.txt'], 'empty.txt');
    await refused(2, ['sample.bwlib', '--out', 'x.bwpack', '--tag', 'few', '--max-tlp', 'GREEN'], 'TLP:GREEN');
    expect(existsSync(cli.path('x.bwpack'))).toBe(false);
  });

  test('to take the place of a library', async () => {
    const before = await readFile(cli.path('sample.bwlib'));
    await refused(2, ['sample.bwlib', '--out', 'sample.bwlib'], 'is a library');
    expect(await readFile(cli.path('sample.bwlib'))).toEqual(before);
  });

  test('a place that cannot be written', async () => {
    await writeFile(cli.path('plain-file'), '');
    await mkdir(cli.path('a-folder'));
    for (const out of ['nowhere/share.bwpack', 'a-folder', 'plain-file/share.bwpack'])
      await refused(1, ['sample.bwlib', '--out', out]);
  });

  test('a disk without room: the old file stays whole', async () => {
    await mkdir(cli.path('out'));
    await writeFile(cli.path('out/share.bwpack'), 'the old pack');
    const run = await cli.run(['pack', 'sample.bwlib', '--out', 'out/share.bwpack'], { fileLimit: 64 });
    expect(run.code).toBe(1);
    expectSentence(run);
    expect(await readFile(cli.path('out/share.bwpack'), 'utf8')).toBe('the old pack');
    expect(await readdir(cli.path('out'))).toEqual(['share.bwpack']);
    await noneLeft();
  });
});

test('Ctrl-C in the middle: exit 130, the old file whole, nothing left', async () => {
  const rows = Array.from({ length: 60_000 }, (_, n) => `"Statement number ${n} of a long file",Subject ${n % 100}`);
  await writeFile(cli.path('long.csv'), `statement,subject\n${rows.join('\n')}\n`);
  await cli.json('init', 'long.bwlib');
  await cli.json('import', 'long.bwlib', 'long.csv');
  await writeFile(cli.path('long.bwpack'), 'the old pack');
  const child = cli.start(['pack', 'long.bwlib', '--out', 'long.bwpack']);
  const end = ended(child);
  // The draft lies in the folder for temporary files from the beginning of the task to its end.
  const drafting = async () =>
    (await readdir(cli.path('home'), { recursive: true })).some((name) => name.endsWith('draft'));
  while (!(await drafting()) && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
  child.kill('SIGINT');
  const run = await end;
  expect(run.code).toBe(130);
  expectSentence(run, 'nothing was changed');
  expect(await readFile(cli.path('long.bwpack'), 'utf8')).toBe('the old pack');
  await noneLeft();
});

describe('merge', () => {
  test('a disk without room: nothing is merged, whether for the backup or for what comes in (M15)', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => `"Statement number ${n} of a colleague",Subject ${n % 100}`);
    await writeFile(cli.path('theirs.csv'), `statement,subject\n${rows.join('\n')}\n`);
    await cli.json('init', 'theirs.bwlib');
    await cli.json('import', 'theirs.bwlib', 'theirs.csv');
    await cli.json('init', 'ours.bwlib', '--sample');
    const digest = await cli.json('digest', 'ours.bwlib');
    for (const fileLimit of [200, 1500]) {
      const run = await cli.run(['merge', 'ours.bwlib', 'theirs.bwlib'], { fileLimit });
      // SQLite tells a file that may not grow as a failed write, not as a full disk.
      expect(run.code).toBe(3);
      expectSentence(run);
      expect(await cli.json('digest', 'ours.bwlib')).toEqual(digest);
      expect(await cli.json('verify', 'ours.bwlib')).toMatchObject({ ok: true });
      expect(await cli.json('merge', 'receipts', 'ours.bwlib')).toEqual([]);
    }
    expect(await cli.json('merge', 'ours.bwlib', 'theirs.bwlib')).toMatchObject({ added: 3100 });
    await noneLeft();
  });
});

describe('duplicates', () => {
  test('are listed, joined, listed as joined and separated, each in words and as JSON', async () => {
    await cli.json('init', 'twins.bwlib');
    const add = (statement: string) =>
      cli.json<{ id: string }>('facts', 'add', 'twins.bwlib', '--statement', statement, '--subject', 'Firm');
    const ids = [(await add('Visits fell.')).id, (await add('VISITS  fell')).id];
    const pairs = await cli.json<{ keep: { id: string }; other: { id: string } }[]>(
      'duplicates',
      'list',
      'twins.bwlib',
    );
    expect(pairs).toMatchObject([{ kind: 'fact', by: 'statement' }]);
    const [one, other] = [pairs[0]!.keep.id, pairs[0]!.other.id];
    expect([one, other].sort()).toEqual(ids.sort());
    expect(await cli.json('duplicates', 'join', 'twins.bwlib', one, other, '--reason', 'same')).toEqual({
      keep: one,
      joined: 1,
    });
    const { stdout } = await cli.run(['duplicates', 'list', 'twins.bwlib', '--state', 'joined']);
    expect(stdout).toContain(`fact: ${one}`);
    expect(stdout).toContain('same');
    expect((await cli.json<{ facts: number }>('stats', 'twins.bwlib')).facts).toBe(1);
    const refused = await cli.run(['facts', 'edit', 'twins.bwlib', other, '--status', 'verified']);
    expect(refused.code).not.toBe(0);
    expectSentence(refused, one);
    expect(await cli.json('duplicates', 'separate', 'twins.bwlib', other)).toEqual({ from: one });
    expect((await cli.run(['duplicates', 'list', 'twins.bwlib'])).stdout).toBe('There are no likely duplicates.\n');
    expect(await cli.json('duplicates', 'list', 'twins.bwlib', '--state', 'dismissed')).toHaveLength(1);
  });

  test('a subject that was joined to another goes into a pack by its own name, too', async () => {
    await cli.json('init', 'ports.bwlib');
    const about = async (subject: string) =>
      (await cli.json<{ subject: string }>('facts', 'add', 'ports.bwlib', '--statement', 'X', '--subject', subject))
        .subject;
    const [port, harbour] = [await about('Port'), await about('Harbour')];
    await cli.json('duplicates', 'join', 'ports.bwlib', port, harbour);
    const args = ['pack', 'ports.bwlib', '--out', 'ports.bwpack', '--subject'];
    expect(await cli.json(...args, 'harbour')).toMatchObject({ records: 4 });
  });
});

describe('conflicts', () => {
  test('a marking is set lower than another version says only with a reason, one by one and by a rule', async () => {
    await cli.json('init', 'lowered.bwlib');
    const { id } = await cli.json<{ id: string }>('facts', 'add', 'lowered.bwlib', '--statement', 'It fell');
    await cli.json('init', 'lowering.bwlib');
    await cli.json('merge', 'lowering.bwlib', 'lowered.bwlib');
    await cli.json('facts', 'edit', 'lowered.bwlib', id, '--tlp', 'AMBER');
    await cli.json('facts', 'edit', 'lowering.bwlib', id, '--tlp', 'GREEN');
    await cli.json('merge', 'lowered.bwlib', 'lowering.bwlib');
    const resolve = (...more: string[]) => cli.run(['conflicts', 'resolve', 'lowered.bwlib', ...more]);
    const dry = await resolve('--newest', '--dry-run');
    expect(dry.stdout).toBe('Would settle 1 conflict; 0 left. It would lower 1 marking: give a --reason.\n');
    const many = await resolve('--newest');
    expect(many.code).toBe(2);
    expectSentence(many, 'lower than another version says', '--reason');
    expectSentence(await resolve(id, 'marking', '--value', '"CLEAR"'), '--reason');
    expect((await cli.run(['conflicts', 'show', 'lowered.bwlib', id])).stdout).toMatch(/^fact: It fell\nMarking:\n/);
    expectSentence(await resolve(id, 'Marking', '--value', '"PUCE"'), 'Marking: Choose one of');
    expect(await cli.json('conflicts', 'list', 'lowered.bwlib')).toHaveLength(1);
    expect((await resolve('--newest', '--reason', 'Published since')).stdout).toBe('Settled 1 conflict; 0 left.\n');
    expect(await cli.json('facts', 'show', 'lowered.bwlib', id)).toMatchObject({ marking: 'GREEN' });
  });
});

describe('proposals', () => {
  test('are made, listed, answered and told stale, each in words and as JSON', async () => {
    await cli.json('init', 'proposed.bwlib');
    const { id } = await cli.json<{ id: string }>('facts', 'add', 'proposed.bwlib', '--statement', 'Visits fell');
    const add = (...set: string[]) =>
      cli.json<{ id: string }>('proposals', 'add', 'proposed.bwlib', id, '--set', ...set, '--reason', 'better');
    const one = await add('statement=Visits halved');
    const two = await add('tags=["new"]');
    const { stdout } = await cli.run(['proposals', 'list', 'proposed.bwlib']);
    expect(stdout).toContain('fact: Visits fell');
    expect(await cli.json('proposals', 'accept', 'proposed.bwlib', one.id)).toMatchObject({ state: 'accepted' });
    expect(await cli.json('facts', 'show', 'proposed.bwlib', id)).toMatchObject({ statement: 'Visits halved' });
    const again = await cli.run(['proposals', 'accept', 'proposed.bwlib', one.id]);
    expect(again.code).not.toBe(0);
    expectSentence(again, 'accepted already');
    const declined = await cli.run(['proposals', 'decline', 'proposed.bwlib', two.id, '--answer', 'no need']);
    expect(declined.stdout).toContain('declined');
    expect(declined.stdout).toContain('no need');
    const three = await add('status=verified');
    expect(await cli.json('proposals', 'withdraw', 'proposed.bwlib', three.id)).toMatchObject({ state: 'withdrawn' });
    expect(await cli.json('proposals', 'list', 'proposed.bwlib', '--state', 'open')).toEqual([]);
    const four = await add('statement=Visits rose');
    await cli.json('facts', 'edit', 'proposed.bwlib', id, '--statement', 'Visits stayed');
    expect(await cli.json('proposals', 'show', 'proposed.bwlib', four.id)).toMatchObject({ stale: ['statement'] });
    const stale = await cli.run(['proposals', 'show', 'proposed.bwlib', four.id]);
    expect(stale.stdout).toMatch(
      /proposer saw: "Visits halved"\n +stands now: +"Visits stayed"\n +proposed: +"Visits rose"/,
    );
    expect(stale.stdout).toContain('open; changed since: Statement');
    const dated = await cli.run(['proposals', 'add', 'proposed.bwlib', id, '--set', 'as of=2024-04']);
    expect(dated.stdout).toContain('As of: null to "2024-04"');
    const wrong = await cli.run(['proposals', 'add', 'proposed.bwlib', id]);
    expect(wrong.code).toBe(2);
    await cli.json('pack', 'proposed.bwlib', '--out', 'proposals.bwpack', '--proposals');
    expect([...readPack(cli.path('proposals.bwpack')).records.values()]).toEqual(Array(5).fill('proposal'));
  });
});

describe('changes', () => {
  test('are listed since one looked, shown field by field, and seen, each in words and as JSON', async () => {
    await cli.json('init', 'at home.bwlib');
    const { id } = await cli.json<{ id: string }>('facts', 'add', 'at home.bwlib', '--statement', 'Fell by 43 %');
    await cli.json('init', 'at Ann’s.bwlib');
    await cli.json('merge', 'at Ann’s.bwlib', 'at home.bwlib');
    await cli.json('facts', 'edit', 'at Ann’s.bwlib', id, '--statement', 'Fell by 38 %', '--author', 'Ann');
    await cli.json('merge', 'at home.bwlib', 'at Ann’s.bwlib');
    expect(await cli.json('changes', 'at home.bwlib', '--by', 'Ann', '--kind', 'fact')).toMatchObject({
      ...{ total: 1, mark: 0, newest: 1, authors: [{ author: 'Ann', count: 1 }] },
      items: [{ id, effect: 'updated', fields: ['statement'] }],
    });
    const { stdout } = await cli.run(['changes', 'show', 'at home.bwlib', id]);
    expect(stdout).toMatch(
      /^fact: Fell by 38 %\nAnn, .*receipt 1.*\n {2}Statement: "Fell by 43 %" → "Fell by 38 %"\n$/,
    );
    const partly = await cli.run(['changes', 'at home.bwlib', '--looked', '--by', 'Ann']);
    expect([partly.code, partly.stdout]).toEqual([2, '']);
    const listed = await cli.run(['changes', 'at home.bwlib', '--looked']);
    expect(listed.stdout).toMatch(/^1 record changed by others; you have not looked yet:\nfact: Fell by 38 %\n {4}/);
    expect((await cli.run(['changes', 'at home.bwlib'])).stdout).toBe('Nothing came in since you last looked.\n');
  });
});
