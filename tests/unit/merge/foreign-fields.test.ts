import { expect, test } from 'vitest';
import { flawOfFields } from '#shared/core/merge/foreign/fields.ts';

const ID = '0195c0de-0000-7000-8000-00000000beef';
const told = {
  target: { kind: 'fact', id: ID },
  patch: { statement: 'Other', tags: ['a'], subject: null },
  saw: `${'a'.repeat(32)}:1`,
  proposer: 'Ann',
  state: 'open',
  marking: 'GREEN',
};

test('a proposal of a stranger proposes only what an edit of its record could write (M20)', () => {
  expect(flawOfFields('proposal', 'create', told)).toBeUndefined();
  expect(flawOfFields('proposal', 'create', { ...told, patch: { tags: { add: ['a'], remove: [] } } })).toMatch(
    /proposes/,
  );
  for (const kind of ['template', 'edition', 'proposal'])
    expect(flawOfFields('proposal', 'create', { ...told, target: { kind, id: ID } })).toMatch(/cannot be edited/);
  const { patch: _patch, ...none } = told;
  expect(flawOfFields('proposal', 'create', none)).toBeUndefined();
});

test('a proposal of a stranger stays what it is; its answer and marking may change (M20)', () => {
  for (const name of ['target', 'patch', 'saw', 'proposer'] as const)
    expect(flawOfFields('proposal', 'edit', { [name]: told[name] })).toMatch(/changes what it proposes/);
  expect(flawOfFields('proposal', 'edit', { state: 'declined', answer: 'No', marking: 'RED' })).toBeUndefined();
  expect(flawOfFields('proposal', 'retire', { retired: true })).toBeUndefined();
});
