import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TRAILER_BYTES } from '#shared/core/merge/signature.ts';
import { runCore } from '#shared/core/run-core.ts';
import { Opener } from '../../support/foreign.ts';
import { edit, patch, signAnyhow } from '../../support/hostile.ts';
import { readPack } from '../../support/packs.ts';
import { Person } from '../../support/people.ts';
import { World } from '../../support/world.ts';

const fact = { statement: 'Signed by its author' };

/** Ann with keys of her own, and a pack of hers. */
const signing = async (world: World) => {
  const ann = await Person.join(world, 'Ann');
  await ann.api.keys.create();
  await ann.api.facts.add(fact);
  return { ann, path: await ann.pack() };
};

describe('a signed pack', () => {
  test('is an unsigned one with a trailer, and the same bytes when it is made again', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    await ann.api.facts.add(fact);
    const unsigned = readFileSync(await ann.pack());
    await ann.api.keys.create();
    const signed = readFileSync(await ann.pack());
    expect(signed.subarray(0, -TRAILER_BYTES)).toEqual(unsigned);
    expect(readFileSync(await ann.pack())).toEqual(signed);
  });

  test('is read as any other, with the signer told by the process that reads it', async () => {
    await using world = new World();
    const { ann, path } = await signing(world);
    await using _ = ann;
    const opener = new Opener();
    const file = await opener.open(path);
    expect(file.signature).toEqual({
      signer: expect.stringMatching(/^[0-9a-f]{64}$/),
      recipient: (await ann.api.keys.own())?.recipient,
    });
    await file.close();
    expect(await opener.readAll(path)).toBe(readPack(path).changes.length);
    patch(path, (bytes) => bytes.subarray(0, -TRAILER_BYTES));
    const bare = await opener.open(path);
    expect(bare.signature).toBeUndefined();
    await bare.close();
  });
});

describe('keys of senders', () => {
  test('are remembered on first use, and answers go to them by name', async () => {
    await using world = new World();
    const { ann, path } = await signing(world);
    await using _ = ann;
    await using ben = await Person.join(world, 'Ben');
    expect((await ben.preview(path)).inspection.signature).toMatchObject({ state: 'new' });
    expect(await ben.api.keys.list()).toEqual([]);
    await ben.merge(path);
    const own = await ann.api.keys.own();
    expect(await ben.api.keys.list()).toEqual([{ name: 'Ann', ...own }]);
    const answer = await ben.pack({ to: ['Ann'] });
    expect((await ann.preview(answer)).inspection).toMatchObject({ from: 'Ben', signature: { state: 'unsigned' } });
  });

  test('re-signed by somebody else: nothing is merged, learnt or counted until it is accepted', async () => {
    await using world = new World();
    const { ann, path } = await signing(world);
    await using _ = ann;
    await using ben = await Person.join(world, 'Ben');
    await ben.merge(path);
    const before = [await ben.api.keys.list(), await ben.api.colleagues.list(), await ben.api.library.digest()];
    patch(path, (bytes) => bytes.subarray(0, -TRAILER_BYTES));
    edit(path, (db) => void db.exec("UPDATE meta SET value = 'Trust me' WHERE key = 'note'"));
    signAnyhow(path);
    world.clock.advance(1000);
    await expect(ben.merge(path)).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'key-changed' } });
    expect([await ben.api.keys.list(), await ben.api.colleagues.list(), await ben.api.library.digest()]).toEqual(
      before,
    );
    await ben.merge(path, { acceptKey: true });
    expect(await ben.api.keys.list()).not.toEqual(before[0]);
  });

  test('without the signature that a name had so far: told, and not counted as theirs', async () => {
    await using world = new World();
    const { ann, path } = await signing(world);
    await using _ = ann;
    await using ben = await Person.join(world, 'Ben');
    await ben.merge(path);
    const before = [await ben.api.keys.list(), await ben.api.colleagues.list()];
    patch(path, (bytes) => bytes.subarray(0, -TRAILER_BYTES));
    world.clock.advance(1000);
    const { warnings } = await ben.preview(path);
    expect(warnings).toEqual([expect.stringContaining('anybody may have made it')]);
    await ben.merge(path);
    expect([await ben.api.keys.list(), await ben.api.colleagues.list()]).toEqual(before);
  });

  test('of one colleague under the name of another are told', async () => {
    await using world = new World();
    const { ann, path } = await signing(world);
    await using _ = ann;
    await using ben = await Person.join(world, 'Ben');
    await ben.merge(path);
    const options = { ...world.options(world.path('Ann', 'profile')), author: 'Cid' };
    const core = runCore(options);
    try {
      await core.api.library.open({ file: await core.grant(ann.library) });
      const other = world.path('other.bwpack');
      const { task } = await core.api.packs.start({ file: await core.grant(other) });
      for await (const _ of await core.api.tasks.watch({ task }));
      const { inspection, warnings } = await ben.preview(other);
      expect(inspection).toMatchObject({ from: 'Cid', signature: { state: 'known', holder: 'Ann' } });
      expect(warnings).toEqual(['It says that it is from Cid, but it is signed by the key of Ann.']);
    } finally {
      await core.close();
    }
  });

  test('of a stranger never replace a key for answers that was written down', async () => {
    await using world = new World();
    const { ann, path } = await signing(world);
    await using _ = ann;
    await using ben = await Person.join(world, 'Ben');
    const { recipient } = await ben.api.keys.create();
    await ben.api.keys.remember({ name: 'Ann', recipient });
    await ben.merge(path);
    const own = await ann.api.keys.own();
    expect(await ben.api.keys.list()).toEqual([{ name: 'Ann', recipient, fingerprint: own?.fingerprint }]);
    // Once the key is known, what it signs may say where answers go.
    await ann.api.facts.add({ statement: 'More' });
    await ben.merge(await ann.pack());
    expect(await ben.api.keys.list()).toEqual([{ name: 'Ann', ...own }]);
  });
});
