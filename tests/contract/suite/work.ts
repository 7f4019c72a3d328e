import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { ChangeEvent } from '#shared/contract/edits.ts';
import { follow, freshLibrary, outcomeOf, problemOf, type World } from './world.ts';

const manyFacts = (count: number): string =>
  `statement,value\n${Array.from({ length: count }, (_, index) => `Fact number ${index},${index}`).join('\n')}\n`;

export const workPart = (the: () => World): void => {
  describe('files', () => {
    test('go up and come down byte for byte, with their names', async () => {
      const { api } = the();
      const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256);
      const { file } = await api.files.upload({ file: new File([bytes], 'Отчёт 1.bin') });
      expect(file).not.toMatch(/[/\\]/);
      const back = await api.files.download({ file });
      expect(back.name).toBe('Отчёт 1.bin');
      expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
    });

    test('an empty one too', async () => {
      const { api } = the();
      const { file } = await api.files.upload({ file: new File([], 'empty.csv') });
      expect((await api.files.download({ file })).size).toBe(0);
    });

    test('what was uploaded can be imported', async () => {
      const { api } = the();
      await freshLibrary(the(), 'Uploaded');
      const { file } = await api.files.upload({ file: new File([manyFacts(3)], 'three.csv') });
      const { task } = await api.imports.start({ files: [file] });
      expect(await outcomeOf(api, task)).toMatchObject({
        state: 'done',
        progress: 1,
        outcome: { type: 'import', result: { added: { facts: 3 }, rejected: [] } },
      });
    });
  });

  describe('tasks', () => {
    beforeAll(() => freshLibrary(the(), 'Tasks', true));

    test('tell how far they are and end once, also to somebody who asks late', async () => {
      const { api, folder, grant } = the();
      const path = join(folder, 'facts.csv');
      writeFileSync(path, manyFacts(3000));
      const { task } = await api.imports.start({ files: [await grant(path)], dryRun: true });
      const states = await follow(api, task);
      expect(states.filter(({ state }) => state !== 'running')).toHaveLength(1);
      const progress = states.map((state) => state.progress);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(states.at(-1)).toMatchObject({ state: 'done', outcome: { result: { dry: true } } });
      expect(await follow(api, task)).toEqual([states.at(-1)]);
      expect((await api.tasks.list()).map(({ id }) => id)).toContain(task);
    });

    test('stop when asked, say so, and leave everything as it was', async () => {
      const { api, folder, grant } = the();
      const path = join(folder, 'many.csv');
      writeFileSync(path, manyFacts(60_000));
      const before = await api.library.digest();
      const { task } = await api.imports.start({ files: [await grant(path)] });
      await api.tasks.cancel({ task });
      expect(await outcomeOf(api, task)).toMatchObject({ state: 'cancelled', problem: { kind: 'CANCELLED' } });
      expect(await api.library.digest()).toEqual(before);
    });

    test('that fail end with the problem', async () => {
      const { api, folder, grant } = the();
      const briefing = (await api.briefings.list({})).items[0]?.id ?? '';
      const file = await grant(join(folder, 'no', 'such', 'folder', 'report.pdf'));
      const { task } = await api.exports.start({ briefing, file });
      expect(await outcomeOf(api, task)).toMatchObject({ state: 'failed', problem: { kind: 'IO' } });
    });

    test('a step on many records stops when its call is given up, and leaves everything as it was', async () => {
      const { api } = the();
      await freshLibrary(the(), 'Given up');
      const { file } = await api.files.upload({ file: new File([manyFacts(5000)], 'many.csv') });
      await outcomeOf(api, (await api.imports.start({ files: [file] })).task);
      const ids = await api.facts.ids({});
      const digest = await api.library.digest();
      const abort = new AbortController();
      const call = api.facts.tag({ ids, add: ['given up'] }, { signal: abort.signal });
      setTimeout(() => abort.abort(), 30);
      await expect(call).rejects.toThrow();
      // Waits for the writer, which has taken back by then what it did.
      await api.facts.tag({ ids: ids.slice(0, 1), remove: ['never there'] });
      expect(await api.library.digest()).toEqual(digest);
      expect((await api.edits.state()).undo?.title).toBe('import');
    });
  });

  describe('export', () => {
    beforeAll(() => freshLibrary(the(), 'Export', true));

    test('a PDF to a place the user chose', async () => {
      const { api, folder, grant } = the();
      const briefing = (await api.briefings.list({})).items[0]?.id ?? '';
      const path = join(folder, 'report.pdf');
      const { task } = await api.exports.start({ briefing, file: await grant(path) });
      const states = await follow(api, task);
      const { outcome } = states.at(-1) ?? {};
      if (outcome?.type !== 'export') throw new Error(JSON.stringify(states.at(-1)));
      const bytes = readFileSync(path);
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(outcome.result).toMatchObject({ name: 'report.pdf', bytes: bytes.length });
      expect(outcome.result.pages).toBeGreaterThan(1);
      expect(new Set(states.map(({ phase }) => phase)).size).toBeGreaterThan(2);
    });

    test.each(['pdf', 'markdown', 'json'] as const)('%s to a file of the app’s own, for download', async (format) => {
      const { api } = the();
      const briefing = (await api.briefings.list({})).items[0]?.id ?? '';
      const { task } = await api.exports.start({ briefing, format });
      const { outcome } = await outcomeOf(api, task);
      if (outcome?.type !== 'export') throw new Error('no export');
      const file = await api.files.download({ file: outcome.result.file });
      expect(file.size).toBe(outcome.result.bytes);
      expect(file.name).toBe(outcome.result.name);
    });

    test('a PDF with a pack, which looks as the pack does; no other format carries one', async () => {
      const { api } = the();
      const briefing = (await api.briefings.list({})).items[0]?.id ?? '';
      const { task } = await api.exports.start({ briefing, embedPack: true });
      const { outcome } = await outcomeOf(api, task);
      if (outcome?.type !== 'export') throw new Error('no export');
      expect(outcome.result.pack).toMatchObject({ withheld: 0, signed: false });
      const looking = await api.merges.inspect({ file: outcome.result.file });
      expect((await outcomeOf(api, looking.task)).outcome).toMatchObject({
        type: 'inspect',
        result: { kind: 'pdf', safe: true, records: { briefing: 1 } },
      });
      const call = api.exports.start({ briefing, format: 'json', embedPack: true });
      expect((await problemOf(call)).reason).toBe('embed-format');
    });

    test('of an unknown briefing is refused', async () => {
      const { api } = the();
      const call = async (): Promise<unknown> => {
        const { task } = await api.exports.start({ briefing: 'no such briefing' });
        return outcomeOf(api, task);
      };
      expect((await problemOf(call())).kind).toBe('NOT_FOUND');
    });
  });

  describe('the change stream', () => {
    beforeAll(() => freshLibrary(the(), 'Changes'));

    /** Reads the stream until it is told to stop. */
    const listen = async (signal?: AbortSignal) => {
      const events: ChangeEvent[] = [];
      const stream = await the().api.events.watch(undefined, signal ? { signal } : {});
      const reading = (async () => {
        for await (const event of stream) events.push(event);
      })();
      return { events, stream, reading };
    };

    test('tells every committed change to every reader', async () => {
      const { api } = the();
      const abort = new AbortController();
      const readers = await Promise.all([listen(abort.signal), listen(abort.signal)]);
      await vi.waitFor(async () => {
        const { id } = await api.facts.add({ statement: 'Told.' });
        await vi.waitFor(() => {
          for (const { events } of readers)
            expect(events).toContainEqual(
              expect.objectContaining({ foreign: false, records: expect.arrayContaining([{ kind: 'fact', id }]) }),
            );
        });
      });
      await api.settings.set({ density: 'compact' });
      await vi.waitFor(() => expect(readers[0].events).toContainEqual(expect.objectContaining({ type: 'settings' })));
      abort.abort();
      await Promise.allSettled(readers.map(({ reading }) => reading));
    });

    test('ends at once when its reader’s signal aborts, although nothing happens', async () => {
      const abort = new AbortController();
      const { reading } = await listen(abort.signal);
      abort.abort();
      // Whether it ends as done or as aborted is the transport's business.
      await Promise.allSettled([reading]);
    });

    test('can be left in the middle, and the next reader misses nothing', async () => {
      const { api } = the();
      for (let round = 0; round < 3; round += 1) {
        const stream = await api.events.watch();
        const next = stream.next();
        await api.facts.add({ statement: `Round ${round}.` });
        expect((await next).value).toMatchObject({ type: 'changed' });
        await stream.return?.();
      }
    });
  });

  describe('settings', () => {
    test('are kept, and screens merged key by key', async () => {
      const { api } = the();
      await api.settings.set({ author: 'A. Analyst', screens: { facts: { width: 300 } } });
      const after = await api.settings.set({ theme: 'dark', screens: { notes: true } });
      expect(after).toMatchObject({
        author: 'A. Analyst',
        theme: 'dark',
        screens: { facts: { width: 300 }, notes: true },
      });
      expect(await api.settings.get()).toEqual(after);
      expect(await api.settings.about()).toMatchObject({ node: expect.stringMatching(/^v?24\./) });
    });
  });

  describe('calls side by side', () => {
    test('each get their own answer', async () => {
      const { api } = the();
      await freshLibrary(the(), 'Side by side');
      const statements = Array.from({ length: 60 }, (_, index) => `Statement ${index}`);
      const added = await Promise.all(statements.map((statement) => api.facts.add({ statement })));
      expect(added.map(({ statement }) => statement)).toEqual(statements);
      const again = await Promise.all(added.map(({ id }) => api.facts.get({ id })));
      expect(again.map(({ statement }) => statement)).toEqual(statements);
      const mixed = await Promise.allSettled(
        added.flatMap(({ id }, index) => [api.facts.get({ id }), api.facts.get({ id: `wrong ${index}` })]),
      );
      expect(mixed.filter(({ status }) => status === 'fulfilled')).toHaveLength(60);
    });
  });
};
