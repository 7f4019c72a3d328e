import { afterAll, expect, test } from 'vitest';
import { digestOf } from '#shared/core/store/digest.ts';
import { MIGRATIONS } from '#shared/core/store/migrations/index.ts';
import { libraryFixture } from '../../migrations/fixtures.ts';
import { Opener } from '../../support/foreign.ts';
import { mergeInto } from '../../support/trusted.ts';
import { World } from '../../support/world.ts';

const opener = new Opener();
afterAll(() => expect(opener.running).toBe(0));

test.each(MIGRATIONS.map(({ version }) => version))(
  'a library of version %i is read and merged: what it does not know of is blank',
  async (version) => {
    await using world = new World();
    const store = await world.createStore();
    const file = await opener.open(libraryFixture(version));
    const { applied } = await mergeInto(store, file, world.clock.now());
    await file.close();
    expect(applied.counts.added).toBeGreaterThan(25);
    expect(store.verify()).toEqual([]);
    const same = world.path('same', 'library.bwlib');
    const copy = await world.createStore(same, world.path('profile2', 'x'));
    const again = await opener.open(libraryFixture(version));
    await mergeInto(copy, again, world.clock.now());
    await again.close();
    expect(digestOf(copy.read)).toEqual(digestOf(store.read));
  },
);
