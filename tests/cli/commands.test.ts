import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLine } from '../support/cli.ts';

interface Fact {
  readonly id: string;
  readonly revision: string;
  readonly statement: string;
  readonly status: string;
  readonly quantity: { readonly value: string } | null;
  readonly retired: boolean;
  readonly tags: string[];
  readonly evidence: { readonly credibility: number; readonly sourceRecord: { readonly title: string } }[];
  readonly history: { readonly op: string; readonly author: string; readonly reason: string }[];
}

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.create();
  await cli.json('init', 'sample.bwlib', '--sample');
  await cli.json('init', 'own.bwlib');
});
afterAll(() => cli[Symbol.asyncDispose]());

const addFact = (statement: string, ...more: string[]) =>
  cli.json<Fact>('facts', 'add', 'own.bwlib', '--statement', statement, ...more);

describe('libraries', () => {
  test('init tells what is in the new library, with and without the sample', async () => {
    expect(await cli.json('init', 'empty.bwlib')).toEqual({
      library: 'empty.bwlib',
      facts: 0,
      sources: 0,
      notes: 0,
      briefings: 0,
    });
    const sample = await cli.json<Record<string, number>>('init', 'full.bwlib', '--sample');
    expect(sample).toMatchObject({ sources: 1, briefings: 1 });
    expect(sample.facts).toBeGreaterThan(15);
  });

  test('stats has every documented number', async () => {
    const stats = await cli.json<Record<string, number>>('stats', 'sample.bwlib');
    for (const name of [
      'facts',
      'sources',
      'notes',
      'subjects',
      'briefings',
      'editions',
      'conflicts',
      'bytes',
      'schemaVersion',
    ]) {
      expect(stats[name], name).toBeTypeOf('number');
    }
  });

  test('digest is 64 hex digits twice, and the same each time', async () => {
    const digest = await cli.json<{ content: string; history: string }>('digest', 'sample.bwlib');
    expect(digest.content).toMatch(/^[0-9a-f]{64}$/);
    expect(digest.history).toMatch(/^[0-9a-f]{64}$/);
    expect(await cli.json('digest', 'sample.bwlib')).toEqual(digest);
  });

  test('a backup, beside the library or in a folder, restores to the same content', async () => {
    const digest = await cli.json('digest', 'sample.bwlib');
    const beside = await cli.json<{ file: string; sha256: string }>('backup', 'sample.bwlib');
    const inFolder = await cli.json<{ file: string; sha256: string }>('backup', 'sample.bwlib', '--to', 'copies');
    for (const [index, { file, sha256 }] of [beside, inFolder].entries()) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      await cli.json('restore', file, '--to', `restored-${index}.bwlib`);
      expect(await cli.json('digest', `restored-${index}.bwlib`)).toEqual(digest);
      expect(await cli.json('verify', `restored-${index}.bwlib`)).toEqual({ ok: true, problems: [] });
    }
  });
});

describe('facts', () => {
  test('add keeps statement, source, grades and author', async () => {
    const fact = await addFact(
      'The channel has over 130,000 subscribers.',
      ...['--subject', 'Binance', '--value', '>130,000', '--unit', 'subscribers', '--as-of', '2024', '--tlp', 'green'],
      ...['--source', 'An article', '--url', 'https://example.org/a', '--reliability', 'B', '--credibility', '2'],
      ...['--quote', 'over 130,000', '--tag', 'reach', 'telegram', '--author', 'Ann', '--now', '2024-05-01'],
    );
    expect(fact).toMatchObject({
      statement: 'The channel has over 130,000 subscribers.',
      subjectName: 'Binance',
      quantity: { value: '130000', unit: 'subscribers', qualifier: 'over' },
      asOf: '2024',
      marking: 'GREEN',
      tags: ['reach', 'telegram'],
      createdAt: Date.parse('2024-05-01'),
      evidence: [{ credibility: 2, quote: 'over 130,000', sourceRecord: { title: 'An article', reliability: 'B' } }],
      history: [{ op: 'create', author: 'Ann' }],
    });
    expect(fact.revision).toMatch(/^[0-9a-f]{32}:\d+$/);
  });

  test('one life: edit, tag, retire, restore, each in the history with its reason', async () => {
    const { id } = await addFact('A claim.');
    const edited = await cli.json<Fact>(
      'facts',
      'edit',
      'own.bwlib',
      id,
      '--status',
      'verified',
      '--as-of',
      '2024-04',
      '--reason',
      'checked',
    );
    expect(edited).toMatchObject({ status: 'verified', asOf: '2024-04' });
    const emptied = await cli.json<Fact>('facts', 'edit', 'own.bwlib', id, '--as-of', '', '--seen', edited.revision);
    expect(emptied).toMatchObject({ asOf: null, status: 'verified' });
    const late = await cli.run(['facts', 'edit', 'own.bwlib', id, '--as-of', '2023', '--seen', edited.revision]);
    expect(late.code).toBe(1);
    expect(late.stderr).toContain('“As of” of this fact was changed in the meantime');
    expect(await cli.json('facts', 'tag', 'own.bwlib', id, '--add', 'one', 'two')).toEqual({ changed: 1 });
    expect(await cli.json('facts', 'tag', 'own.bwlib', id, '--remove', 'two')).toEqual({ changed: 1 });
    const retired = await cli.json<Fact>('facts', 'retire', 'own.bwlib', id, '--reason', 'wrong');
    expect(retired).toMatchObject({ retired: true, tags: ['one'] });
    const restored = await cli.json<Fact>('facts', 'restore', 'own.bwlib', id);
    expect(restored.retired).toBe(false);
    const history = await cli.json<Fact['history']>('facts', 'history', 'own.bwlib', id);
    expect(history.map(({ op, reason }) => `${op} ${reason}`.trim())).toEqual([
      'restore',
      'retire wrong',
      'edit',
      'edit',
      'edit',
      'edit checked',
      'create',
    ]);
    expect(await cli.json('facts', 'show', 'own.bwlib', id)).toEqual(restored);
  });

  test('list filters, sorts and limits; --jsonl gives one fact a line', async () => {
    await addFact('Sorted beta.', '--tag', 'sorted', '--subject', 'Sorting');
    await addFact('Sorted alpha.', '--tag', 'sorted', '--subject', 'Sorting');
    const list = (...args: string[]) => cli.json<Fact[]>('facts', 'list', 'own.bwlib', ...args);
    const statements = (facts: readonly Fact[]) => facts.map(({ statement }) => statement);
    expect(statements(await list('--tag', 'sorted', '--sort', 'statement'))).toEqual(['Sorted alpha.', 'Sorted beta.']);
    expect(
      statements(await list('--subject', 'sorting', '--sort', 'statement', '--descending', '--limit', '1')),
    ).toEqual(['Sorted beta.']);
    expect(statements(await list('--query', 'alph*'))).toEqual(['Sorted alpha.']);
    const { stdout } = await cli.run(['facts', 'list', 'own.bwlib', '--tag', 'sorted', '--jsonl']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as Fact).tags),
    ).toEqual([['sorted'], ['sorted']]);
  });

  test('impact and stale follow an edit of a cited fact', async () => {
    const before = await cli.json<unknown[]>('briefings', 'stale', 'sample.bwlib');
    expect(before).toEqual([]);
    const facts = await cli.json<Fact[]>('facts', 'list', 'sample.bwlib', '--query', 'Telegram');
    const fact = facts.find(({ quantity }) => quantity?.value === '130000');
    const impact = await cli.json<{ briefing: string; words: string }[]>(
      'facts',
      'impact',
      'sample.bwlib',
      fact?.id ?? '',
    );
    expect(impact.length).toBeGreaterThan(0);
    await cli.json(
      'facts',
      'edit',
      'sample.bwlib',
      fact?.id ?? '',
      '--statement',
      'The channel has over 140,000 subscribers.',
    );
    const stale = await cli.json<Record<string, string>[]>('briefings', 'stale', 'sample.bwlib');
    expect(stale.length).toBe(impact.length);
    for (const field of ['briefing', 'section', 'block', 'fact', 'pinned', 'current'])
      expect(stale[0]).toHaveProperty(field);
    expect(stale[0]?.fact).toBe(fact?.id);
  });
});

describe('search', () => {
  test('takes a word that is not wanted, before, between and after options', async () => {
    const find = (...args: string[]) => cli.json<{ total: number; hits: { title: string }[] }>('search', ...args);
    const without = await find('sample.bwlib', '-Vienna', '--in', 'facts', '--limit', '1000');
    expect(without).toEqual({
      ...(await find('--limit', '1000', '--in', 'facts', 'sample.bwlib', '-Vienna')),
      ms: expect.any(Number),
    });
    expect(without.total).toBeGreaterThan(20);
    const less = await find('sample.bwlib', '--limit', '1000', '-visits');
    expect(less.total).toBeLessThan(without.total);
    expect(less.hits.some(({ title }) => /visits/i.test(title))).toBe(false);
    const both = await find('sample.bwlib', '-x visits');
    expect(both.total).toBeGreaterThan(0);
    const help = await cli.run(['search', '-h']);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('-not');
  });

  test('finds with ranking and tells total and time', async () => {
    const found = await cli.json<{ total: number; hits: Record<string, unknown>[]; ms: number }>(
      'search',
      'sample.bwlib',
      'telegram',
      '--in',
      'facts,notes',
    );
    expect(found.total).toBeGreaterThan(0);
    expect(found.hits.every(({ kind }) => kind === 'fact' || kind === 'note')).toBe(true);
    expect(Object.keys(found.hits[0] ?? {}).sort()).toEqual(['id', 'kind', 'score', 'snippet', 'title']);
    expect(found.ms).toBeTypeOf('number');
  });

  test('--jsonl prints the hits, one a line; --limit bounds them', async () => {
    const { stdout } = await cli.run(['search', 'sample.bwlib', 'binance', '--limit', '2', '--jsonl']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => typeof (JSON.parse(line) as { id: string }).id),
    ).toEqual(['string', 'string']);
  });
});

describe('templates', () => {
  test('are listed and shown', async () => {
    const list = await cli.json<{ key: string }[]>('templates', 'list', 'own.bwlib');
    expect(list.map(({ key }) => key)).toContain('situation-report');
    expect(await cli.json('templates', 'show', 'own.bwlib', 'situation-report')).toMatchObject({
      key: 'situation-report',
      sections: expect.any(Array),
    });
  });

  test('go out to a file, are checked, and come back', async () => {
    expect(await cli.json('templates', 'export', 'own.bwlib', 'one-page-note', '--out', 'note.json')).toMatchObject({
      file: 'note.json',
    });
    expect(await cli.json('templates', 'check', 'own.bwlib', 'note.json')).toMatchObject({ ok: true });
    const own = {
      ...(JSON.parse(await readFile(cli.path('note.json'), 'utf8')) as object),
      key: 'house-note',
      title: 'House note',
    };
    await writeFile(cli.path('house.json'), JSON.stringify(own));
    expect(await cli.json('templates', 'import', 'own.bwlib', 'house.json')).toMatchObject({
      key: 'house-note',
      title: 'House note',
    });
  });

  test('check says what is wrong, with exit 1', async () => {
    await writeFile(cli.path('broken.json'), '{"title":"","sections":[]}');
    const { code, stdout } = await cli.run(['templates', 'check', 'own.bwlib', 'broken.json', '--json']);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as { problems: string[] }).problems.length).toBeGreaterThan(0);
  });
});

describe('briefings', () => {
  test('are made from a template, filled, shown, listed and checked', async () => {
    const made = await cli.json<{ id: string; title: string; sections: { blocks: unknown[] }[] }>(
      ...[
        'briefings',
        'create',
        'sample.bwlib',
        '--template',
        'situation-report',
        '--title',
        'Weekly report',
        '--fill',
      ],
      ...['--customer', 'The desk', '--date', '2024-05-01', '--page', 'letter', '--tlp', 'AMBER'],
    );
    expect(made).toMatchObject({
      title: 'Weekly report',
      customer: 'The desk',
      date: '2024-05-01',
      page: 'Letter',
      marking: 'AMBER',
    });
    expect(await cli.json('briefings', 'show', 'sample.bwlib', 'Weekly report')).toMatchObject({ id: made.id });
    const list = await cli.json<{ id: string }[]>('briefings', 'list', 'sample.bwlib');
    expect(list.map(({ id }) => id)).toContain(made.id);
    const { code, stdout } = await cli.run(['briefings', 'check', 'sample.bwlib', 'Weekly report', '--json']);
    const { errors, warnings } = JSON.parse(stdout) as {
      errors: { section: string; reason: string }[];
      warnings: unknown[];
    };
    expect(code).toBe(errors.length > 0 ? 1 : 0);
    expect(warnings).toBeInstanceOf(Array);
    for (const { reason } of errors) expect(reason).toMatch(/\S/);
  });

  test('the sample has no errors', async () => {
    expect((await cli.run(['briefings', 'check', 'full.bwlib', 'Future of Binance in Russia'])).code).toBe(0);
  });
});

describe('export', () => {
  const TITLE = 'Future of Binance in Russia';

  test.each([
    ['pdf', 'report.pdf', '%PDF-'],
    ['markdown', 'report.md', '# '],
    ['json', 'report.json', '{'],
  ])('%s, its format by the name of the file', async (_format, name, beginning) => {
    const made = await cli.json<Record<string, unknown>>(
      'export',
      'full.bwlib',
      TITLE,
      '--out',
      name,
      '--now',
      '2024-05-01',
    );
    expect(made).toMatchObject({
      file: name,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      ms: { build: expect.any(Number) },
    });
    const written = await readFile(cli.path(name), 'latin1');
    expect(written.length).toBe(made.bytes);
    expect(written).toContain(beginning);
    if (name.endsWith('.pdf')) expect(made.pages).toBeGreaterThan(2);
  });

  test('the same --now gives the same bytes', async () => {
    const first = await cli.json<{ sha256: string }>(
      'export',
      'full.bwlib',
      TITLE,
      '--out',
      'a.pdf',
      '--now',
      '2024-05-01',
    );
    const second = await cli.json<{ sha256: string }>(
      'export',
      'full.bwlib',
      TITLE,
      '--out',
      'a.pdf',
      '--now',
      '2024-05-01',
    );
    expect(second.sha256).toBe(first.sha256);
  });
});
