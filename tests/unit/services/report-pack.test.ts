import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { proseFromText } from '#shared/model/prose.ts';
import { takeHere } from '../../support/foreign.ts';
import { packOf, readPack } from '../../support/packs.ts';
import { finishTask, openWorld } from '../../support/world.ts';

const SAMPLE = 'Future of Binance in Russia';

type Opened = Awaited<ReturnType<typeof openWorld>>;

/** Exports the sample's briefing with its pack, and takes that out again. */
const exported = async (world: Opened) => {
  const { api, running } = world;
  const path = world.path('report.pdf');
  const { task } = await api.exports.start({ briefing: SAMPLE, file: await running.grant(path), embedPack: true });
  const result = await finishTask(api, 'export', task);
  const file = world.path('taken.bwpack');
  const bytes = await takeHere(path);
  writeFileSync(file, bytes);
  return { path, result, bytes, pack: readPack(file) };
};

const factOfSample = async ({ api }: Opened): Promise<string> => {
  const { items } = await api.facts.list({ filter: { query: '"office by April"' } });
  return (items[0] ?? (await api.facts.list({})).items[0])?.id ?? '';
};

const addNote = ({ api }: Opened, fact: string, marking: 'GREEN' | 'AMBER') =>
  api.notes.add({
    title: `A ${marking} note`,
    body: proseFromText('What we think of it.'),
    links: [{ kind: 'fact', id: fact }],
    marking,
  });

describe('the pack in a report', () => {
  test('is the briefing with all it rests on, and is told of', async () => {
    await using world = await openWorld({ sample: true });
    const { result, bytes, pack } = await exported(world);
    expect(result.pack).toEqual({
      name: `${SAMPLE}.bwpack`,
      bytes: bytes.byteLength,
      records: pack.records.size,
      withheld: 0,
      signed: false,
    });
    const { api } = world;
    const briefing = (await api.briefings.get({ briefing: SAMPLE })).id;
    const alone = await packOf(world, { briefing, ceiling: 'GREEN' });
    expect(pack.records).toEqual(alone.pack.records);
    const { task } = await api.exports.start({ briefing: SAMPLE });
    expect((await finishTask(api, 'export', task)).pack).toBeNull();
  });

  test('holds nothing above the banner of the report, nor what ever was', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const id = await factOfSample(world);
    await addNote(world, id, 'GREEN');
    await addNote(world, id, 'AMBER');
    const first = await exported(world);
    expect(first.pack.meta.ceiling).toBe('GREEN');
    expect(first.result.pack?.withheld).toBe(1);
    expect(first.pack.text).toContain('A GREEN note');
    expect(first.pack.text).not.toContain('A AMBER note');

    await api.facts.edit({ id, patch: { marking: 'RED', statement: 'Only for few eyes.' } });
    await api.facts.edit({ id, patch: { marking: 'GREEN', statement: 'For all.' } });
    const later = await exported(world);
    expect(later.pack.meta.ceiling).toBe('GREEN');
    expect(later.pack.text).not.toContain('Only for few eyes.');
    expect(later.pack.records.has(id)).toBe(false);
  });

  test('is not made of a briefing that was marked higher', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const { id } = await api.briefings.get({ briefing: SAMPLE });
    await api.briefings.edit({ id, patch: { marking: 'RED' } });
    await api.briefings.edit({ id, patch: { marking: 'GREEN' } });
    await expect(exported(world)).rejects.toMatchObject({ reason: 'embed-withheld' });
  });

  test('is signed by whoever has keys; the same moment gives the same bytes', async () => {
    await using world = await openWorld({ sample: true });
    await world.api.keys.create();
    const first = await exported(world);
    expect(first.result.pack?.signed).toBe(true);
    expect((await exported(world)).result.sha256).toBe(first.result.sha256);
    world.clock.advance(1000);
    expect((await exported(world)).result.sha256).not.toBe(first.result.sha256);
  });

  test('goes into a PDF only', async () => {
    await using world = await openWorld({ sample: true });
    await expect(world.api.exports.start({ briefing: SAMPLE, format: 'json', embedPack: true })).rejects.toMatchObject({
      data: { reason: 'embed-format' },
    });
  });
});
