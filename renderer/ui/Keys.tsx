import { isMac } from '../api/platform.ts';
import classes from './Keys.module.css';

const MAC: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥', ctrl: '⌃' };
const OTHER: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: '⇧', alt: 'Alt' };
const NAMED: Readonly<Record<string, string>> = {
  enter: '↵',
  escape: 'Esc',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  delete: 'Del',
};

/** The keys of a command as they are printed on the caps. */
export const keyLabel = (keys: string, mac = isMac()): string =>
  keys
    .split('+')
    .map((key) => (mac ? MAC : OTHER)[key] ?? NAMED[key] ?? key.toUpperCase())
    .join(mac ? '' : ' ');

export const Keys = ({ keys }: { keys: string }) => <kbd className={classes.keys}>{keyLabel(keys)}</kbd>;
