import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PackResult } from '#shared/contract/exchange.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { readPack } from '../../support/packs.ts';
import { follow, freshLibrary, NOBODY, outcomeOf, problemOf, type World } from './world.ts';

const resultOf = async ({ api }: World, task: string): Promise<PackResult> => {
  const last = await outcomeOf(api, task);
  if (last.outcome?.type !== 'pack') throw new Error(JSON.stringify(last));
  return last.outcome.result;
};

const briefingOf = async ({ api }: World): Promise<string> => (await api.briefings.list({})).items[0]?.id ?? '';

export const exchangePart = (the: () => World): void => {
  describe('packs', () => {
    beforeAll(() => freshLibrary(the(), 'Packs', true));

    test('a preview counts what goes, by kind, and names what stays behind', async () => {
      const { api } = the();
      const { id } = await api.facts.add({ statement: 'For few.', marking: 'RED' });
      const all = await api.packs.preview({});
      expect(Object.keys(all.records)).toEqual([...RECORD_KINDS]);
      expect(all).toMatchObject({ withheld: [], withheldTotal: 0 });
      const few = await api.packs.preview({ choice: { ceiling: 'AMBER' } });
      expect(few).toMatchObject({
        total: all.total - 1,
        withheldTotal: 1,
        withheld: [{ kind: 'fact', id, title: 'For few.', marking: 'RED' }],
      });
      const briefing = await api.packs.preview({ choice: { briefing: await briefingOf(the()) } });
      expect(briefing.records).toMatchObject({ briefing: 1, template: 1 });
      expect(briefing.total).toBeLessThan(all.total);
      expect(await api.packs.preview({ choice: { tags: ['no such tag'] } })).toMatchObject({ total: 0 });
    });

    test('to a place the user chose, with a note, under a ceiling', async () => {
      const { api, folder, grant } = the();
      const path = join(folder, 'share.bwpack');
      const { task } = await api.packs.start({
        choice: { ceiling: 'AMBER' },
        note: 'Please check.',
        file: await grant(path),
      });
      const states = await follow(api, task);
      expect(states.at(-1)).toMatchObject({ type: 'pack', subject: 'share.bwpack', state: 'done', progress: 1 });
      const progress = states.map((state) => state.progress);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      const result = await resultOf(the(), task);
      expect(result).toMatchObject({ name: 'share.bwpack', bytes: readFileSync(path).length, withheld: 1 });
      const pack = readPack(path);
      expect(pack.meta).toMatchObject({ note: 'Please check.', ceiling: 'AMBER' });
      expect(pack.records.size).toBe(result.records);
    });

    test('to a file of the app’s own, for download, named after what is in it', async () => {
      const { api } = the();
      const { task } = await api.packs.start({ choice: { briefing: await briefingOf(the()) } });
      const result = await resultOf(the(), task);
      expect(result.name).toMatch(/^\S.*\.bwpack$/);
      const file = await api.files.download({ file: result.file });
      expect(file.name).toBe(result.name);
      expect(file.size).toBe(result.bytes);
      const named = await api.packs.start({ name: 'For Ann.bwpack' });
      expect((await resultOf(the(), named.task)).name).toBe('For Ann.bwpack');
    });

    test('encrypted to a passphrase', async () => {
      const { api } = the();
      const { task } = await api.packs.start({ passphrase: 'correct horse' });
      const { file } = await resultOf(the(), task);
      const bytes = Buffer.from(await (await api.files.download({ file })).arrayBuffer());
      expect(bytes.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
      expect(bytes.includes('Binance')).toBe(false);
    });

    test('of what is not there, over a library, or of nothing is refused', async () => {
      const { api, folder, grant } = the();
      for (const choice of [{ briefing: NOBODY }, { subjects: [NOBODY] }]) {
        expect((await problemOf(api.packs.start({ choice }))).kind).toBe('NOT_FOUND');
        expect((await problemOf(api.packs.preview({ choice }))).kind).toBe('NOT_FOUND');
      }
      expect((await problemOf(api.packs.start({ choice: { ceiling: 'SECRET' as never } }))).kind).toBe('INVALID');
      expect((await problemOf(api.packs.start({ passphrase: '' }))).kind).toBe('INVALID');
      expect((await problemOf(api.packs.start({ file: 'no such token' }))).kind).toBe('NOT_FOUND');
      await api.library.create({
        name: 'victim.bwlib',
        file: await grant(join(folder, 'victim.bwlib')),
        sample: false,
      });
      const file = await grant(join(folder, 'victim.bwlib'));
      expect(await problemOf(api.packs.start({ file }))).toMatchObject({ kind: 'EXISTS', reason: 'target-library' });
      const { task } = await api.packs.start({ choice: { tags: ['no such tag'] } });
      expect(await outcomeOf(api, task)).toMatchObject({
        state: 'failed',
        problem: { kind: 'INVALID', reason: 'choice-empty' },
      });
    });

    test('that cannot be written end with the problem', async () => {
      const { api, folder, grant } = the();
      const { task } = await api.packs.start({ file: await grant(join(folder, 'no', 'such', 'share.bwpack')) });
      expect(await outcomeOf(api, task)).toMatchObject({ state: 'failed', problem: { kind: 'IO' } });
    });

    test('stop when asked and leave the earlier file whole', async () => {
      const { api, folder, grant } = the();
      const rows = Array.from({ length: 30_000 }, (_, index) => `Fact number ${index}`);
      const csv = join(folder, 'many-for-a-pack.csv');
      writeFileSync(csv, `statement\n${rows.join('\n')}\n`);
      await outcomeOf(api, (await api.imports.start({ files: [await grant(csv)] })).task);
      const path = join(folder, 'old.bwpack');
      writeFileSync(path, 'the old pack');
      const { task } = await api.packs.start({ file: await grant(path) });
      await api.tasks.cancel({ task });
      expect(await outcomeOf(api, task)).toMatchObject({ state: 'cancelled', problem: { kind: 'CANCELLED' } });
      expect(readFileSync(path, 'utf8')).toBe('the old pack');
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    });
  });
};
