import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CommandLine, ended } from '../support/cli.ts';
import type { Run } from '../support/lane.ts';

const TITLE = 'Future of Binance in Russia';

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.create();
  await cli.json('init', 'sample.bwlib', '--sample');
});
afterAll(() => cli[Symbol.asyncDispose]());

/** One sentence for a person: no stack, no class names, and something to do. */
const expectSentence = ({ stderr }: Run, ...words: string[]): void => {
  const lines = stderr.trim().split('\n');
  expect(lines.length, stderr).toBe(1);
  expect(stderr).not.toMatch(/ {4}at |Error:|SQLITE_|ENOENT|EACCES|undefined/);
  expect(lines[0]).toMatch(/^briefwright: \S.*[.!?]$/);
  for (const word of words) expect(stderr).toContain(word);
};

const digest = (library: string) => cli.json<{ content: string; history: string }>('digest', library);
const isSound = (library: string) => expect(cli.json('verify', library)).resolves.toEqual({ ok: true, problems: [] });

describe('a library that cannot be read', () => {
  const refused = async (library: string, ...words: string[]) => {
    const before = existsSync(cli.path(library)) ? await stat(cli.path(library)) : undefined;
    const stats = await cli.run(['stats', library]);
    expect(stats.code).toBe(3);
    expect(stats.stdout).toBe('');
    expectSentence(stats, ...words);
    const add = await cli.run(['facts', 'add', library, '--statement', 'x']);
    expect(add.code).toBe(3);
    const after = existsSync(cli.path(library)) ? await stat(cli.path(library)) : undefined;
    expect(after?.size).toBe(before?.size);
    expect(after?.mtimeMs).toBe(before?.mtimeMs);
  };

  test('missing', () => refused('missing.bwlib', 'missing.bwlib', 'init'));

  test('a folder', async () => {
    await mkdir(cli.path('folder.bwlib'));
    await refused('folder.bwlib', 'folder');
  });

  test('foreign: text', async () => {
    await writeFile(cli.path('text.bwlib'), 'hello '.repeat(1000));
    await refused('text.bwlib', 'not a Briefwright library');
  });

  test('foreign: empty', async () => {
    await writeFile(cli.path('nothing.bwlib'), '');
    await refused('nothing.bwlib', 'not a Briefwright library');
  });

  test('foreign: a database of another program', async () => {
    const db = new Database(cli.path('other.bwlib'));
    db.exec('CREATE TABLE facts (id)');
    db.close();
    await refused('other.bwlib', 'another program');
  });

  test('truncated', async () => {
    await copyFile(cli.path('sample.bwlib'), cli.path('short.bwlib'));
    await truncate(cli.path('short.bwlib'), 50_000);
    await refused('short.bwlib', 'cut short', 'restore');
  });

  test('newer', async () => {
    const bytes = await readFile(cli.path('sample.bwlib'));
    bytes.writeUInt32BE(9999, 60);
    await writeFile(cli.path('newer.bwlib'), bytes);
    await refused('newer.bwlib', 'newer version', 'update');
  });

  test('damaged inside: verify finds it', async () => {
    const bytes = await readFile(cli.path('sample.bwlib'));
    bytes.fill(0xff, 4096 * 3, 4096 * 40);
    await writeFile(cli.path('damaged.bwlib'), bytes);
    const run = await cli.run(['verify', 'damaged.bwlib']);
    expect([1, 3]).toContain(run.code);
    expect(run.stdout + run.stderr).toMatch(/damaged/i);
    expect(run.stderr).not.toContain('    at ');
  });
});

describe('a library that cannot be written', () => {
  test('read-only: reading works, writing is refused, nothing changes', async () => {
    await copyFile(cli.path('sample.bwlib'), cli.path('protected.bwlib'));
    await chmod(cli.path('protected.bwlib'), 0o444);
    const before = await readFile(cli.path('protected.bwlib'));
    const stats = await cli.run(['stats', 'protected.bwlib', '--json']);
    expect(stats.code).toBe(0);
    expect(stats.stderr).toContain('read');
    const add = await cli.run(['facts', 'add', 'protected.bwlib', '--statement', 'x']);
    expect(add.code).toBe(3);
    expect(add.stderr.trim().split('\n').at(-1)).toMatch(/^briefwright: .*copy/);
    await writeFile(cli.path('one.csv'), 'statement\nOne\n');
    expect((await cli.run(['import', 'protected.bwlib', 'one.csv'])).code).toBe(3);
    expect(await readFile(cli.path('protected.bwlib'))).toEqual(before);
  });

  test('locked: reading works; writing waits, then says that another program writes', async () => {
    await copyFile(cli.path('sample.bwlib'), cli.path('locked.bwlib'));
    const before = await digest('locked.bwlib');
    const other = new Database(cli.path('locked.bwlib'));
    try {
      other.exec('BEGIN IMMEDIATE');
      expect((await cli.run(['stats', 'locked.bwlib'])).code).toBe(0);
      const add = await cli.run(['facts', 'add', 'locked.bwlib', '--statement', 'x']);
      expect(add.code).toBe(3);
      expectSentence(add, 'is writing', 'try again');
      other.exec('ROLLBACK');
    } finally {
      other.close();
    }
    expect(await digest('locked.bwlib')).toEqual(before);
    await isSound('locked.bwlib');
    expect((await cli.run(['facts', 'add', 'locked.bwlib', '--statement', 'x'])).code).toBe(0);
  });

  test('full: an import that finds no room changes nothing', async () => {
    await copyFile(cli.path('sample.bwlib'), cli.path('full.bwlib'));
    const before = await digest('full.bwlib');
    await writeFile(
      cli.path('many.csv'),
      `statement\n${Array.from({ length: 20_000 }, (_, n) => `Statement ${n}\n`).join('')}`,
    );
    const run = await cli.run(['import', 'full.bwlib', 'many.csv'], { fileLimit: 2000 });
    expect(run.code).not.toBe(0);
    expectSentence(run);
    expect(await digest('full.bwlib')).toEqual(before);
    await isSound('full.bwlib');
  });

  test('init does not touch a file that is there', async () => {
    const before = await digest('sample.bwlib');
    const run = await cli.run(['init', 'sample.bwlib']);
    expect(run.code).toBe(2);
    expectSentence(run, 'sample.bwlib');
    expect(await digest('sample.bwlib')).toEqual(before);
  });

  test('init into a folder that is not there', async () => {
    const run = await cli.run(['init', 'nowhere/new.bwlib']);
    expect(run.code).not.toBe(0);
    expectSentence(run);
  });

  test('restore does not replace a library, and refuses what is none', async () => {
    const before = await digest('sample.bwlib');
    const over = await cli.run(['restore', 'sample.bwlib', '--to', 'sample.bwlib']);
    expect(over.code).toBe(2);
    expectSentence(over, 'there already');
    const missing = await cli.run(['restore', 'gone.bwlib', '--to', 'back.bwlib']);
    expect(missing.code).toBe(3);
    await writeFile(cli.path('text.bwlib'), 'x'.repeat(5000));
    expect((await cli.run(['restore', 'text.bwlib', '--to', 'back.bwlib'])).code).toBe(3);
    expect(existsSync(cli.path('back.bwlib'))).toBe(false);
    expect(await digest('sample.bwlib')).toEqual(before);
  });
});

describe('an import', () => {
  beforeEach(async () => {
    await copyFile(cli.path('sample.bwlib'), cli.path('import.bwlib'));
    await writeFile(
      cli.path('mixed.csv'),
      [
        'statement,as_of,reliability,source_title,tlp,value',
        'Good one.,2024,B,A source,GREEN,12',
        ',2024,,,,',
        'Bad date.,2024-13,,,,',
        'Bad grade.,2024,G,A source,,',
        'Bad marking.,2024,,,SECRET,',
        'Bad number.,2024,,,,twelve',
        'Too many.,2024,,,,,,,',
        '"Open quote.,2024,,,,',
        'Good two.,2024,,,,',
        '',
      ].join('\n'),
    );
  });

  test('with bad lines: each is told with line and reason, the rest is imported, exit 1', async () => {
    const run = await cli.run(['import', 'import.bwlib', 'mixed.csv', '--json']);
    expect(run.code).toBe(1);
    const result = JSON.parse(run.stdout) as {
      added: Record<string, number>;
      rejected: { file: string; line: number; reason: string }[];
    };
    expect(result).toMatchObject({
      added: { facts: 2, sources: 1, notes: 0, subjects: 0 },
      updated: 0,
      unchanged: 0,
      duplicates: 0,
      notCarried: [],
    });
    expect(result.rejected.map(({ file, line }) => `${file}:${line}`)).toEqual(
      [3, 4, 5, 6, 7, 8, 9].map((line) => `mixed.csv:${line}`),
    );
    for (const { reason } of result.rejected) expect(reason).toMatch(/[.]$/);
    expect(await cli.json('facts', 'list', 'import.bwlib', '--query', 'Good')).toHaveLength(2);
    await isSound('import.bwlib');
  });

  test('--strict writes nothing when a line is bad, and --dry-run never', async () => {
    const before = await digest('import.bwlib');
    const strict = await cli.run(['import', 'import.bwlib', 'mixed.csv', '--strict', '--json']);
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.stdout)).toMatchObject({ dry: true, added: { facts: 2 } });
    const dry = await cli.run(['import', 'import.bwlib', 'mixed.csv', '--dry-run', '--json']);
    expect(dry.code).toBe(1);
    expect(await digest('import.bwlib')).toEqual(before);
    await isSound('import.bwlib');
  });

  test('the same file again adds nothing', async () => {
    await cli.run(['import', 'import.bwlib', 'mixed.csv']);
    const again = await cli.run(['import', 'import.bwlib', 'mixed.csv', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ added: { facts: 0, sources: 0 }, duplicates: 2 });
  });

  test('several files, JSON Lines among them, are one step', async () => {
    await writeFile(
      cli.path('more.jsonl'),
      '{"statement":"From JSON.","tags":["a"],"note":"Look again.","Region":"North"}\n',
    );
    await writeFile(cli.path('plain.csv'), 'Claim\nFrom CSV.\n');
    const result = await cli.json<object>(
      'import',
      'import.bwlib',
      'more.jsonl',
      'plain.csv',
      '--map',
      'Claim=statement',
    );
    expect(result).toMatchObject({ added: { facts: 2, notes: 1 } });
    const [fact] = await cli.json<{ id: string }[]>('facts', 'list', 'import.bwlib', '--query', 'JSON');
    expect(await cli.json('facts', 'show', 'import.bwlib', fact?.id ?? '')).toMatchObject({
      tags: ['a'],
      custom: { Region: 'North' },
    });
  });

  test('a missing file, a folder, an unknown format: nothing of any file is imported', async () => {
    const before = await digest('import.bwlib');
    await writeFile(cli.path('good.csv'), 'statement\nGood.\n');
    await writeFile(cli.path('data.xlsx'), 'statement\nGood.\n');
    for (const [file, code, word] of [
      ['gone.csv', 3, 'gone.csv'],
      ['home', 3, 'home'],
      ['data.xlsx', 2, '--format'],
    ] as const) {
      const run = await cli.run(['import', 'import.bwlib', 'good.csv', file]);
      expect(run.code, file).toBe(code);
      expectSentence(run, word);
    }
    expect(await digest('import.bwlib')).toEqual(before);
  });

  test('an empty file and one without header are one sentence each', async () => {
    await writeFile(cli.path('empty.csv'), '');
    await writeFile(cli.path('headless.csv'), 'a,b\n1,2\n');
    const run = await cli.run(['import', 'import.bwlib', 'empty.csv', 'headless.csv', '--json']);
    expect(run.code).toBe(1);
    const { rejected } = JSON.parse(run.stdout) as { rejected: { file: string; reason: string }[] };
    expect(rejected).toEqual([
      { file: 'empty.csv', line: 1, reason: expect.stringContaining('empty') },
      { file: 'headless.csv', line: 1, reason: expect.stringContaining('--map') },
    ]);
  });

  test('Ctrl-C in the middle: exit 130, nothing changed, the library sound', async () => {
    const before = await digest('import.bwlib');
    const rows = Array.from(
      { length: 60_000 },
      (_, n) => `"Statement number ${n} of a long file",Subject ${n % 100},2024,a;b`,
    );
    await writeFile(cli.path('long.csv'), `statement,subject,as_of,tags\n${rows.join('\n')}\n`);
    const child = cli.start(['import', 'import.bwlib', 'long.csv']);
    const end = ended(child);
    // The writer's file stands there from the beginning of the transaction to its end.
    while (!existsSync(cli.path('import.bwlib-writer')) && child.exitCode === null)
      await new Promise((done) => setTimeout(done, 5));
    child.kill('SIGINT');
    const run = await end;
    expect(run.code).toBe(130);
    expect(run.stdout).toBe('');
    expectSentence(run, 'nothing was changed');
    expect(await digest('import.bwlib')).toEqual(before);
    await isSound('import.bwlib');
    expect((await readdir(cli.folder)).filter((name) => /^import\.bwlib-writer|\.tmp$/.test(name))).toEqual([]);
  });

  test('killed in the middle: nothing changed, the library sound', async () => {
    const before = await digest('import.bwlib');
    const rows = Array.from({ length: 60_000 }, (_, n) => `"Statement number ${n} of a long file",Subject ${n % 100}`);
    await writeFile(cli.path('long.csv'), `statement,subject\n${rows.join('\n')}\n`);
    const child = cli.start(['import', 'import.bwlib', 'long.csv']);
    const end = ended(child);
    while (!existsSync(cli.path('import.bwlib-writer')) && child.exitCode === null)
      await new Promise((done) => setTimeout(done, 5));
    await new Promise((done) => setTimeout(done, 50));
    child.kill('SIGKILL');
    await end;
    expect(await digest('import.bwlib')).toEqual(before);
    await isSound('import.bwlib');
    expect((await cli.run(['facts', 'add', 'import.bwlib', '--statement', 'x'])).code).toBe(0);
  });
});

describe('an output that cannot be written', () => {
  const exportTo = (out: string, options = {}) => cli.run(['export', 'sample.bwlib', TITLE, '--out', out], options);

  test('into a folder that is not there, onto a folder, below a file', async () => {
    await writeFile(cli.path('file'), '');
    for (const out of ['nowhere/report.pdf', '.', 'file/report.pdf']) {
      const run = await exportTo(out);
      expect(run.code, out).toBe(1);
      expectSentence(run);
    }
  });

  test.each(['sample.bwlib', 'sample.bwlib-wal', 'linked.pdf', 'other-name.pdf'])(
    'a library is never replaced by a report: %s',
    async (out) => {
      await rm(cli.path('linked.pdf'), { force: true });
      await rm(cli.path('other-name.pdf'), { force: true });
      await symlink(cli.path('sample.bwlib'), cli.path('linked.pdf'));
      await link(cli.path('sample.bwlib'), cli.path('other-name.pdf'));
      if (out.endsWith('-wal')) await writeFile(cli.path(out), '');
      const before = await digest('sample.bwlib');
      const run = await cli.run(['export', 'sample.bwlib', TITLE, '--out', out, '--format', 'pdf']);
      expect(run.code).toBe(2);
      expectSentence(run, 'library', 'another name');
      expect(await digest('sample.bwlib')).toEqual(before);
      await isSound('sample.bwlib');
    },
  );

  test('onto the library itself: nothing is written, exit 2', async () => {
    const before = await digest('sample.bwlib');
    const run = await cli.run(['export', 'sample.bwlib', TITLE, '--out', 'sample.bwlib', '--format', 'pdf']);
    expect(run.code).toBe(2);
    expectSentence(run, 'sample.bwlib', 'another name');
    const template = await cli.run(['templates', 'export', 'sample.bwlib', 'one-page-note', '--out', 'sample.bwlib']);
    expect(template.code).toBe(2);
    expectSentence(template, 'sample.bwlib');
    const backup = await cli.run(['backup', 'sample.bwlib', '--to', 'sample.bwlib']);
    expect(backup.code).toBe(2);
    expectSentence(backup, 'sample.bwlib is a file');
    expect(await digest('sample.bwlib')).toEqual(before);
  });

  test.skipIf(!existsSync('/proc'))('where nothing can be written: one true sentence, exit 1', async () => {
    await cli.json('backup', 'sample.bwlib', '--to', 'kept');
    for (const [args, ...words] of [
      [['init', '/proc/x.bwlib'], 'x.bwlib cannot be written there'],
      [['init', '/nonexistent/a/b.bwlib'], 'b.bwlib cannot be written', 'folder does not exist'],
      [['restore', 'sample.bwlib', '--to', '/proc/x.bwlib'], 'x.bwlib cannot be written there'],
      [['restore', 'sample.bwlib', '--to', 'nowhere/x.bwlib'], 'folder does not exist'],
      [['backup', 'sample.bwlib', '--to', '/proc'], 'cannot be written there'],
      [['backup', 'sample.bwlib', '--to', '/proc/x'], 'x cannot be written there'],
      [['export', 'sample.bwlib', TITLE, '--out', '/proc/x.md'], 'x.md cannot be written there'],
      [['templates', 'export', 'sample.bwlib', 'one-page-note', '--out', '/proc/x.json'], 'cannot be written there'],
    ] as const) {
      const run = await cli.run(args);
      expect(run.code, args.join(' ')).toBe(1);
      expectSentence(run, ...words);
    }
  });

  test('with no room: the old file stays whole, and nothing is left beside it', async () => {
    await mkdir(cli.path('out'));
    await writeFile(cli.path('out/report.pdf'), 'the old report');
    const run = await exportTo('out/report.pdf', { fileLimit: 64 });
    expect(run.code).toBe(1);
    expectSentence(run);
    expect(await readFile(cli.path('out/report.pdf'), 'utf8')).toBe('the old report');
    expect(await readdir(cli.path('out'))).toEqual(['report.pdf']);
    await isSound('sample.bwlib');
  });
});

describe('wrong usage', () => {
  const wrong = async (args: readonly string[], ...words: string[]) => {
    const run = await cli.run(args);
    expect(run.code, args.join(' ')).toBe(2);
    expect(run.stdout).toBe('');
    expectSentence(run, ...words);
  };
  const add = ['facts', 'add', 'sample.bwlib', '--statement', 'x'];

  test.each<[string, string[], string]>([
    ['a month that is none', ['--as-of', '2024-13'], '--as-of'],
    ['a written date', ['--as-of', 'April'], '2024-04'],
    ['a review month', ['--review-by', '2024-04'], '--review-by'],
    ['reliability G', ['--source', 's', '--reliability', 'G'], '--reliability'],
    ['credibility 0', ['--source', 's', '--credibility', '0'], '--credibility'],
    ['an unknown marking', ['--tlp', 'SECRET'], 'AMBER+STRICT'],
    ['an unknown status', ['--status', 'true'], 'unverified'],
    ['words for a number', ['--value', 'many'], '--value'],
    ['a unit alone', ['--unit', 'kg'], '--value'],
    ['a grade without source', ['--reliability', 'B'], '--source'],
    ['an address that is none', ['--url', 'javascript:alert(1)'], 'https://'],
    ['a statement that is too long', ['--statement', 'x'.repeat(2001)], '2,000'],
    ['an empty statement', ['--statement', ' '], 'statement'],
    ['an unknown option', ['--colour', 'red'], '--colour'],
    ['a present that is none', ['--now', 'yesterday'], '--now'],
  ])('%s', async (_case, more, word) => {
    const before = await digest('sample.bwlib');
    await wrong([...add, ...more], word);
    expect(await digest('sample.bwlib')).toEqual(before);
  });

  test('what is not there', async () => {
    const unknown = '01890000-0000-7000-8000-000000000000';
    await wrong(['templates', 'show', 'sample.bwlib', 'no-such-template'], 'no-such-template');
    await wrong(
      ['briefings', 'create', 'sample.bwlib', '--template', 'no-such-template', '--title', 'T'],
      'no-such-template',
    );
    await wrong(['export', 'sample.bwlib', 'No such briefing', '--out', 'x.pdf'], 'No such briefing');
    await wrong(['facts', 'show', 'sample.bwlib', unknown], unknown);
    await wrong(['facts', 'show', 'sample.bwlib', 'abc'], 'briefwright: “abc” is not the id of a record');
    await wrong(['facts', 'retire', 'sample.bwlib', 'nope'], 'briefwright: “nope” is not the id of a record');
  });

  test('a report with an unknown ending, unless the format is said', async () => {
    for (const out of ['x.docx', 'x.foo']) {
      await wrong(['export', 'sample.bwlib', TITLE, '--out', out], '.pdf', '--format');
      expect(existsSync(cli.path(out))).toBe(false);
    }
    const said = ['export', 'sample.bwlib', TITLE, '--format', 'json', '--out', 'x.foo'];
    expect((await cli.run(said)).code).toBe(0);
    expect(JSON.parse(await readFile(cli.path('x.foo'), 'utf8'))).toMatchObject({ title: TITLE });
    expect((await cli.run(['export', 'sample.bwlib', TITLE, '--out', 'bare'])).code).toBe(0);
    expect((await readFile(cli.path('bare'))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('a map of a column or to a field that does not exist', async () => {
    await writeFile(cli.path('bad.csv'), 'statement,Region\nOne.,North\n');
    const before = await digest('sample.bwlib');
    for (const more of [[], ['--dry-run']]) {
      await wrong(
        ['import', 'sample.bwlib', 'bad.csv', '--map', 'statment=statement', ...more],
        'There is no column statment in bad.csv; it has: statement, Region.',
      );
      await wrong(
        ['import', 'sample.bwlib', 'bad.csv', '--map', 'Region=bar', ...more],
        'There is no field bar; fields are: statement, subject,',
      );
    }
    expect(await digest('sample.bwlib')).toEqual(before);
  });

  test('a wrong command, no command, missing and needless arguments', async () => {
    await wrong(['fact'], 'facts');
    await wrong(['stats'], 'library');
    await wrong(['stats', 'sample.bwlib', 'more'], 'stats');
    await wrong(['export', 'sample.bwlib', TITLE], '--out');
    await wrong(['search', 'sample.bwlib', 'x', '--limit', '0'], '--limit');
    await wrong(['search', 'sample.bwlib', 'x', '--in', 'dreams'], '--in');
    await wrong(['search', 'sample.bwlib', '-x', '--colour', 'red'], '--colour');
    await wrong(['search', 'sample.bwlib', 'foo:bar'], 'no field foo', 'subject');
    await wrong(['search', 'sample.bwlib', '((('], 'no word');
    await wrong(['facts', 'edit', 'sample.bwlib', '01890000-0000-7000-8000-000000000000'], '--status');
    const bare = await cli.run([]);
    expect(bare.code).toBe(2);
    expect(bare.stderr).toContain('Usage: briefwright');
  });

  test('--debug shows what happened inside, and only --debug', async () => {
    expect((await cli.run(['stats', 'missing.bwlib', '--debug'])).stderr).toContain('    at ');
    expect((await cli.run(['stats', 'missing.bwlib'])).stderr).not.toContain('    at ');
    // What failed inside a task, too: here a folder stands where the file would go.
    await mkdir(cli.path('taken.md'));
    const out = ['export', 'sample.bwlib', 'Future of Binance in Russia', '--format', 'markdown', '--out', 'taken.md'];
    expect((await cli.run([...out, '--debug'])).stderr).toMatch(/^briefwright: task export\nError: E\w+: .*rename/);
    expect((await cli.run(out)).stderr).toMatch(/^briefwright: taken\.md cannot be written there; .*\n$/);
  });
});

test.each([
  [0, ['stats', 'sample.bwlib']],
  [1, ['export', 'sample.bwlib', TITLE, '--out', 'nowhere/report.pdf']],
  [2, ['stats']],
  [3, ['stats', 'missing.bwlib']],
])('a process of its own ends with %i and says what others of these tests get', async (code, args) => {
  const alone = await cli.run(args, { alone: true });
  expect(alone.code).toBe(code);
  expect(alone).toEqual(await cli.run(args, { alone: false }));
});

test('a reader that has seen enough, such as head, is no problem', async () => {
  // More than a pipe holds, so that the command is still writing when the reader leaves.
  await cli.json('init', 'many.bwlib');
  const rows = Array.from({ length: 2000 }, (_, n) => `Statement ${n}`);
  await writeFile(cli.path('rows.csv'), `statement\n${rows.join('\n')}\n`);
  await cli.json('import', 'many.bwlib', 'rows.csv');
  const child = cli.start(['facts', 'list', 'many.bwlib', '--jsonl']);
  child.stdout?.once('data', () => child.stdout?.destroy());
  const run = await ended(child);
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
});

test('control characters of imported text do not reach the terminal', async () => {
  await cli.json('init', 'hostile.bwlib');
  await cli.json('facts', 'add', 'hostile.bwlib', '--statement', 'Clear \u001b[2J the screen');
  const { stdout } = await cli.run(['facts', 'list', 'hostile.bwlib']);
  expect(stdout).toContain('the screen');
  expect(stdout).not.toContain('\u001b');
});
