import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAutosave, type SaveState } from '../../renderer/editor/autosave.ts';

class Changed extends Error {}
class Full extends Error {}

/** A library of one text: refuses writers that did not see its revision, and fails while it is full. */
const library = () => {
  const store = { text: 'a', revision: 1, full: false, writes: 0, hold: undefined as Promise<void> | undefined };
  const states: SaveState['kind'][] = [];
  const autosave = createAutosave<string>({
    revision: '1',
    delayMs: 600,
    retryMs: [1000, 5000],
    isConflict: (error) => error instanceof Changed,
    onState: (state) => states.push(state.kind),
    save: async (value, seen) => {
      await store.hold;
      if (store.full) throw new Full();
      if (seen !== String(store.revision)) throw new Changed();
      store.text = value;
      store.revision += 1;
      store.writes += 1;
      return String(store.revision);
    },
  });
  return { store, states, autosave };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('autosave', () => {
  it('writes once after a pause, the newest text', async () => {
    const { store, states, autosave } = library();
    autosave.change('b');
    await vi.advanceTimersByTimeAsync(500);
    autosave.change('c');
    await vi.advanceTimersByTimeAsync(599);
    expect(store.writes).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(store).toMatchObject({ text: 'c', writes: 1 });
    expect(states).toEqual(['waiting', 'waiting', 'saving', 'clean']);
    expect(autosave.revision()).toBe('2');
  });

  it('flushes at once, also what is typed while a write is under way', async () => {
    const { store, autosave } = library();
    let release = (): void => undefined;
    store.hold = new Promise((resolve) => {
      release = resolve;
    });
    autosave.change('b');
    const first = autosave.flush();
    await vi.advanceTimersByTimeAsync(0);
    autosave.change('c');
    release();
    expect(await first).toBe(true);
    expect(await autosave.flush()).toBe(true);
    expect(store).toMatchObject({ text: 'c', writes: 2 });
    expect(autosave.pending()).toBeUndefined();
  });

  it('keeps the text on a full disk and tries again by itself', async () => {
    const { store, states, autosave } = library();
    store.full = true;
    autosave.change('b');
    await vi.advanceTimersByTimeAsync(600);
    expect(autosave.state().kind).toBe('failed');
    autosave.change('c');
    expect(autosave.pending()).toBe('c');
    await vi.advanceTimersByTimeAsync(1000);
    expect(autosave.state().kind).toBe('failed');
    expect(await autosave.flush()).toBe(false);
    store.full = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.text).toBe('c');
    expect(states.at(-1)).toBe('clean');
  });

  it('keeps the newer text when the write of an older one fails', async () => {
    const { store, autosave } = library();
    let release = (): void => undefined;
    store.hold = new Promise((resolve) => {
      release = resolve;
    });
    autosave.change('b');
    const write = autosave.flush();
    await vi.advanceTimersByTimeAsync(0);
    autosave.change('c');
    store.full = true;
    release();
    expect(await write).toBe(false);
    expect(autosave.pending()).toBe('c');
    store.full = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.text).toBe('c');
  });

  it('stops for a choice when the text was changed elsewhere', async () => {
    const { store, autosave } = library();
    store.text = 'theirs';
    store.revision = 7;
    autosave.change('mine');
    await vi.advanceTimersByTimeAsync(600);
    expect(autosave.state().kind).toBe('conflict');
    autosave.change('mine, longer');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.text).toBe('theirs');
    expect(await autosave.flush()).toBe(false);
    expect(await autosave.keepMine('7')).toBe(true);
    expect(store).toMatchObject({ text: 'mine, longer', revision: 8 });
  });

  it('can take theirs, after which typing goes on from there', async () => {
    const { store, autosave } = library();
    store.text = 'theirs';
    store.revision = 7;
    autosave.change('mine');
    expect(await autosave.flush()).toBe(false);
    autosave.takeTheirs('7');
    expect(autosave.state().kind).toBe('clean');
    autosave.change('theirs and more');
    expect(await autosave.flush()).toBe(true);
    expect(store).toMatchObject({ text: 'theirs and more', revision: 8 });
  });

  it('a second conflict while the first is being solved asks again', async () => {
    const { store, autosave } = library();
    store.revision = 7;
    autosave.change('mine');
    await autosave.flush();
    store.revision = 8;
    expect(await autosave.keepMine('7')).toBe(false);
    expect(autosave.state().kind).toBe('conflict');
    expect(autosave.pending()).toBe('mine');
  });

  it('never loses the newest text, whatever happens in between', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('type' as const) }),
      fc.record({ do: fc.constantFrom('full', 'free', 'foreign', 'flush', 'keep') }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 8000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { store, autosave } = library();
        let typed = 'a';
        let count = 0;
        for (const action of steps) {
          if (action.do === 'type') {
            count += 1;
            typed = `v${count}`;
            autosave.change(typed);
          }
          if (action.do === 'full') store.full = true;
          if (action.do === 'free') store.full = false;
          if (action.do === 'foreign' && autosave.state().kind !== 'clean') store.revision += 1;
          if (action.do === 'flush') await autosave.flush();
          if (action.do === 'keep' && autosave.state().kind === 'conflict')
            await autosave.keepMine(String(store.revision));
          if (action.do === 'wait') await vi.advanceTimersByTimeAsync(action.ms);
          expect([store.text, autosave.pending()]).toContain(typed);
        }
        store.full = false;
        await vi.advanceTimersByTimeAsync(60_000);
        if (autosave.state().kind === 'conflict') await autosave.keepMine(String(store.revision));
        expect(store.text).toBe(typed);
        expect(autosave.state().kind).toBe('clean');
        autosave.dispose();
      }),
      { numRuns: 100 },
    );
  });
});
