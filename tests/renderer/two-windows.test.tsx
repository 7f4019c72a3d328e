import { ORPCError } from '@orpc/client';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AutoText } from '../../renderer/editor/AutoText.tsx';
import { type Begun, EMPTY_EVIDENCE, type EvidenceDraft } from '../../renderer/features/evidence/draft.ts';
import { EvidenceForm } from '../../renderer/features/evidence/EvidenceForm.tsx';
import { prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const at = (seq: number): string => `${'a'.repeat(32)}:${seq}`;
const changed = () => new ORPCError('CHANGED', { message: 'Vera changed it.', data: { reason: 'x', params: {} } });

describe('words that save themselves, changed in another window meanwhile', () => {
  const collide = async (id: string) => {
    const write = vi.fn((_text: string, seen: string) =>
      seen === at(1) ? Promise.reject(changed()) : Promise.resolve(at(3)),
    );
    const part = (value: string, seq: number) => (
      <AutoText aria-label="Reason" id={id} revision={at(seq)} value={value} write={write} />
    );
    const user = userEvent.setup();
    const view = show(part('before', 1));
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), ' mine');
    view.change(part('theirs', 2));
    await user.tab();
    const keep = await screen.findByRole('button', { name: 'Keep mine' });
    return { user, write, keep };
  };

  test('both values stand there until one is chosen; the own one goes over the newer revision', async () => {
    const { user, write, keep } = await collide('one/reason');
    expect(write.mock.calls).toEqual([['before mine', at(1)]]);
    expect(screen.getByText('theirs')).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('before mine');
    await user.click(keep);
    expect(write.mock.lastCall).toEqual(['before mine', at(2)]);
    expect(screen.queryByRole('button', { name: 'Keep mine' })).toBeNull();
  });

  test('the other one stays when it is taken', async () => {
    const { user, write } = await collide('two/reason');
    await user.click(screen.getByRole('button', { name: 'Take the other' }));
    expect(write).toHaveBeenCalledTimes(1);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('theirs');
  });
});

describe('evidence that is written in two windows', () => {
  const begun = (draft: Partial<EvidenceDraft>, seq: number): Begun => ({
    draft: {
      ...EMPTY_EVIDENCE,
      source: { ...EMPTY_EVIDENCE.source, id: at(9), title: 'Register' },
      quote: 'before',
      ...draft,
    },
    revision: at(seq),
  });
  const collide = async () => {
    const save = vi.fn((_draft: EvidenceDraft, { revision }: Begun) =>
      revision === at(1) ? Promise.reject(changed()) : Promise.resolve(),
    );
    const onClose = vi.fn();
    const part = (present: Begun) => <EvidenceForm act="Save" onClose={onClose} present={present} save={save} />;
    const user = userEvent.setup();
    const view = show(part(begun({}, 1)));
    await user.type(screen.getByRole('textbox', { name: 'Quote' }), ' mine');
    view.change(part(begun({ quote: 'theirs', locator: 'p. 7' }, 2)));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText(/Somebody else has changed “Quote”/);
    return { user, save, onClose };
  };

  test('what both changed is shown twice and saved only after a choice; what only the other changed is taken', async () => {
    const { user, save, onClose } = await collide();
    expect(screen.getByText('theirs')).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Quote' }).value).toBe('before mine');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Where in it' }).value).toBe('p. 7');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(save).toHaveBeenCalledTimes(1);
    expect(onClose).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Keep mine' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(save.mock.lastCall).toMatchObject([{ quote: 'before mine', locator: 'p. 7' }, { revision: at(2) }]);
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  test('the other value is in the field when it is taken', async () => {
    const { user, save } = await collide();
    await user.click(screen.getByRole('button', { name: 'Take the other' }));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Quote' }).value).toBe('theirs');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(save.mock.lastCall).toMatchObject([{ quote: 'theirs' }, { draft: { quote: 'theirs' }, revision: at(2) }]);
  });
});
