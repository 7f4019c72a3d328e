import { describe, expect, test } from 'vitest';
import type { ChangeEvent } from '#shared/contract/edits.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { apiAccess } from '../../renderer/api/access.ts';
import { staleKeys } from '../../renderer/api/events.ts';
import { refusalText } from '../../renderer/api/problem.ts';
import { fakeApi, prepareWindow } from './support/window.tsx';

prepareWindow();
const { q } = apiAccess(fakeApi());
const id = '01900000-0000-7000-8000-000000000000';
const changed = (...kinds: (typeof RECORD_KINDS)[number][]): ChangeEvent => ({
  type: 'changed',
  foreign: false,
  records: kinds.map((kind) => ({ kind, id })),
});

describe('what a change makes stale', () => {
  test('each kind of record: at least one list, the counts and the undo state', () => {
    for (const kind of RECORD_KINDS) {
      const keys = staleKeys([changed(kind)], q);
      expect(keys.length, kind).toBeGreaterThanOrEqual(3);
      expect(keys).toContainEqual(q.library.stats.key());
      expect(keys).toContainEqual(q.edits.key());
      expect(keys).toContainEqual(q.conflicts.key());
    }
  });
  test('whatever changes, what is known of merges, conflicts and packs', () => {
    for (const kind of RECORD_KINDS) {
      const keys = staleKeys([changed(kind)], q);
      for (const key of [q.conflicts.key(), q.packs.key(), q.merges.receipts.key()]) expect(keys).toContainEqual(key);
    }
  });
  test('an edited note leaves the facts alone', () => {
    const keys = staleKeys([changed('note')], q);
    expect(keys).toContainEqual(q.notes.key());
    expect(keys).not.toContainEqual(q.facts.key());
  });
  test('several at once name each feature once', () => {
    const keys = staleKeys([changed('fact', 'evidence'), changed('fact')], q).map((key) => JSON.stringify(key));
    expect(new Set(keys).size).toBe(keys.length);
  });
  test('another library, or too much to name, is everything', () => {
    expect(staleKeys([{ type: 'library', foreign: false, records: [] }], q)).toEqual([[]]);
    expect(staleKeys([changed()], q)).toEqual([[]]);
  });
  test('settings alone touch settings alone', () => {
    expect(staleKeys([{ type: 'settings', foreign: true, records: [] }], q)).toEqual([q.settings.get.key()]);
  });
});

describe('problems', () => {
  test('fall back to the sentence of the sender', () => {
    const refusal = { kind: 'IO', reason: 'never-heard-of', params: {}, message: 'Do this.' } as const;
    expect(refusalText(refusal).sentence).toBe('Do this.');
    expect(refusalText({ ...refusal, reason: 'internal' }).sentence).toMatch(/changed nothing/);
  });
});
