import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { useConnection } from '../../renderer/api/events.ts';
import { LostBar } from '../../renderer/app/LostBar.tsx';
import { followTask, useTasks } from '../../renderer/app/tasks.ts';
import { setUnsaved } from '../../renderer/app/unsaved.ts';
import { createAutosave } from '../../renderer/editor/autosave.ts';
import { EMPTY_CAPTURE, useCapture } from '../../renderer/features/capture/draft.ts';
import { EMPTY_EVIDENCE } from '../../renderer/features/evidence/draft.ts';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(() => {
  cleanup();
  setUnsaved('block', null);
  useCapture.setState({ draft: EMPTY_CAPTURE });
  useConnection.setState({ lost: false });
});

const RUNNING = {
  id: 'task',
  type: 'import',
  subject: 'f2.csv',
  state: 'running',
  progress: 0.2,
  phase: 'read',
  outcome: null,
  problem: null,
} as const;

describe('a library that has stopped', () => {
  test('is told with the way to start it again; the unsaved words can be copied', async () => {
    const user = userEvent.setup();
    show(<LostBar />);
    expect(screen.queryByRole('alert')).toBeNull();
    act(() => useConnection.setState({ lost: true }));
    expect((await screen.findByRole('alert', {}, { timeout: 5000 })).textContent).toContain('npm start');
    expect(screen.queryByRole('button')).toBeNull();
    const flush = () => Promise.resolve(false);
    act(() => setUnsaved('block', { state: 'failed', flush, words: () => 'Typed while nobody listens.' }));
    // The bar may have been drawn a moment before it listens.
    await user.click(await screen.findByRole('button', { name: 'Copy the unsaved text' }));
    await screen.findByRole('button', { name: 'Copied' });
    expect(await navigator.clipboard.readText()).toBe('Typed while nobody listens.');
    act(() => useConnection.setState({ lost: false }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('gives what is half typed in the capture box with it, also when that is all there is', async () => {
    const user = userEvent.setup();
    show(<LostBar />);
    const evidence = { ...EMPTY_EVIDENCE, quote: 'Two days', source: { ...EMPTY_EVIDENCE.source, title: 'Register' } };
    act(() => {
      useConnection.setState({ lost: true });
      useCapture.setState({ draft: { ...EMPTY_CAPTURE, statement: 'The harbour was', subject: 'Harbour', evidence } });
    });
    await user.click(await screen.findByRole('button', { name: 'Copy the unsaved text' }, { timeout: 5000 }));
    await screen.findByRole('button', { name: 'Copied' });
    expect(await navigator.clipboard.readText()).toBe(
      'The harbour was\nSubject: Harbour\nSource: Register\nQuote: Two days',
    );
    // What stays in the box from a fact that was saved is nothing to lose.
    const known = { ...EMPTY_EVIDENCE.source, id: 'x', title: 'Register' };
    const saved = { ...EMPTY_CAPTURE, subject: 'Harbour', evidence: { ...EMPTY_EVIDENCE, source: known } };
    act(() => useCapture.setState({ draft: saved }));
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('leaves no job running in the status bar', async () => {
    const watch = async function* () {
      yield RUNNING;
      throw new TypeError('network error');
    };
    const api = fakeApi({ tasks: { watch: () => Promise.resolve(watch()) } });
    await expect(followTask(api, 'task')).rejects.toThrow('network error');
    expect(useTasks.getState().tasks).toEqual({});
  });

  test('does not hide the words that were on their way to it', async () => {
    const { promise, reject } = Promise.withResolvers<string>();
    const save = vi.fn(() => promise);
    const autosave = createAutosave<string>({
      revision: '1',
      isConflict: () => false,
      onState: () => undefined,
      save,
    });
    autosave.change('on their way');
    const done = autosave.flush();
    await vi.waitFor(() => expect(save).toHaveBeenCalled());
    expect(autosave.pending()).toBe('on their way');
    reject(new Error('gone'));
    await done;
    expect(autosave.pending()).toBe('on their way');
    autosave.dispose();
  });
});
