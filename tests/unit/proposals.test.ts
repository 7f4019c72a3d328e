import { copyFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ProposalItem } from '#shared/contract/proposals.ts';
import type { Store } from '#shared/core/store/store.ts';
import { packOf } from '../support/packs.ts';
import { mergeInto, trusted } from '../support/trusted.ts';
import { openWorld, World } from '../support/world.ts';

type Opened = Awaited<ReturnType<typeof openWorld>>;

const fact = (world: Opened, statement = 'Visits fell', more: object = {}) =>
  world.api.facts.add({ statement, tags: ['old'], ...more });
const propose = (world: Opened, target: string, patch: ProposalItem['patch'], reason = 'Better') =>
  world.api.proposals.add({ target, patch, reason });

test('a proposal stands beside the record, which stays as it is, until it is accepted as an ordinary edit (M20)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { id } = await fact(world);
  const made = await propose(world, id, { statement: 'Visits halved', tags: ['new'] });
  expect(made).toMatchObject({
    target: { kind: 'fact', id },
    title: 'Visits fell',
    waiting: false,
    stale: [],
    state: 'open',
    proposer: 'Test Author',
    changes: [
      { field: 'statement', now: 'Visits fell', proposed: 'Visits halved' },
      { field: 'tags', now: ['old'], proposed: ['new'] },
    ],
  });
  expect(await api.facts.get({ id })).toMatchObject({ statement: 'Visits fell' });
  const accepted = await api.proposals.accept({ id: made.id, answer: 'Thanks' });
  expect(accepted).toMatchObject({ state: 'accepted', answer: 'Thanks', answeredBy: 'Test Author' });
  expect(await api.facts.get({ id })).toMatchObject({ statement: 'Visits halved', tags: ['new'] });
  const [newest] = await api.facts.history({ id });
  expect(newest?.reason).toBe(`Proposal ${made.id} by Test Author: Better: Thanks`);
  await api.edits.undo();
  expect(await api.facts.get({ id })).toMatchObject({ statement: 'Visits fell', tags: ['old'] });
  expect((await api.proposals.list({ target: id, state: 'open' })).total).toBe(1);
  expect(await api.library.verify()).toEqual({ ok: true, problems: [] });
});

test('declining needs a reason, withdrawing none; what was answered cannot be answered again (M20)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { id } = await fact(world);
  const one = await propose(world, id, { status: 'verified' });
  await expect(api.proposals.decline({ id: one.id, answer: ' ' })).rejects.toThrow(/Say why/);
  expect(await api.proposals.decline({ id: one.id, answer: 'Not sourced' })).toMatchObject({ state: 'declined' });
  await expect(api.proposals.accept({ id: one.id })).rejects.toThrow(/declined already by Test Author/);
  const two = await propose(world, id, { status: 'disputed' });
  expect(await api.proposals.withdraw({ id: two.id })).toMatchObject({ state: 'withdrawn' });
  await expect(api.proposals.decline({ id: two.id, answer: 'No' })).rejects.toThrow(/withdrawn already/);
  expect(await api.facts.get({ id })).toMatchObject({ status: 'unverified' });
});

test('one for fields that were changed since is told stale, and accepted only when that is said (M20)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { id } = await fact(world);
  const made = await propose(world, id, { statement: 'Visits halved', status: 'verified', tags: ['old', 'new'] });
  await api.facts.edit({ id, patch: { marking: 'GREEN' } });
  expect((await api.proposals.list({ target: id })).items).toMatchObject([{ stale: [] }]);
  await api.facts.edit({ id, patch: { statement: 'Visits rose', status: 'verified', tags: ['old', 'theirs'] } });
  // The status was changed to what is proposed.
  const [shown] = (await api.proposals.list({ target: id })).items;
  expect(shown?.stale).toEqual(['statement']);
  // What the proposer saw stands beside it, of the stale field alone.
  expect(shown?.changes).toEqual([
    { field: 'statement', saw: 'Visits fell', now: 'Visits rose', proposed: 'Visits halved' },
    { field: 'status', now: 'verified', proposed: 'verified' },
    { field: 'tags', now: ['old', 'theirs'], proposed: ['old', 'new'] },
  ]);
  await expect(api.proposals.accept({ id: made.id })).rejects.toThrow(/changed since: Statement;/);
  await api.proposals.accept({ id: made.id, anyway: true });
  expect(await api.facts.get({ id })).toMatchObject({ statement: 'Visits halved', tags: ['new', 'old', 'theirs'] });
});

test('what cannot be written cannot be proposed', async () => {
  await using world = await openWorld();
  const { id, evidence } = await fact(world, 'F', { evidence: [{ source: { title: 'S' } }] });
  await expect(propose(world, id, { nonsense: 1 })).rejects.toThrow(/no such field/);
  await expect(propose(world, id, { joinedTo: id })).rejects.toThrow(/no such field/);
  await expect(propose(world, id, { status: 'perhaps' })).rejects.toThrow(/^Status: /);
  await expect(propose(world, id, {})).rejects.toThrow(/at least one field/);
  await expect(propose(world, '01900000-0000-7000-8000-000000000000', { status: 'verified' })).rejects.toThrow(
    /no record/,
  );
  await expect(propose(world, evidence[0]!.id, { fact: id })).rejects.toThrow(/no such field/);
  const nobody = '01900000-0000-7000-8000-00000000000a';
  const missing = await propose(world, id, { subject: nobody });
  await expect(world.api.proposals.accept({ id: missing.id })).rejects.toThrow(/not here/);
  const subject = await world.api.subjects.add({ name: 'Below' });
  const loop = await propose(world, subject.id, { parent: subject.id });
  await expect(world.api.proposals.accept({ id: loop.id })).rejects.toThrow(/below itself/);
  const itself = await propose(world, id, { supersededBy: id });
  await expect(world.api.proposals.accept({ id: itself.id })).rejects.toThrow(/superseded by itself/);
});

test('a proposal is never below its target, and stays behind with it and with what it names (M5, M20)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const amber = await fact(world, 'Amber', { marking: 'AMBER' });
  const green = await fact(world, 'Greenish', { marking: 'GREEN' });
  const secret = await api.subjects.add({ name: 'Hush', marking: 'RED' });
  const forAmber = await propose(world, amber.id, { statement: 'Xylophone' });
  const raises = await propose(world, green.id, { statement: 'Yoghurt', marking: 'RED' });
  const names = await propose(world, green.id, { subject: secret.id });
  const goes = await propose(world, green.id, { statement: 'Zeppelin' });
  expect([forAmber.marking, raises.marking, names.marking, goes.marking]).toEqual(['AMBER', 'RED', 'GREEN', 'GREEN']);
  const { pack } = await packOf(world, { ceiling: 'GREEN' });
  const proposals = [...pack.records].filter(([, kind]) => kind === 'proposal').map(([id]) => id);
  expect(proposals).toEqual([goes.id]);
  expect(pack.text).not.toMatch(/Xylophone|Yoghurt|Hush/);
  // The target rises afterwards, and with it what was proposed for it.
  await api.facts.edit({ id: green.id, patch: { marking: 'AMBER' } });
  const later = (await packOf(world, { ceiling: 'GREEN' }, { name: 'later.bwpack' })).pack;
  expect(later.records.has(goes.id)).toBe(false);
});

test('a choice takes the proposals for what it takes, and the others when asked (M20)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const chosen = await fact(world, 'Chosen', { tags: ['chosen'] });
  const other = await fact(world, 'Other');
  const ours = await propose(world, chosen.id, { status: 'verified' });
  const theirs = await propose(world, other.id, { status: 'verified' });
  await api.proposals.decline({ id: ours.id, answer: 'No' });
  const { pack } = await packOf(world, { tags: ['chosen'] });
  expect([pack.records.has(ours.id), pack.records.has(theirs.id)]).toEqual([true, false]);
  const all = (await packOf(world, { tags: ['chosen'], proposals: true }, { name: 'all.bwpack' })).pack;
  expect([all.records.has(ours.id), all.records.has(theirs.id), all.records.has(other.id)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(all.withheld.get(other.id)).toBe('fact');
  const alone = (await packOf(world, { proposals: true }, { name: 'alone.bwpack' })).pack;
  expect([...alone.records.values()]).toEqual(['proposal', 'proposal']);
});

test('a proposal whose record is not here waits with a place held for it, and can be answered when it comes (M5, M20)', async () => {
  await using ann = await openWorld();
  await using world = new World();
  const { id } = await fact(ann);
  const note = await ann.api.notes.add({ title: 'Note' });
  const made = await propose(ann, id, { status: 'verified' });
  const forNote = await propose(ann, note.id, { title: 'Better note' });
  await ann.api.library.close();
  const from = await world.openStore(ann.library);
  const core = world.core();
  const path = world.path('bob.bwlib');
  await core.api.library.create({ name: 'bob', file: await core.grant(path), sample: false });
  await core.api.library.close();
  const bob = await world.openStore(path);
  const withheld = [
    { kind: 'fact' as const, id },
    { kind: 'note' as const, id: note.id },
  ];
  const only = new Set([made.id, forNote.id]);
  await expect(mergeInto(bob, trusted(from, only), ann.clock.now())).rejects.toThrow(/does not hold/);
  await mergeInto(bob, trusted(from, only, withheld), ann.clock.now());
  expect(bob.verify()).toEqual([]);
  await core.api.library.open({ file: await core.grant(path) });
  const waiting = { waiting: true, own: false };
  expect((await core.api.proposals.list({})).items).toMatchObject([waiting, waiting]);
  await expect(core.api.proposals.accept({ id: made.id })).rejects.toThrow(/merge a pack that holds it/);
  await mergeInto(bob, trusted(from), ann.clock.now());
  expect(await core.api.proposals.accept({ id: made.id })).toMatchObject({ waiting: false, state: 'accepted' });
  expect(await core.api.facts.get({ id })).toMatchObject({ status: 'verified' });
  expect(await core.api.library.verify()).toEqual({ ok: true, problems: [] });
});

test('one’s own is told by the copy it was made on, whatever the settings say, and by one’s name elsewhere (M20)', async () => {
  await using world = new World();
  const [ann, bob] = [world.core(world.path('ann', 'x')), world.core(world.path('bob', 'x'))];
  const path = world.path('ann.bwlib');
  await ann.api.library.create({ name: 'ann', file: await ann.grant(path), sample: false });
  const { id: target } = await ann.api.facts.add({ statement: 'Visits fell' });
  expect(await ann.api.proposals.add({ target, patch: { status: 'verified' } })).toMatchObject({ own: true });
  await ann.api.library.close();
  const copy = world.path('bob.bwlib');
  copyFileSync(path, copy);
  await bob.api.library.open({ file: await bob.grant(copy) });
  const [here] = (await bob.api.proposals.list({})).items;
  expect(here?.own).toBe(false);
  await bob.api.settings.set({ author: here?.proposer ?? '' });
  expect((await bob.api.proposals.list({})).items).toMatchObject([{ own: true }]);
});

test('what the proposer saw is told missing where this library never held it (M20)', async () => {
  await using world = new World();
  const [ann, bob] = [world.core(world.path('ann', 'x')), world.core(world.path('bob', 'x'))];
  const stores = [];
  for (const [core, name] of [
    [ann, 'ann'],
    [bob, 'bob'],
  ] as const) {
    const path = world.path(`${name}.bwlib`);
    await core.api.library.create({ name, file: await core.grant(path), sample: false });
    stores.push(await world.openStore(path, world.path(name, 'x')));
  }
  const [from, to] = stores as [Store, Store];
  const { id: target } = await ann.api.facts.add({ statement: 'Visits fell' });
  await mergeInto(to, trusted(from), world.clock.now());
  await ann.api.facts.edit({ id: target, patch: { statement: 'Visits fell by 43 %' } });
  const { id } = await ann.api.proposals.add({ target, patch: { statement: 'Visits halved' } });
  await mergeInto(to, trusted(from, new Set([id])), world.clock.now());
  expect((await bob.api.proposals.get({ id })).stale).toEqual([]);
  await bob.api.facts.edit({ id: target, patch: { statement: 'Visits rose' } });
  expect((await bob.api.proposals.get({ id })).changes).toEqual([
    { field: 'statement', now: 'Visits rose', proposed: 'Visits halved' },
  ]);
  await mergeInto(to, trusted(from), world.clock.now());
  expect((await bob.api.proposals.get({ id })).changes).toMatchObject([{ saw: 'Visits fell by 43 %' }]);
});

test('a proposal for a joined record is for the one that stands for it, and stale until that is looked at (M13, M20)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const [kept, joined] = [await fact(world), await fact(world)];
  const made = await propose(world, joined.id, { status: 'verified' });
  await api.duplicates.join({ keep: kept.id, others: [joined.id] });
  expect((await api.proposals.list({ target: kept.id })).items).toMatchObject([{ id: made.id, stale: ['status'] }]);
  await api.proposals.accept({ id: made.id, anyway: true });
  expect(await api.facts.get({ id: kept.id })).toMatchObject({ id: kept.id, status: 'verified' });
});
