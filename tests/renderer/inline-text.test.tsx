import { ORPCError } from '@orpc/client';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DateField } from '../../renderer/ui/DateField.tsx';
import { InlineText } from '../../renderer/ui/InlineText.tsx';
import { prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const start = async (part: Partial<Parameters<typeof InlineText>[0]> = {}) => {
  const save = vi.fn((_text: string): Promise<unknown> => Promise.resolve());
  const user = userEvent.setup();
  const view = show(<InlineText label="Title" value="before" save={save} {...part} />);
  await user.click(screen.getByRole('button', { name: /^Title/ }));
  return { save, user, view, field: screen.getByRole('textbox', { name: 'Title' }) };
};

describe('inline text', () => {
  test('Enter saves what changed and gives the focus back', async () => {
    const { save, user, field } = await start();
    await user.clear(field);
    await user.type(field, 'after{Enter}');
    expect(save).toHaveBeenCalledExactlyOnceWith('after');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Title/ }));
  });

  test('a save that takes its time does not take the focus from where the user went on', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const { user, field } = await start({ save: () => promise });
    const elsewhere = document.body.appendChild(document.createElement('input'));
    await user.type(field, ' and after{Enter}');
    await user.click(elsewhere);
    resolve(undefined);
    await screen.findByRole('button', { name: /^Title/ });
    expect(document.activeElement).toBe(elsewhere);
    elsewhere.remove();
  });

  test('leaving saves', async () => {
    const { save, user, field } = await start();
    await user.type(field, ' and after');
    await user.tab();
    expect(save).toHaveBeenCalledTimes(1);
  });

  test('Esc takes back, and the pane around does not hear of it', async () => {
    const outer = vi.fn();
    document.addEventListener('keydown', outer);
    const { save, user, field } = await start();
    await user.type(field, 'x');
    outer.mockClear();
    await user.keyboard('{Escape}');
    document.removeEventListener('keydown', outer);
    expect(save).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: /before/ })).toBeTruthy();
  });

  test('nothing is written when nothing changed', async () => {
    const { save, user } = await start();
    await user.keyboard('{Enter}');
    expect(save).not.toHaveBeenCalled();
  });

  test('a refused value stays open with the sentence that says why', async () => {
    const refusal = new ORPCError('READ_ONLY', {
      message: 'The library may not be written; save a copy.',
      data: { reason: 'not-known-here', params: {} },
    });
    const { user, field } = await start({ save: () => Promise.reject(refusal) });
    await user.type(field, ' plus{Enter}');
    expect((await screen.findByRole('alert')).textContent).toBe('The library may not be written; save a copy.');
    expect((field as HTMLTextAreaElement).value).toBe('before plus');
  });

  test('a newer value from outside does not overwrite what is being typed', async () => {
    const { user, field, view } = await start();
    await user.type(field, ' mine');
    view.change(<InlineText label="Title" value="theirs" save={() => Promise.resolve()} />);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('before mine');
  });

  test('one line stays one line; in a text of several lines only Ctrl-Enter saves', async () => {
    const one = await start();
    await one.user.click(one.field);
    await one.user.paste(' a\nb');
    expect((one.field as HTMLTextAreaElement).value).not.toContain('\n');
    cleanup();
    const many = await start({ multiline: true });
    await many.user.type(many.field, '{Enter}more');
    expect(many.save).not.toHaveBeenCalled();
    await many.user.keyboard('{Control>}{Enter}{/Control}');
    expect(many.save).toHaveBeenCalledTimes(1);
  });
});

describe('a value that somebody else changed meanwhile', () => {
  const changed = () => new ORPCError('CHANGED', { message: 'Vera changed it.', data: { reason: 'x', params: {} } });
  const collide = async () => {
    const opened = vi.fn((_text: string): Promise<unknown> => Promise.reject(changed()));
    const newest = vi.fn((_text: string): Promise<unknown> => Promise.resolve());
    const { user, field, view } = await start({ save: opened });
    await user.type(field, ' mine');
    view.change(<InlineText label="Title" value="theirs" save={newest} />);
    await user.keyboard('{Enter}');
    await screen.findByText('Vera changed it.');
    return { user, opened, newest };
  };

  test('is saved as of the moment it was opened; the other one is shown, and nothing written by leaving', async () => {
    const { user, opened, newest } = await collide();
    expect(opened).toHaveBeenCalledExactlyOnceWith('before mine');
    expect(screen.getByText('theirs')).toBeTruthy();
    await user.keyboard('{Enter}');
    await user.click(document.body);
    expect(opened).toHaveBeenCalledTimes(1);
    expect(newest).not.toHaveBeenCalled();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('before mine');
  });

  test('is written over when the analyst keeps the own one', async () => {
    const { user, newest } = await collide();
    await user.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(newest).toHaveBeenCalledExactlyOnceWith('before mine');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('stays when the analyst takes the other', async () => {
    const { user, newest } = await collide();
    await user.click(screen.getByRole('button', { name: 'Take the other' }));
    expect(newest).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: /theirs/ })).toBeTruthy();
  });
});

describe('date field', () => {
  const open = async (day: boolean) => {
    const save = vi.fn((_date: string | null): Promise<unknown> => Promise.resolve());
    const user = userEvent.setup();
    show(<DateField label="As of" value={day ? '2024-04-30' : '2023-08/2024-07'} save={save} day={day} />);
    return { save, user, button: screen.getByRole('button') };
  };

  test('shows words, edits the date as it is stored', async () => {
    const { user, button } = await open(false);
    expect(button.textContent).toBe('August\u00a02023 – July\u00a02024');
    await user.click(button);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('2023-08/2024-07');
  });

  test('refuses what is no date, takes uncertain ones, and empty as none', async () => {
    const { user, button, save } = await open(false);
    await user.click(button);
    await user.clear(screen.getByRole('textbox'));
    await user.type(screen.getByRole('textbox'), 'next year{Enter}');
    expect(screen.getByRole('alert').textContent).toMatch(/2024-04/);
    await user.clear(screen.getByRole('textbox'));
    await user.type(screen.getByRole('textbox'), '2023~{Enter}');
    expect(save).toHaveBeenLastCalledWith('2023~');
    await user.click(screen.getByRole('button'));
    await user.clear(screen.getByRole('textbox'));
    await user.keyboard('{Enter}');
    expect(save).toHaveBeenLastCalledWith(null);
  });

  test('a day field takes days only', async () => {
    const { user, button, save } = await open(true);
    await user.click(button);
    await user.clear(screen.getByRole('textbox'));
    await user.type(screen.getByRole('textbox'), '2024{Enter}');
    expect(screen.getByRole('alert')).toBeTruthy();
    expect(save).not.toHaveBeenCalled();
  });
});
