import { afterEach, describe, expect, test, vi } from 'vitest';
import { MENU_COMMANDS } from '#shared/contract/bridge.ts';
import {
  allCommands,
  type Command,
  listenForKeys,
  menuCommand,
  pressedKeys,
  registerCommands,
  runCommand,
  runWhenThere,
} from '../../renderer/app/commands.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  document.body.replaceChildren();
});

const command = (part: Partial<Command> & { id: string }): Command => ({
  title: 'app:capture',
  group: 'edit',
  run: () => undefined,
  ...part,
});

const press = (init: KeyboardEventInit, target: EventTarget = window): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};

describe('pressed keys', () => {
  test.each([
    [{ key: 'k', code: 'KeyK', ctrlKey: true }, false, 'mod+k'],
    [{ key: 'k', code: 'KeyK', metaKey: true }, true, 'mod+k'],
    [{ key: 'k', code: 'KeyK', ctrlKey: true }, true, 'ctrl+k'],
    [{ key: 'F', code: 'KeyF', ctrlKey: true, shiftKey: true }, false, 'mod+shift+f'],
    // The same caps under a Cyrillic layout.
    [{ key: 'л', code: 'KeyK', ctrlKey: true }, false, 'mod+k'],
    [{ key: 'А', code: 'KeyF', ctrlKey: true, shiftKey: true }, false, 'mod+shift+f'],
    [{ key: '?', code: 'Slash', shiftKey: true }, false, '?'],
    [{ key: '/', code: 'Slash' }, false, '/'],
    [{ key: 'ArrowLeft', code: 'ArrowLeft', altKey: true }, false, 'alt+arrowleft'],
    [{ key: ',', code: 'Comma', ctrlKey: true }, false, 'mod+,'],
  ])('%o on a Mac: %s gives %s', (init, mac, keys) => {
    expect(pressedKeys(new KeyboardEvent('keydown', init), mac)).toBe(keys);
  });
});

describe('registry', () => {
  test('a later layer wins over an earlier one, until it is taken away', () => {
    const first = vi.fn();
    const second = vi.fn();
    ends.push(registerCommands([command({ id: 'a', keys: 'mod+k', run: first })]));
    const end = registerCommands([command({ id: 'b', keys: 'mod+k', run: second })]);
    ends.push(listenForKeys(false));
    press({ key: 'k', ctrlKey: true });
    end();
    press({ key: 'k', ctrlKey: true });
    expect(second).toHaveBeenCalledTimes(1);
    expect(first).toHaveBeenCalledTimes(1);
  });

  test('a command that cannot run now lets an earlier one of the same keys through', () => {
    const run = vi.fn();
    ends.push(registerCommands([command({ id: 'a', keys: '/', run })]));
    ends.push(registerCommands([command({ id: 'b', keys: '/', enabled: () => false })]));
    ends.push(listenForKeys(false));
    press({ key: '/' });
    expect(run).toHaveBeenCalledTimes(1);
    expect(runCommand('b')).toBe(false);
  });

  test('in a text field plain keys type; keys with mod work unless they belong to typing', () => {
    const slash = vi.fn();
    const palette = vi.fn();
    const undo = vi.fn();
    ends.push(
      registerCommands([
        command({ id: 'filter', keys: '/', run: slash }),
        command({ id: 'palette', keys: 'mod+k', run: palette }),
        command({ id: 'undo', keys: 'mod+z', inText: false, run: undo }),
      ]),
      listenForKeys(false),
    );
    const field = document.body.appendChild(document.createElement('input'));
    expect(press({ key: '/' }, field).defaultPrevented).toBe(false);
    expect(press({ key: 'z', ctrlKey: true }, field).defaultPrevented).toBe(false);
    expect(press({ key: 'k', ctrlKey: true }, field).defaultPrevented).toBe(true);
    expect([slash, undo, palette].map((spy) => spy.mock.calls.length)).toEqual([0, 0, 1]);
    press({ key: 'z', ctrlKey: true });
    expect(undo).toHaveBeenCalledTimes(1);
  });

  test('a key that somebody else has taken does nothing more', () => {
    const run = vi.fn();
    ends.push(registerCommands([command({ id: 'a', keys: 'escape', run })]), listenForKeys(false));
    const inner = document.body.appendChild(document.createElement('button'));
    inner.addEventListener('keydown', (event) => event.preventDefault());
    press({ key: 'Escape' }, inner);
    expect(run).not.toHaveBeenCalled();
  });

  test('commands of the menu take their keys from the one table', () => {
    for (const [id, keys] of Object.entries(MENU_COMMANDS))
      expect(menuCommand(id as keyof typeof MENU_COMMANDS).keys).toBe(keys?.toLowerCase());
  });

  test('a stand-in gives way to the command that a screen brings along, whichever came first', () => {
    const screen = vi.fn();
    const standIn = vi.fn();
    const end = registerCommands([command({ id: 'note.create', run: screen })]);
    ends.push(registerCommands([command({ id: 'note.create', standIn: true, run: standIn })]));
    runCommand('note.create');
    end();
    runCommand('note.create');
    expect([screen, standIn].map((spy) => spy.mock.calls.length)).toEqual([1, 1]);
  });

  test('what a screen brings along runs once it is there, and once only', () => {
    const screen = vi.fn();
    ends.push(
      registerCommands([command({ id: 'note.create', standIn: true, run: () => runWhenThere('note.create') })]),
    );
    runCommand('note.create');
    expect(screen).not.toHaveBeenCalled();
    ends.push(registerCommands([command({ id: 'note.create', run: screen })]));
    ends.push(registerCommands([command({ id: 'other' })]));
    expect(screen).toHaveBeenCalledTimes(1);
  });

  test('nothing is left after everything is taken away', () => {
    const end = registerCommands([command({ id: 'a' })]);
    expect(allCommands()).toHaveLength(1);
    end();
    expect(allCommands()).toHaveLength(0);
  });
});
