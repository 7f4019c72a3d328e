import { ORPCError } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { type Prose, proseFromText } from '#shared/model/prose.ts';
import { writeProse } from '../../renderer/editor/write-prose.ts';

const changed = () => new ORPCError('CHANGED', { message: 'moved on' });

/** A stored text that refuses writers who did not see its revision. */
const stored = (text: string, revision: string) => {
  const state = { prose: proseFromText(text), revision };
  const write = vi.fn(async (prose: Prose, seen: string) => {
    if (seen !== state.revision) throw changed();
    state.prose = prose;
    state.revision = `${state.revision}+`;
    return state.revision;
  });
  return { state, write, read: async () => ({ ...state }) };
};

describe('writing prose', () => {
  it('moves the base on with every write', async () => {
    const { write, read, state } = stored('a', 'r1');
    const base = { current: proseFromText('a') };
    expect(await writeProse({ value: proseFromText('b'), seen: 'r1', base, write, read })).toBe('r1+');
    expect(base.current).toEqual(proseFromText('b'));
    expect(state.prose).toEqual(proseFromText('b'));
  });

  it('writes over a record whose words are the same, such as after a new marking', async () => {
    const { write, read, state } = stored('a', 'r2');
    const base = { current: proseFromText('a') };
    await writeProse({ value: proseFromText('b'), seen: 'r1', base, write, read });
    expect(state.prose).toEqual(proseFromText('b'));
  });

  it('is content when the library has these words already: the answer to a write got lost', async () => {
    const { write, read } = stored('b', 'r2');
    const base = { current: proseFromText('a') };
    expect(await writeProse({ value: proseFromText('b'), seen: 'r1', base, write, read })).toBe('r2');
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('leaves a real conflict to the analyst and writes nothing', async () => {
    const { write, read, state } = stored('theirs', 'r2');
    const base = { current: proseFromText('a') };
    const call = writeProse({ value: proseFromText('mine'), seen: 'r1', base, write, read });
    await expect(call).rejects.toMatchObject({ code: 'CHANGED' });
    expect(state.prose).toEqual(proseFromText('theirs'));
    expect(base.current).toEqual(proseFromText('a'));
  });

  it('passes on every other failure', async () => {
    const base = { current: proseFromText('a') };
    const full = new ORPCError('FULL', { message: 'no room' });
    const call = writeProse({
      value: proseFromText('b'),
      seen: 'r1',
      base,
      write: () => Promise.reject(full),
      read: async () => undefined,
    });
    await expect(call).rejects.toBe(full);
  });
});
