import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Locator, type Page } from '@playwright/test';
import { build } from '../../electron/build.ts';
import { needsBuild } from '../../shared/hosts/built.ts';
import type { App } from './app.ts';
import { BROWSER_SWITCHES, findBrowser } from './browser.ts';
import { PROJECT, runCommandLine } from './host.ts';
import { makeLibrary } from './libraries.ts';
import { GROUPS, type Group, LARGE } from './places.ts';
import { SEAT_SWITCHES, Seat } from './seat.ts';
import { openBriefing, openFact } from './steps.ts';
import { Watch } from './watch.ts';
import { openInBrowser } from './windows.ts';

/**
 * `npm run screens`: pictures of every screen and box, light and dark, wide and narrow, in out/screens, for people to
 * look at; and the pictures of the README.
 */

const OUT = join(PROJECT, 'out/screens');
const README = join(PROJECT, 'resources/readme');
const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 900, height: 600 } } as const;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const browser = await findBrowser().then(({ executablePath, env }) =>
  chromium.launch({
    executablePath,
    args: [...BROWSER_SWITCHES, ...SEAT_SWITCHES],
    env: { ...(process.env as Record<string, string>), ...env },
  }),
);

/** Runs the app with a library of the kind for as long as `use` takes. */
const withApp = async (start: Group['start'], use: (app: App) => Promise<void>, scale = 1): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'briefwright-screens-'));
  const library = join(home, 'libraries', 'Market watch.bwlib');
  mkdirSync(join(home, 'libraries'));
  if (start !== 'none') await makeLibrary(start, library);
  const watch = new Watch();
  const open = start === 'none' ? {} : { library };
  await using seat = await Seat.open(browser, scale);
  const window = await openInBrowser(seat, { home, watch, colorScheme: 'light', viewport: SIZES.wide, ...open });
  try {
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
  } finally {
    await window.close();
    rmSync(home, { recursive: true, force: true });
  }
};

/** A sheet of the report, once it is drawn. */
const drawn = async (page: Page, number: number): Promise<Locator> => {
  const sheet = page.getByRole('img', { name: `Page ${number}`, exact: true });
  await sheet.scrollIntoViewIfNeeded();
  await expect.poll(() => sheet.evaluate((element) => element.querySelector('canvas') !== null)).toBe(true);
  return sheet;
};

const takeGroup = (group: Group, size: keyof typeof SIZES): Promise<void> =>
  withApp(group.start, async (app) => {
    const { page } = app;
    for (const { name, show } of group.places) {
      await page.setViewportSize(SIZES[size]);
      await page.emulateMedia({ colorScheme: 'light' });
      await app.startAgain();
      await show(app);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(OUT, `${name}-${size}-${colorScheme}.png`) });
      }
    }
    say(`${group.name}, ${size}: ${group.places.length} places`);
  });

const README_SIZE = { width: 1360, height: 800 };

const showSection = async (page: Page, number: number): Promise<void> => {
  await page.setViewportSize(README_SIZE);
  await openBriefing(page);
  const outline = page.getByRole('navigation', { name: 'Outline' });
  await outline.getByRole('button', { name: new RegExp(`^${number}`) }).click();
};

/** The window with a fact open, the builder with its page, and a sheet of the report at twice the size of the pane. */
const takeReadme = async (): Promise<void> => {
  mkdirSync(README, { recursive: true });
  await withApp('sample', async ({ page }) => {
    await page.setViewportSize(README_SIZE);
    await openFact(page, 'Visits from Russia to the Binance website fell within a year.');
    await page.screenshot({ path: join(README, 'window.png') });
    await showSection(page, 3);
    await drawn(page, 2);
    await page.screenshot({ path: join(README, 'briefing.png') });
  });
  const sheet = async ({ page }: App): Promise<void> => {
    await showSection(page, 4);
    await (await drawn(page, 3)).screenshot({ path: join(README, 'page.png') });
  };
  await withApp('sample', sheet, 2);
};

if (needsBuild(PROJECT)) await build(PROJECT);
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
try {
  for (const group of [...GROUPS, ...LARGE])
    for (const size of ['wide', 'narrow'] as const) await takeGroup(group, size);
  await takeReadme();
  say(`Pictures of every screen are in ${OUT}, those of the README in ${README}.`);
} finally {
  await browser.close();
}
