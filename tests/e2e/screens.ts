import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build, needsBuild } from '../../electron/build.ts';
import type { App } from './app.ts';
import { BROWSER_SWITCHES, findBrowser } from './browser.ts';
import { PROJECT, runCommandLine } from './host.ts';
import { makeLibrary } from './libraries.ts';
import { GROUPS, type Group, MANY } from './places.ts';
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
    args: [...BROWSER_SWITCHES],
    env: { ...(process.env as Record<string, string>), ...env },
  }),
);

/** Runs the app with a library of the kind for as long as `use` takes. */
const withApp = async (start: Group['start'], use: (app: App) => Promise<void>): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'briefwright-screens-'));
  const library = join(home, 'libraries', 'Market watch.bwlib');
  mkdirSync(join(home, 'libraries'));
  if (start !== 'none') await makeLibrary(start, library);
  const watch = new Watch();
  const open = start === 'none' ? {} : { library };
  const window = await openInBrowser(browser, { home, watch, colorScheme: 'light', viewport: SIZES.wide, ...open });
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

/** A page of the sample's report as a picture, where poppler is installed. */
const takePage = (pdf: Buffer): void => {
  const folder = mkdtempSync(join(tmpdir(), 'briefwright-page-'));
  try {
    writeFileSync(join(folder, 'report.pdf'), pdf);
    const to = ['-f', '1', '-l', '1', '-singlefile', '-r', '80', '-png'];
    execFileSync('pdftoppm', [...to, join(folder, 'report.pdf'), join(README, 'page')]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    say(
      'pdftoppm is not installed, so the README keeps its old picture of a page; install poppler-utils for a new one.',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const takeReadme = async (): Promise<void> => {
  mkdirSync(README, { recursive: true });
  for (const [name, to] of [
    ['fact', 'window'],
    ['builder', 'briefing'],
  ] as const)
    copyFileSync(join(OUT, `${name}-wide-light.png`), join(README, `${to}.png`));
  await withApp('sample', async (app) => {
    const { openBriefing } = await import('./steps.ts');
    await openBriefing(app.page);
    const { bytes } = await app.saved(() => app.page.getByRole('button', { name: 'Export PDF' }).click());
    takePage(bytes);
  });
};

if (needsBuild(PROJECT)) await build(PROJECT);
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
try {
  for (const group of [...GROUPS, MANY]) for (const size of ['wide', 'narrow'] as const) await takeGroup(group, size);
  await takeReadme();
  say(`Pictures of every screen are in ${OUT}, those of the README in ${README}.`);
} finally {
  await browser.close();
}
