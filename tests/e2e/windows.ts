import { mkdtempSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page, PlaywrightWorkerArgs } from '@playwright/test';
import { expect } from '@playwright/test';
import { findElectron } from '../../electron/runtime.ts';
import { PROJECT, startHost } from './host.ts';
import type { Seat } from './seat.ts';
import type { Watch } from './watch.ts';

/** A file that the app handed to the user. */
export interface SavedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** One open window and what the host around it does: dialogs, files, further windows, its end. */
export interface Window {
  readonly page: Page;
  /** Answers the choice of files that the step brings up. */
  choose(step: () => Promise<void>, files: readonly string[]): Promise<void>;
  /** Takes the file that the step makes the app save. */
  saved(step: () => Promise<void>): Promise<SavedFile>;
  /** Opens the window anew, at its first screen. */
  startAgain(): Promise<void>;
  /** A second window on the same library. Browser mode only. */
  another(): Promise<Page>;
  /** Ends the app's server below its open window. Browser mode only. */
  stopServer(): Promise<void>;
  /** What the server tried to reach outside of this machine. */
  attempts(): string[];
  close(): Promise<void>;
}

interface Begin {
  readonly home: string;
  readonly library?: string;
  readonly watch: Watch;
  readonly colorScheme: 'light' | 'dark' | 'no-preference' | null;
  readonly viewport: { readonly width: number; readonly height: number } | null;
}

/** The window is there and hears keys. */
const ready = (page: Page): Promise<void> => page.getByRole('main').first().waitFor();

/** Forgets the place, so that the window opens at its first screen again. */
const startAgain = async (page: Page): Promise<void> => {
  await page.evaluate(() => history.replaceState(null, '', '#/'));
  await page.reload();
  await ready(page);
};

/** The app as `serve` shows it in a browser. */
export const openInBrowser = async (seat: Seat, begin: Begin): Promise<Window> => {
  const host = await startHost(begin.home, begin.library, await seat.port());
  const open = async (address: string): Promise<Page> => {
    const page = await seat.context.newPage();
    begin.watch.follow(page);
    await page.emulateMedia({ colorScheme: begin.colorScheme });
    if (begin.viewport) await page.setViewportSize(begin.viewport);
    await page.goto(address);
    await ready(page);
    return page;
  };
  const page = await open(host.url);
  return {
    page,
    choose: async (step, files) => {
      const asked = page.waitForEvent('filechooser');
      await step();
      await (await asked).setFiles([...files]);
    },
    saved: async (step) => {
      const download = page.waitForEvent('download');
      await step();
      const file = await download;
      return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
    },
    startAgain: () => startAgain(page),
    another: () => open(new URL('/', host.url).href),
    stopServer: () => host.stop(),
    attempts: () => host.attempts(),
    close: async () => {
      await seat.clear();
      await host.stop();
    },
  };
};

const onlyInBrowser = (): never => {
  throw new Error('This test needs browser mode; tag it with BROWSER_ONLY.');
};

/** The answers that the next system dialogs get, in place of a user. */
const answerOpen = (app: ElectronApplication, files: readonly string[]): Promise<void> =>
  app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...filePaths] });
  }, files);
const answerSave = (app: ElectronApplication, file: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);

/** The built app in Electron. */
export const openInElectron = async (
  { _electron }: PlaywrightWorkerArgs['playwright'],
  begin: Begin,
): Promise<Window> => {
  const executablePath = findElectron(PROJECT);
  if (executablePath === undefined) throw new Error('No Electron runtime was found.');
  const root = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath,
    args: [PROJECT, ...(begin.library ? [begin.library] : []), ...(root ? ['--no-sandbox'] : [])],
    env: { ...(process.env as Record<string, string>), BRIEFWRIGHT_HOME: begin.home },
  });
  const page = await app.firstWindow();
  begin.watch.follow(page);
  await page.emulateMedia({ colorScheme: begin.colorScheme, reducedMotion: 'reduce' });
  if (begin.viewport) await page.setViewportSize(begin.viewport);
  // What was said before the listening began is said again.
  await page.reload();
  await ready(page);
  return {
    page,
    choose: async (step, files) => {
      await answerOpen(app, files);
      await step();
    },
    saved: async (step) => {
      const target = join(mkdtempSync(join(begin.home, 'saved-')), 'saved');
      await answerSave(app, target);
      await step();
      let bytes = Buffer.alloc(0);
      await expect(() => {
        bytes = readFileSync(target);
      }).toPass();
      return { name: basename(target), bytes };
    },
    startAgain: () => startAgain(page),
    another: async () => onlyInBrowser(),
    stopServer: async () => onlyInBrowser(),
    attempts: () => [],
    close: () => app.close(),
  };
};
