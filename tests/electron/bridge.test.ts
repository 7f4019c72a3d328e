import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import type { Task } from '#shared/contract/tasks.ts';
import { askForPort, connect, type Launched, launch } from './launch.ts';
import type { Frame } from './stand-in/page.ts';

let app: Launched;
let api: Api;
let folder: string;
beforeAll(async () => {
  app = await launch();
  api = await connect(app.page);
  folder = mkdtempSync(join(tmpdir(), 'briefwright-files-'));
});
afterAll(async () => {
  await app.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Who asks: a frame, of the app's own window unless it says otherwise. */
interface Asker {
  readonly frame: Frame | null;
  readonly sender?: object;
}

/** Lets the page play somebody else while `act` runs. */
const posingAs = async (asker: Asker, act: () => Promise<void>): Promise<void> => {
  const { frame, sender } = app.page;
  Object.assign(app.page, asker);
  try {
    await act();
  } finally {
    Object.assign(app.page, { frame, sender });
  }
};

const OWN: Frame = { origin: 'app://bundle', url: 'app://bundle/', parent: null };
const STRANGERS: [string, Asker][] = [
  ['a page of the web', { frame: { origin: 'https://example.org', url: 'https://example.org/', parent: null } }],
  ['another host of the scheme', { frame: { origin: 'app://other', url: 'app://other/', parent: null } }],
  ['a page without an origin', { frame: { origin: 'null', url: 'data:text/html,', parent: null } }],
  ['a frame inside the window', { frame: { ...OWN, parent: OWN } }],
  ['a frame that is gone', { frame: null }],
  ['another window', { frame: OWN, sender: {} }],
];

/** A file of the user's on its way into the window. */
const brought = (path: string): File => {
  const file = new File([], basename(path));
  app.page.dropped.set(file, path);
  return file;
};

const resultOf = async (task: string): Promise<Task['outcome']> => {
  let last: Task | undefined;
  for await (const state of await api.tasks.watch({ task })) last = state;
  return last?.outcome ?? null;
};

describe('the port', () => {
  test('reaches the core in its worker and back', async () => {
    expect(await api.settings.about()).toMatchObject({ host: 'electron', version: '0.1.0' });
    await api.library.create({ name: 'Over the port' });
    const fact = await api.facts.add({ statement: 'A port crosses the sandbox.' });
    expect((await api.facts.get({ id: fact.id })).statement).toBe('A port crosses the sandbox.');
  });

  test('has a file of somebody else read by the built process', async () => {
    await api.library.create({ name: 'Read by others', sample: true });
    const { task } = await api.packs.start({ name: 'Everything' });
    const pack = await resultOf(task);
    if (pack?.type !== 'pack') throw new Error('There is no pack.');
    const { task: looking } = await api.merges.inspect({ file: pack.result.file });
    expect(await resultOf(looking)).toMatchObject({
      type: 'inspect',
      result: { kind: 'pack', safe: true, problems: [] },
    });
  });

  test('starts work in the built PDF worker, and follows it to its end', async () => {
    await api.library.create({ name: 'Sample', sample: true });
    const [briefing] = (await api.briefings.list({})).items;
    app.electron.dialog.saveAnswer = join(folder, 'report.pdf');
    const file = (await app.bridge.dialogs.save('pdf', 'report')) ?? '';
    const { task } = await api.exports.start({ briefing: briefing?.id ?? '', file });
    let last: Task | undefined;
    for await (const state of await api.tasks.watch({ task })) last = state;
    expect(last).toMatchObject({ state: 'done', problem: null });
    expect(readFileSync(join(folder, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('carries problems as typed values', async () => {
    const refusal = await api.facts
      .get({ id: '00000000-0000-7000-8000-000000000000' })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', defined: true, data: { reason: expect.any(String) } });
  });

  test('does not carry what belongs to the host alone', async () => {
    const reach = api as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
    await expect(reach.host?.grant?.('/etc/passwd')).rejects.toMatchObject({ code: 'NOT_FOUND', defined: false });
    await expect(reach.host?.close?.(undefined)).rejects.toMatchObject({ code: 'NOT_FOUND', defined: false });
    expect(await api.settings.about()).toMatchObject({ host: 'electron' });
  });

  test('can be asked for again, as a reloaded page does, and each works by itself', async () => {
    const second = await connect(app.page);
    expect(await second.settings.about()).toEqual(await api.settings.about());
  });

  test.each(STRANGERS)('is closed on %s', async (_who, asker) => {
    await posingAs(asker, async () => {
      const port = await askForPort(app.page);
      const closed = new Promise((resolve) => port.on('close', () => resolve('closed')));
      expect(await closed).toBe('closed');
    });
  });
});

describe('every action', () => {
  const actions: [string, () => Promise<unknown>][] = [
    ['open', () => app.bridge.dialogs.open('library')],
    ['save', () => app.bridge.dialogs.save('pdf', 'x')],
    ['dropped', () => app.bridge.dropped(brought('x'))],
    ['reveal', () => app.bridge.reveal('x')],
    ['openExternal', () => app.bridge.openExternal('https://example.org/')],
  ];
  const cases = actions.flatMap(([name, act]) =>
    STRANGERS.map(([who, asker]): [string, string, () => Promise<unknown>, Asker] => [name, who, act, asker]),
  );
  test.each(cases)('%s is refused to %s', async (_name, _who, act, asker) => {
    const shown = app.electron.dialog.shown.length;
    await posingAs(asker, async () => {
      await expect(act()).rejects.toThrow('own window');
    });
    expect(app.electron.dialog.shown).toHaveLength(shown);
  });

  test('checks what it is given', async () => {
    const anything = app.bridge as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const dialogs = app.bridge.dialogs as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    await expect(dialogs.open?.('passwords')).rejects.toThrow();
    await expect(dialogs.save?.('pdf', 12)).rejects.toThrow();
    await expect(dialogs.save?.('pdf', 'x'.repeat(3000))).rejects.toThrow();
    await expect(anything.reveal?.({ path: '/etc' })).rejects.toThrow();
    await expect(anything.openExternal?.(null)).rejects.toThrow();
  });
});

describe('a dropped file', () => {
  test('comes as a token and a bare name, and the token works', async () => {
    const path = join(folder, 'dropped.csv');
    writeFileSync(path, 'statement\nDropped\n');
    const taken = await app.bridge.dropped(brought(path));
    expect(taken?.name).toBe('dropped.csv');
    expect(JSON.stringify(taken)).not.toContain(folder);
    expect(await (await api.files.download({ file: taken?.file ?? '' })).text()).toContain('Dropped');
  });

  test('that the page made up has no place, so it is given none', async () => {
    expect(await app.bridge.dropped(new File(['x'], '/etc/passwd'))).toBeNull();
  });
});

describe('the dialogs', () => {
  test('give a token and a bare name, never a path, and the token works', async () => {
    const csv = join(folder, 'facts.csv');
    writeFileSync(csv, 'statement\nOne fact\n');
    app.electron.dialog.openAnswer = [csv];
    const [picked] = await app.bridge.dialogs.open('facts');
    expect(picked?.name).toBe('facts.csv');
    expect(JSON.stringify(picked)).not.toContain(folder);
    const file = await api.files.download({ file: picked?.file ?? '' });
    expect(await file.text()).toBe('statement\nOne fact\n');
  });

  test('give nothing when the user thinks better of it', async () => {
    app.electron.dialog.openAnswer = [];
    app.electron.dialog.saveAnswer = '';
    expect(await app.bridge.dialogs.open('library')).toEqual([]);
    expect(await app.bridge.dialogs.save('pdf', 'Report')).toBeNull();
  });

  test('offer only files of the kind, several only for facts', async () => {
    app.electron.dialog.openAnswer = [join(folder, 'facts.csv')];
    await app.bridge.dialogs.open('facts', true);
    expect(app.electron.dialog.shown.at(-1)?.options).toMatchObject({
      filters: [{ extensions: ['csv', 'jsonl'] }],
      properties: ['openFile', 'multiSelections'],
    });
    await app.bridge.dialogs.open('library', true);
    expect(app.electron.dialog.shown.at(-1)?.options).toMatchObject({
      filters: [{ extensions: ['bwlib'] }],
      properties: ['openFile'],
    });
    await app.bridge.dialogs.open('folder');
    expect(app.electron.dialog.shown.at(-1)?.options).toMatchObject({
      properties: ['openDirectory', 'createDirectory'],
    });
  });

  test('propose a clean name in the folder last used for the kind, over restarts too', async () => {
    app.electron.dialog.saveAnswer = join(folder, 'Report.md');
    expect(await app.bridge.dialogs.save('markdown', '../../etc/Re:port\u0000')).toEqual(expect.any(String));
    const first = app.electron.dialog.shown.at(-1)?.options as { defaultPath: string };
    expect(first.defaultPath).toMatch(/\.md$/);
    for (const bad of ['/', '\\', ':', '\u0000']) expect(first.defaultPath).not.toContain(bad);
    await app.bridge.dialogs.save('markdown', 'Second');
    expect(app.electron.dialog.shown.at(-1)?.options).toMatchObject({ defaultPath: join(folder, 'Second.md') });
    const kept: unknown = JSON.parse(readFileSync(join(app.home, 'profile', 'dialogs.json'), 'utf8'));
    expect(kept).toMatchObject({ markdown: folder });
  });

  test('lead to a shared folder, which the core remembers beside what the dialogs remember', async () => {
    await api.library.create({ name: 'Sharing' });
    const team = join(folder, 'Team');
    mkdirSync(team);
    app.electron.dialog.openAnswer = [team];
    const [picked] = await app.bridge.dialogs.open('folder');
    expect(JSON.stringify(picked)).not.toContain(folder);
    expect(await api.folder.set({ file: picked?.file ?? '' })).toEqual({ name: 'Team', reachable: true });
    // Both have a file of their own in the profile: the next dialog must not take the folder away.
    await app.bridge.dialogs.open('folder');
    expect(app.electron.dialog.shown.at(-1)?.options).toMatchObject({ defaultPath: team });
    expect(await api.folder.get()).toEqual({ name: 'Team', reachable: true });
    await api.facts.add({ statement: 'For the team.' });
    const sent = await resultOf((await api.folder.send({})).task);
    expect(sent).toMatchObject({ type: 'pack', result: { name: expect.stringMatching(/\.bwpack$/) } });
    expect(readdirSync(team)).toHaveLength(1);
  });

  test('lead to a library where the user wanted it', async () => {
    const place = join(folder, 'chosen.bwlib');
    app.electron.dialog.saveAnswer = place;
    const file = await app.bridge.dialogs.save('library', 'chosen');
    await api.library.create({ name: 'chosen', file: file ?? '' });
    expect(readFileSync(place).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});

describe('reveal', () => {
  test('shows the file behind a token, and nothing for another text', async () => {
    app.electron.dialog.openAnswer = [join(folder, 'facts.csv')];
    const [picked] = await app.bridge.dialogs.open('facts');
    expect(await app.bridge.reveal(picked?.file ?? '')).toBe(true);
    expect(app.electron.revealed).toEqual([join(folder, 'facts.csv')]);
    expect(await app.bridge.reveal('/etc/passwd')).toBe(false);
    expect(app.electron.revealed).toHaveLength(1);
  });
});
