import { findElectron } from '../../electron/runtime.ts';
import { PROJECT } from './host.ts';

/** True when the suite can drive Electron: its runtime is here and, on Linux, a screen to show its window on. */
export const usesElectron = (): boolean =>
  findElectron(PROJECT) !== undefined &&
  (process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY));

/** Title tag of tests that need browser mode itself: its server, or two windows. */
export const BROWSER_ONLY = '@browser';
