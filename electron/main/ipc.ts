import {
  type BrowserWindow,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  type MessagePortMain,
} from 'electron';
import * as z from 'zod';
import { type MenuCommand, OPEN_KINDS, SAVE_KINDS } from '../../shared/contract/bridge.ts';
import { CHANNELS } from '../channels.ts';
import { APP_ORIGIN } from './scheme.ts';

const kindsOf = <T extends object>(table: T) =>
  z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);

const inputs = {
  openDialog: z.strictObject({ kind: kindsOf(OPEN_KINDS), multiple: z.boolean() }),
  saveDialog: z.strictObject({ kind: kindsOf(SAVE_KINDS), suggestedName: z.string().max(2000) }),
  /** From the preload, which alone knows it; it goes back to the page as a token. */
  dropped: z.strictObject({ path: z.string().min(1).max(32_000) }),
  reveal: z.strictObject({ file: z.string().max(300) }),
  openExternal: z.strictObject({ url: z.string().max(4000) }),
};

/** What the window can ask the main process to do: one function per action. */
export interface Actions {
  /** Serves the Api on the port. */
  connect(port: MessagePortMain): void;
  openDialog(window: BrowserWindow, input: z.infer<(typeof inputs)['openDialog']>): Promise<unknown>;
  saveDialog(window: BrowserWindow, input: z.infer<(typeof inputs)['saveDialog']>): Promise<unknown>;
  dropped(window: BrowserWindow, input: z.infer<(typeof inputs)['dropped']>): Promise<unknown>;
  reveal(window: BrowserWindow, input: z.infer<(typeof inputs)['reveal']>): Promise<unknown>;
  openExternal(window: BrowserWindow, input: z.infer<(typeof inputs)['openExternal']>): Promise<unknown>;
}

/** How long the page may take to write what was typed last, in milliseconds, before its window closes all the same. */
const FLUSH_LIMIT = 3000;

/**
 * Listens to the window: to its main frame, and only while that shows the app's own origin. Whatever else asks is
 * refused. `current` is the window there is now, if any.
 */
export const listenToWindow = (current: () => BrowserWindow | undefined, actions: Actions): void => {
  const senderWindow = (event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow | undefined => {
    const window = current();
    const frame = event.senderFrame;
    const trusted =
      window !== undefined &&
      event.sender === window.webContents &&
      frame?.parent === null &&
      frame.origin === APP_ORIGIN;
    return trusted ? window : undefined;
  };

  ipcMain.on(CHANNELS.connect, (event) => {
    const port = event.ports[0];
    if (!port) return;
    if (senderWindow(event)) actions.connect(port);
    else port.close();
  });

  const handle = <K extends keyof typeof inputs>(action: K): void =>
    ipcMain.handle(CHANNELS[action], async (event, input: unknown) => {
      const window = senderWindow(event);
      if (!window) throw new Error('Only the app’s own window may ask for this.');
      const run = actions[action] as (window: BrowserWindow, input: unknown) => Promise<unknown>;
      return run(window, inputs[action].parse(input));
    });
  handle('openDialog');
  handle('saveDialog');
  handle('dropped');
  handle('reveal');
  handle('openExternal');
};

/** Tells the window that a menu command was chosen. */
export const sendCommand = (window: BrowserWindow, command: MenuCommand): void =>
  window.webContents.send(CHANNELS.command, command);

/** Lets the page write what was typed last. Settles when it has, or after a few seconds when it does not answer. */
export const flushWindow = (window: BrowserWindow): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      ipcMain.off(CHANNELS.closed, heard);
      resolve();
    };
    const heard = (event: IpcMainEvent): void => {
      if (event.sender === window.webContents) settle();
    };
    const timer = setTimeout(settle, FLUSH_LIMIT);
    ipcMain.on(CHANNELS.closed, heard);
    window.webContents.send(CHANNELS.closing);
  });
