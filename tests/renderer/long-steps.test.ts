import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { isBusy, tellWhile, useTasks } from '../../renderer/app/tasks.ts';
import { editWords } from '../../renderer/app/use-undo.ts';
import { startI18n } from '../../renderer/i18n/index.ts';

beforeAll(() => startI18n('en'));
afterEach(() => vi.useRealTimers());

describe('a step on many records', () => {
  test('is told once it takes long, and no longer than it runs', async () => {
    vi.useFakeTimers();
    const { promise, resolve } = Promise.withResolvers<number>();
    const told = tellWhile('Adding tags to 50,000 facts…', () => promise);
    expect(isBusy()).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(useTasks.getState().calls).toMatchObject([{ words: 'Adding tags to 50,000 facts…' }]);
    expect(isBusy()).toBe(true);
    resolve(7);
    expect(await told).toBe(7);
    expect(isBusy()).toBe(false);
  });

  test('can be stopped', async () => {
    vi.useFakeTimers();
    const told = tellWhile(
      'Adding tags',
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    await vi.advanceTimersByTimeAsync(1000);
    useTasks.getState().calls[0]?.stop();
    await expect(told).rejects.toThrow(/abort/);
    expect(isBusy()).toBe(false);
  });

  test('that fails leaves nothing behind', async () => {
    await expect(tellWhile('Adding', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(isBusy()).toBe(false);
  });

  test('is named by its count, one on a single record by that record', () => {
    expect(editWords({ title: 'fact.tag', subject: '50000' })).toBe('tags of 50,000 facts');
    expect(editWords({ title: 'fact.tag', subject: 'The shop closed.' })).toBe('Tags changed: The shop closed.');
    expect(editWords({ title: 'note.retire', subject: '2' })).toBe('retiring 2 notes');
    expect(editWords({ title: 'fact.edit', subject: '2024' })).toBe('Edited fact: 2024');
    expect(editWords({ title: 'of.another.version', subject: '' })).toBe('The last change');
  });
});
