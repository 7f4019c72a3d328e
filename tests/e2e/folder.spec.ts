import { copyFileSync, mkdirSync, readdirSync, renameSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from './app.ts';
import { PACK, SHARED, theirPack } from './colleague.ts';
import { runCommandLine } from './host.ts';
import { chooseFolder, shareFor, showPart } from './sharing.ts';
import { notice, rowOf } from './steps.ts';
import { BROWSER_ONLY } from './which.ts';

/** So long ago that nobody takes it for a file that is still arriving. */
const LONG_AGO = new Date('2026-11-21T10:00:00Z');

test('a pack of a colleague waits in the shared folder, is merged in part and in whole, and one goes back', async ({
  app,
}) => {
  const { page } = app;
  const folder = join(app.home, 'Team');
  mkdirSync(folder);
  const pack = await theirPack(app);
  await chooseFolder(app, folder);
  await expect(notice(page, 'Packs of this library are shared through Team now.')).toBeVisible();

  copyFileSync(pack, join(folder, PACK));
  utimesSync(join(folder, PACK), LONG_AGO, LONG_AGO);
  await page.getByRole('contentinfo').getByRole('button', { name: '1 pack waits' }).click();
  const look = page.getByRole('button', { name: `Look through ${PACK}` });
  await look.click();
  const box = page.getByRole('checkbox', { name: `Take ${SHARED.added}` });
  await box.uncheck();
  await page.getByRole('button', { name: /^Merge \d+ records?$/ }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(rowOf(page, PACK)).toContainText('merged in part');

  await look.click();
  await page.getByRole('button', { name: /^Merge \d+ records?$/ }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Nothing new waits here.')).toBeVisible();
  await expect(page.getByRole('contentinfo')).not.toContainText('waits');

  await shareFor(page, 'Desk B');
  await page.getByRole('checkbox', { name: /^Only what is new/ }).check();
  const send = page.getByRole('button', { name: 'Write to the shared folder' });
  await expect(send).toBeEnabled();
  await send.click();
  await expect(notice(page, /^Wrote .* into the shared folder/)).toBeVisible();
  const [ours = ''] = readdirSync(folder).filter((name) => name !== PACK);
  utimesSync(join(folder, ours), LONG_AGO, LONG_AGO);
  await showPart(page, 'Receive');
  await expect(page.getByText('Nothing new waits here.')).toBeVisible();

  // The colleague sees it, on a machine of their own.
  const [home, library] = [join(app.home, 'desk-b'), join(app.home, 'libraries', 'Desk B.bwlib')];
  await runCommandLine(home, 'folder', 'set', library, folder);
  const { packs } = JSON.parse(await runCommandLine(home, 'folder', 'list', library, '--json')) as {
    packs: { name: string }[];
  };
  expect(packs.map(({ name }) => name)).toContain(ours);
});

test('a folder that is gone is said plainly, and a pack can be dismissed', async ({ app }) => {
  const { page } = app;
  const folder = join(app.home, 'Team');
  mkdirSync(folder);
  const pack = join(folder, 'anything.bwpack');
  await app.run('pack', app.library, '--out', pack, '--author', 'Desk B');
  utimesSync(pack, LONG_AGO, LONG_AGO);
  await showPart(page, 'Receive');
  await page.getByRole('button', { name: 'Set up a shared folder' }).click();
  await chooseFolder(app, folder);
  await showPart(page, 'Receive');
  await page.getByRole('button', { name: `Dismiss ${basename(pack)}` }).click();
  await expect(page.getByText('Nothing new waits here.')).toBeVisible();
  expect(readdirSync(folder)).toEqual([basename(pack)]);

  app.watch.expect(/status of 409/);
  renameSync(folder, `${folder} away`);
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('Team cannot be reached at the moment.')).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('Shared folder not reached');
  await showPart(page, 'Colleagues');
  await page.getByRole('button', { name: 'Stop using it' }).click();
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
});

test('a path that names no folder is refused with a sentence', { tag: BROWSER_ONLY }, async ({ app }) => {
  const { page } = app;
  app.watch.expect(/status of 4\d\d .*host\/folder\/name/);
  await chooseFolder(app, 'Team');
  await expect(page.getByText('That is not a whole path;')).toBeVisible();
  const path = page.getByRole('textbox', { name: 'Path of the folder' });
  for (const [typed, words] of [
    [join(app.home, 'nowhere'), 'There is no folder nowhere'],
    [app.library, 'is a file, not a folder'],
  ] as const) {
    await path.fill(typed);
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await expect(page.getByText(words)).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
});
