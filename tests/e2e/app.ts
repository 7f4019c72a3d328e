import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, expect } from '@playwright/test';
import { BROWSER_SWITCHES, findBrowser } from './browser.ts';
import { runCommandLine } from './host.ts';
import { type Kind, makeLibrary } from './libraries.ts';
import { SEAT_SWITCHES, Seat } from './seat.ts';
import { Watch } from './watch.ts';
import { usesElectron } from './which.ts';
import { openInBrowser, openInElectron, type Window } from './windows.ts';

/** The running app as a test uses it. */
export interface App extends Window {
  /** What the page asked for and complained about. */
  readonly watch: Watch;
  /** The user's folder: profile and libraries. */
  readonly home: string;
  /** The library file that is open at the start. */
  readonly library: string;
  /** Runs a command of the command line on the same profile. */
  run(...args: readonly string[]): Promise<string>;
  /** A file of the user's with this content; returns its path. */
  file(name: string, content: string): string;
}

interface Options {
  /** The library that is open when the test begins; none shows the first-run screen. */
  readonly start: Kind | 'none';
}

interface Shared {
  /** The browser of this worker, started when it is first asked for: Electron needs none. */
  readonly startBrowser: () => Promise<Browser>;
  /** Where the windows of the worker's tests open, one after the other. */
  readonly takeSeat: () => Promise<Seat>;
}

/**
 * Playwright's test with the app in it, each in a profile of its own. Every test fails on a console error, on a breach
 * of the policy, and on an attempt of page or server to leave this machine.
 */
export const test = base.extend<Options & { app: App }, Shared>({
  start: ['sample', { option: true }],

  startBrowser: [
    async ({ playwright }, use) => {
      let browser: Promise<Browser> | undefined;
      await use(() => {
        browser ??= findBrowser().then(({ executablePath, env }) =>
          playwright.chromium.launch({
            executablePath,
            args: [...BROWSER_SWITCHES, ...SEAT_SWITCHES],
            env: { ...(process.env as Record<string, string>), ...env },
          }),
        );
        return browser;
      });
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],

  takeSeat: [
    async ({ startBrowser }, use) => {
      let seat: Promise<Seat> | undefined;
      await use(() => {
        seat ??= startBrowser().then((browser) => Seat.open(browser));
        return seat;
      });
      await (await seat)?.[Symbol.asyncDispose]();
    },
    { scope: 'worker' },
  ],

  app: async ({ playwright, takeSeat, start, colorScheme, viewport }, use) => {
    const home = mkdtempSync(join(tmpdir(), 'briefwright-e2e-'));
    const library = join(home, 'libraries', 'Market watch.bwlib');
    mkdirSync(join(home, 'libraries'));
    const open = start === 'none' ? {} : { library };
    if (start !== 'none') await makeLibrary(start, library);
    const watch = new Watch();
    const begin = { home, watch, colorScheme: colorScheme ?? 'light', viewport, ...open };
    const window = usesElectron()
      ? await openInElectron(playwright, begin)
      : await openInBrowser(await takeSeat(), begin);
    await use({
      ...window,
      watch,
      home,
      library,
      run: (...args) => runCommandLine(home, ...args),
      file: (name, content) => {
        const path = join(home, name);
        writeFileSync(path, content);
        return path;
      },
    });
    await window.close();
    const attempts = window.attempts();
    rmSync(home, { recursive: true, force: true });
    expect(watch.complaints, 'console errors and breaches of the policy').toEqual([]);
    expect(watch.outside, 'requests of the page that leave this machine').toEqual([]);
    expect(attempts, 'attempts of the server to leave this machine').toEqual([]);
  },
});

export { expect };
