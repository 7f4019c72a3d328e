import { useEffect, useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';
import { MENU_COMMANDS, type MenuCommand } from '#shared/contract/bridge.ts';

/** In the order of the palette: what the open screen and its choice can do comes first. */
export const COMMAND_GROUPS = ['here', 'record', 'edit', 'go', 'view', 'library'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/**
 * Something the user can do by name. The one registry feeds the palette, the keyboard and the menu of Electron, which
 * knows a command by its id.
 */
export interface Command {
  /** Stable, such as `fact.capture`. */
  readonly id: string;
  /** Key of its name in the screen texts, such as `facts:commands.capture`. */
  readonly title: string;
  /** What is put into the title, such as a count or the name of a library. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly group: CommandGroup;
  /** Such as `mod+shift+f`; `mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys?: string;
  /** True when the keys also work while a text field has the focus; always so with `mod`, unless set to false. */
  readonly inText?: boolean;
  readonly enabled?: () => boolean;
  /** Stands in for a command that a screen brings along, until that screen is there. */
  readonly standIn?: boolean;
  readonly run: () => void;
}

/** Id and keys of a command that Electron's menu names too. */
export const menuCommand = (id: MenuCommand): { id: MenuCommand; keys?: string } => {
  const keys = MENU_COMMANDS[id]?.toLowerCase();
  return keys ? { id, keys } : { id };
};

interface Registry {
  readonly layers: ReadonlyMap<symbol, readonly Command[]>;
}

export const useRegistry = create<Registry>(() => ({ layers: new Map() }));

/** Adds commands until the returned function is called. A later layer wins over an earlier one of the same keys. */
export const registerCommands = (commands: readonly Command[]): (() => void) => {
  const layer = Symbol('commands');
  useRegistry.setState(({ layers }) => ({ layers: new Map(layers).set(layer, commands) }));
  return () =>
    useRegistry.setState(({ layers }) => {
      const rest = new Map(layers);
      rest.delete(layer);
      return { layers: rest };
    });
};

/** All commands that are there now, the latest layer first. A stand-in gives way to the command itself. */
export const allCommands = ({ layers }: Registry = useRegistry.getState()): Command[] => {
  const all = [...layers.values()].reverse().flat();
  const there = new Set(all.filter((command) => !command.standIn).map((command) => command.id));
  return all.filter((command) => !command.standIn || !there.has(command.id));
};

const isEnabled = (command: Command): boolean => command.enabled?.() ?? true;

/** Runs the command of the id; false when it is not there or cannot run now. */
export const runCommand = (id: string): boolean => {
  const command = allCommands().find((known) => known.id === id && isEnabled(known));
  command?.run();
  return command !== undefined;
};

const SCREEN_MS = 5000;

/** Runs the command of the id once the screen that brings it along is there; gives up when it does not come. */
export const runWhenThere = (id: string): void => {
  const run = (): boolean => {
    const command = allCommands().find((known) => known.id === id && !known.standIn && isEnabled(known));
    command?.run();
    return command !== undefined;
  };
  if (run()) return;
  const stop = useRegistry.subscribe(() => {
    if (!run()) return;
    stop();
    clearTimeout(timer);
  });
  const timer = setTimeout(stop, SCREEN_MS);
};

/**
 * Offers commands while the component is on the screen. What they do may close over anything, the newest closure
 * runs.
 */
export const useCommands = (commands: readonly Command[]): void => {
  const newest = useRef(commands);
  useLayoutEffect(() => {
    newest.current = commands;
  });
  const signature = JSON.stringify(commands.map(({ id, title, keys, params }) => [id, title, keys, params]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the commands
  useEffect(() => {
    const current = (id: string) => newest.current.find((command) => command.id === id);
    return registerCommands(
      newest.current.map((command) => ({
        ...command,
        enabled: () => current(command.id)?.enabled?.() ?? true,
        run: () => current(command.id)?.run(),
      })),
    );
  }, [signature]);
};

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

/** The key as written in a command: the letter on the cap even under a layout of another script. */
const keyName = (event: KeyboardEvent): string => {
  const key = event.key.toLowerCase();
  if (/^[!-~]$/.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  return letter ? letter.toLowerCase() : key;
};

/** The pressed keys as a command writes them, such as `mod+shift+f`. */
export const pressedKeys = (event: KeyboardEvent, mac: boolean): string => {
  const name = keyName(event);
  // A shifted sign such as "?" already tells that shift was held.
  const shift = event.shiftKey && (name.length > 1 || /[a-z0-9]/.test(name));
  const mod = mac ? event.metaKey : event.ctrlKey;
  const ctrl = mac && event.ctrlKey;
  return [mod && 'mod', ctrl && 'ctrl', event.altKey && 'alt', shift && 'shift', name].filter(Boolean).join('+');
};

const worksHere = (command: Command, target: EventTarget | null): boolean =>
  !isTextField(target) || (command.inText ?? command.keys?.includes('mod+') ?? false);

/** Runs commands by their keys; returns a function that stops it. */
export const listenForKeys = (mac: boolean): (() => void) => {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = pressedKeys(event, mac);
    const command = allCommands().find(
      (known) => known.keys === keys && worksHere(known, event.target) && isEnabled(known),
    );
    if (!command) return;
    event.preventDefault();
    command.run();
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
};
