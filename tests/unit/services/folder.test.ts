import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import type { WatchFolder } from '#shared/core/folder/watch.ts';
import { Person } from '../../support/people.ts';
import { finishTask, World } from '../../support/world.ts';

/** Ann and Ben, who share a folder. */
const sharing = async (world: World, watchFolder?: WatchFolder) => {
  const folder = world.path('Shared', 'x', '..');
  mkdirSync(folder, { recursive: true });
  const people: Person[] = [];
  for (const name of ['Ann', 'Ben']) {
    const person = await Person.join(world, name, watchFolder ? { watchFolder } : {});
    await person.api.facts.add({ statement: `From ${name}` });
    await person.api.folder.set({ file: await person.grant(folder) });
    people.push(person);
  }
  const [ann, ben] = people as [Person, Person];
  return {
    ...{ folder, ann, ben },
    [Symbol.asyncDispose]: async () => {
      for (const person of people) await person[Symbol.asyncDispose]();
    },
  };
};

const send = async (api: Api, input: Parameters<Api['folder']['send']>[0] = {}) => {
  const { task } = await api.folder.send(input);
  return finishTask(api, 'pack', task);
};

const namesFor = async ({ api }: Person): Promise<string[]> => (await api.folder.list()).packs.map(({ name }) => name);

/** When a file was written, by the clock of the world. */
const writtenAt = (path: string, ms: number): void => utimesSync(path, ms / 1000, ms / 1000);

describe('a shared folder', () => {
  test('offers packs of others, newest first, and neither own ones nor what was merged', async () => {
    await using world = new World();
    await using desk = await sharing(world);
    const { folder, ann, ben } = desk;
    expect(await ann.api.folder.list()).toEqual({ packs: [], arriving: 0 });
    await send(ann.api);
    await ann.api.facts.add({ statement: 'Later' });
    await send(ann.api);
    const [one, two] = ['Ann 2025-03-01 1.bwpack', 'Ann 2025-03-01 2.bwpack'];
    expect(readdirSync(folder).sort()).toEqual([one, two]);
    writtenAt(join(folder, one), world.clock.now() - 20_000);
    writtenAt(join(folder, two), world.clock.now() - 10_000);
    expect(await namesFor(ann)).toEqual([]);
    const { packs } = await ben.api.folder.list();
    expect(packs.map(({ name }) => name)).toEqual([two, one]);
    expect(packs[1]).toEqual({
      file: expect.any(String),
      name: one,
      bytes: readFileSync(join(folder, one)).length,
      at: world.clock.now() - 20_000,
      mergedInPart: false,
    });
    expect(JSON.stringify(await ben.api.folder.get()) + JSON.stringify(packs)).not.toContain(world.folder);
    await ben.merge(join(folder, two));
    expect(await namesFor(ben)).toEqual([one]);
    // Nothing in it is new any more; it is not offered again all the same.
    expect(await ben.merge(join(folder, one))).toMatchObject({ receipt: null });
    expect(await namesFor(ben)).toEqual([]);
  });

  test('knows a pack by its bytes, whatever it is called', async () => {
    await using world = new World();
    await using desk = await sharing(world);
    const { folder, ann, ben } = desk;
    await send(ann.api);
    await ben.merge(join(folder, 'Ann 2025-03-01 1.bwpack'));
    renameSync(join(folder, 'Ann 2025-03-01 1.bwpack'), join(folder, 'Renamed.bwpack'));
    expect(await namesFor(ben)).toEqual([]);
    expect(await namesFor(ann)).toEqual([]);
  });

  test('never takes the place of a file, and leaves nothing half written', async () => {
    await using world = new World();
    await using desk = await sharing(world);
    const { folder, ann } = desk;
    const taken = join(folder, 'Ann 2025-03-01 1.bwpack');
    writeFileSync(taken, 'somebody else’s');
    expect((await send(ann.api)).name).toBe('Ann 2025-03-01 2.bwpack');
    expect(readFileSync(taken, 'utf8')).toBe('somebody else’s');
    const { task } = await ann.api.folder.send({ choice: { tags: ['nowhere'] } });
    await expect(finishTask(ann.api, 'pack', task)).rejects.toMatchObject({ reason: 'choice-empty' });
    expect(readdirSync(folder).sort()).toEqual(['Ann 2025-03-01 1.bwpack', 'Ann 2025-03-01 2.bwpack']);
  });

  test('offers nothing that is still being copied, cut, or no pack', async () => {
    await using world = new World();
    await using desk = await sharing(world);
    const { folder, ann, ben } = desk;
    await ann.api.keys.create();
    const whole = readFileSync(await ann.pack());
    const path = join(folder, 'Ann.bwpack');
    const offered = async (bytes: Uint8Array) => {
      writeFileSync(path, bytes);
      const { packs, arriving } = await ben.api.folder.list();
      return [packs.length, arriving];
    };
    expect(await offered(whole)).toEqual([1, 0]);
    for (const length of [0, 50, 5000, whole.length - 5000, whole.length - 174 + 20, whole.length - 1])
      expect(await offered(whole.subarray(0, length)), String(length)).toEqual([0, 1]);
    expect(await offered(Buffer.from('Dear all,\n'.repeat(100)))).toEqual([0, 0]);
    await offered(whole);
    writtenAt(path, world.clock.now() - 1000);
    expect(await ben.api.folder.list()).toEqual({ packs: [], arriving: 1 });
    world.clock.advance(3000);
    expect(await namesFor(ben)).toEqual(['Ann.bwpack']);
    for (const name of ['.hidden.bwpack', 'note.txt']) writeFileSync(join(folder, name), whole);
    mkdirSync(join(folder, 'folder.bwpack'));
    expect(await namesFor(ben)).toEqual(['Ann.bwpack']);
  });

  test('offers encrypted packs, which open with the own key', async () => {
    await using world = new World();
    await using desk = await sharing(world);
    const { ann, ben } = desk;
    const { recipient } = await ben.api.keys.create();
    await send(ann.api, { to: [recipient] });
    const [pack] = (await ben.api.folder.list()).packs;
    const { task } = await ben.api.merges.preview({ file: pack?.file ?? '' });
    expect(await finishTask(ben.api, 'preview', task)).toMatchObject({ inspection: { from: 'Ann' } });
  });

  test('that is gone is told with a sentence, and is there again when it is back', async () => {
    await using world = new World();
    await using desk = await sharing(world);
    const { folder, ann } = desk;
    const away = world.path('Away');
    renameSync(folder, away);
    expect(await ann.api.folder.get()).toEqual({ name: 'Shared', reachable: false });
    const gone = {
      code: 'IO',
      data: { reason: 'folder-gone' },
      message: expect.stringMatching(/Shared cannot be .*\.$/),
    };
    await expect(ann.api.folder.list()).rejects.toMatchObject(gone);
    await expect(ann.api.folder.send({})).rejects.toMatchObject(gone);
    expect(existsSync(folder)).toBe(false);
    renameSync(away, folder);
    expect(await ann.api.folder.get()).toEqual({ name: 'Shared', reachable: true });
    expect((await send(ann.api)).name).toBe('Ann 2025-03-01 1.bwpack');
  });

  test('belongs to one library on one machine, and changes nothing in it', async () => {
    await using world = new World();
    await using desk = await sharing(world);
    const { ann } = desk;
    const digest = await ann.api.library.digest();
    await send(ann.api);
    expect(await ann.api.library.digest()).toEqual(digest);
    await ann.api.library.create({ name: 'Other' });
    expect(await ann.api.folder.get()).toBeNull();
    await expect(ann.api.folder.list()).rejects.toMatchObject({ data: { reason: 'folder-none' } });
    await ann.api.library.open({ file: await ann.grant(ann.library) });
    expect(await ann.api.folder.get()).toMatchObject({ name: 'Shared' });
    await ann.api.folder.unset();
    expect(await ann.api.folder.get()).toBeNull();
  });
});

describe('the event of a shared folder', () => {
  /** A watch that tests tell of changes, and the folders that it watches now. */
  const byHand = () => {
    const watched = new Map<symbol, { path: string; changed: () => void }>();
    const watchFolder: WatchFolder = (path, changed) => {
      const key = Symbol(path);
      watched.set(key, { path, changed });
      return () => void watched.delete(key);
    };
    const touch = (): void => {
      for (const { changed } of watched.values()) changed();
    };
    return { watched, watchFolder, touch };
  };

  test('comes when something new lies there, once, and only while somebody listens', async () => {
    await using world = new World();
    const { watched, watchFolder, touch } = byHand();
    await using desk = await sharing(world, watchFolder);
    const { folder, ann, ben } = desk;
    expect(watched.size).toBe(0);
    const events: string[] = [];
    const leaving = new AbortController();
    const stream = await ben.api.events.watch(undefined, { signal: leaving.signal });
    const ended = (async () => {
      for await (const { type } of stream) if (type === 'folder') events.push(type);
    })();
    await vi.waitFor(() => expect(watched.size).toBe(1));
    await send(ann.api);
    touch();
    touch();
    await vi.waitFor(() => expect(events).toEqual(['folder']), 10_000);
    touch();
    await new Promise((done) => setTimeout(done, 1000));
    expect(events).toEqual(['folder']);
    rmSync(folder, { recursive: true });
    touch();
    await vi.waitFor(() => expect(events).toEqual(['folder', 'folder']), 10_000);
    await ben.api.folder.unset();
    expect(watched.size).toBe(0);
    leaving.abort();
    await ended;
  });

  test('comes from the system’s own word of a real folder', async () => {
    await using world = new World();
    await using desk = await sharing(world);
    const { ann, ben } = desk;
    const stream = await ben.api.events.watch();
    const next = (async () => {
      for await (const { type } of stream) if (type === 'folder') return type;
      return undefined;
    })();
    await send(ann.api);
    expect(await next).toBe('folder');
  });
});
