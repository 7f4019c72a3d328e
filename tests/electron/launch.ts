import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { Api } from '#shared/contract/api.ts';
import { type Bridge, PORT_MESSAGE } from '#shared/contract/bridge.ts';
import type { StandIn } from './stand-in/electron.ts';
import type { Page } from './stand-in/page.ts';
import { startApp } from './stand-in/start-app.ts';
import type { WindowStandIn } from './stand-in/window.ts';

export const PROJECT = join(import.meta.dirname, '../..');

export interface Launched {
  readonly electron: StandIn;
  readonly window: WindowStandIn;
  readonly page: Page;
  /** What the preload put into the page. */
  readonly bridge: Bridge;
  /** The user's folder, removed by `end`. */
  readonly home: string;
  /** Quits the app and waits for its end. */
  end(): Promise<void>;
}

const until = async (found: () => boolean): Promise<void> => {
  while (!found()) await new Promise(setImmediate);
};

/** The first window's page, as soon as it stands. */
export const firstWindow = async (electron: StandIn): Promise<WindowStandIn> => {
  await until(() => electron.windows[0]?.loaded !== undefined);
  const window = electron.windows[0];
  if (!window) throw new Error('no window');
  await window.loaded;
  return window;
};

/** Runs the built app with a user folder of its own. */
export const launch = async (argv: readonly string[] = [], home = newHome()): Promise<Launched> => {
  process.env.BRIEFWRIGHT_HOME = home;
  const electron = await startApp({ folder: PROJECT }, argv);
  const window = await firstWindow(electron);
  const page = await window.page();
  return {
    electron,
    window,
    page,
    bridge: page.window.briefwright as Bridge,
    home,
    end: async () => {
      electron.app.quit();
      await electron.app.exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
};

export const newHome = (): string => mkdtempSync(join(tmpdir(), 'briefwright-electron-'));

/** Asks for a port as the page does and waits for it. */
export const askForPort = (page: Page): Promise<MessagePort> =>
  new Promise((resolve) => {
    page.window.addEventListener('message', function heard(event) {
      const { data, ports, source } = event as Event & { data: unknown; ports: MessagePort[]; source: unknown };
      if (source !== page.window || data !== PORT_MESSAGE || !ports[0]) return;
      page.window.removeEventListener('message', heard);
      resolve(ports[0]);
    });
    (page.window.briefwright as Bridge).connect();
  });

/** The Api as the page has it: the window's own client, on the page's own window. */
export const connect = async (page: Page): Promise<Api> => {
  const file = join(PROJECT, 'renderer/api/client.ts');
  const { connectApi } = (await import(/* @vite-ignore */ file)) as { connectApi: () => Promise<Api> };
  const world = globalThis as { window?: unknown };
  world.window = page.window;
  try {
    return await connectApi();
  } finally {
    delete world.window;
  }
};
