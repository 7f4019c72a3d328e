import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { pdfOf } from '../support/pdf-files.ts';
import { type App, expect, test } from './app.ts';
import { copyLibrary, factIds, SHARED, theirPack } from './colleague.ts';
import { go, notice, openBriefing, rowOf, SAMPLE_FACTS } from './steps.ts';

const tab = (page: Page, name: string) => page.getByRole('tab', { name });

/** Each guess at a passphrase takes an idle machine a second, and a busy one many. */
const GUESS = { timeout: 120_000 };

/** Looks at a file on the tab of what is received. */
const receive = async (app: App, file: string): Promise<void> => {
  const { page } = app;
  await go(page, 'Exchange');
  await tab(page, 'Receive').first().click();
  await app.choose(() => page.getByRole('button', { name: 'Choose a file' }).click(), [file]);
};

const switchTo = async (page: Page, from: string, to: string): Promise<void> => {
  await page.getByRole('button', { name: from, exact: true }).click();
  await page.getByRole('menuitem', { name: to, exact: true }).click();
  await expect(page.getByRole('button', { name: to, exact: true })).toBeVisible();
};

const countOf = (page: Page, name: string) =>
  page.getByRole('list', { name: 'What would change' }).getByRole('listitem').filter({ hasText: name });

test('shares from one library, receives in another, keeps both values, and takes it back (M14–M16)', async ({
  app,
}) => {
  const { page } = app;
  const other = await copyLibrary(app, 'Desk B');
  const id = (await factIds(app, other))(SHARED.before);
  await app.run('facts', 'edit', app.library, id, '--statement', SHARED.ours);
  await app.run('facts', 'add', app.library, '--statement', SHARED.added, '--subject', 'Harbour');
  await app.run('facts', 'add', app.library, '--statement', 'Only for few eyes.', '--tlp', 'RED');
  await app.run('facts', 'edit', other, id, '--statement', SHARED.theirs);

  await go(page, 'Exchange');
  const contents = page.getByRole('region', { name: 'What goes out and what stays behind' });
  await expect(contents.getByRole('heading', { level: 3 })).toContainText('1 record stays behind');
  await expect(contents.getByRole('row').filter({ hasText: 'Only for few eyes.' })).toContainText('TLP:RED');
  await expect(contents).toContainText(`${SAMPLE_FACTS + 1} facts`);
  await page.getByRole('textbox', { name: 'Cover note' }).fill(SHARED.note);
  const pack = await app.saved(() => page.getByRole('button', { name: 'Save as…' }).click());
  expect(pack.bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
  expect(pack.bytes.includes('Only for few eyes.')).toBe(false);
  await expect(notice(page, /^Saved .*bwpack with \d+ records/)).toBeVisible();
  const file = join(app.home, 'from us.bwpack');
  writeFileSync(file, pack.bytes);

  await switchTo(page, 'Market watch', 'Desk B');
  await receive(app, file);
  await expect(page.getByRole('region', { name: 'Counts and origin' })).toContainText(SHARED.note);
  await expect(countOf(page, 'In conflict')).toContainText('1');
  await expect(rowOf(page, SHARED.theirs)).toContainText('In conflict');
  await rowOf(page, SHARED.theirs).click();
  const detail = page.getByRole('region', { name: 'The open record' });
  await expect(detail).toContainText('Both sides changed it.');
  await expect(detail.locator('ins').filter({ hasText: 'May' })).toBeVisible();

  // Everything is taken at first; what is added can be looked at, and left.
  await countOf(page, 'Added').getByRole('button').click();
  await rowOf(page, SHARED.added).click();
  await expect(detail).toContainText('This record is new here.');
  await detail.page().getByRole('checkbox', { name: 'Take it' }).uncheck();
  await expect(rowOf(page, SHARED.added).getByRole('checkbox')).not.toBeChecked();
  const merge = page.getByRole('button', { name: /^Merge \d+ records?$/ });
  await expect(merge).toHaveText('Merge 2 records');
  await merge.click();

  const result = page.getByRole('region', { name: 'What the merge did' });
  await expect(result).toContainText('In conflict');
  await expect(result).toContainText('Receipt 1.');
  await result.getByRole('button', { name: 'Settle 1 conflict' }).click();
  await expect(tab(page, 'Conflicts')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel')).toContainText(/CommEx had (closed|shut)/);

  await tab(page, 'Received').click();
  const receipt = page.getByRole('row').filter({ hasText: 'from us.bwpack' });
  await receipt.getByRole('button', { name: /^Take back/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await expect(notice(page, /Took back the merge/)).toBeVisible();
  await expect(receipt).toContainText('taken back');
  await go(page, 'Facts');
  await expect(rowOf(page, SHARED.theirs)).toBeVisible();
  await expect(rowOf(page, SHARED.added)).toBeHidden();
});

test('a briefing is shared with what it rests on, and the choice is remembered', async ({ app }) => {
  const { page } = app;
  await go(page, 'Exchange');
  await page.getByRole('radio', { name: /^A briefing/ }).check();
  const contents = page.getByRole('region', { name: 'What goes out and what stays behind' });
  await expect(page.getByRole('tabpanel')).toContainText('Choose the briefing to share.');
  await page.getByRole('combobox', { name: 'Briefing', exact: true }).click();
  await page.getByRole('option', { name: 'Future of Binance in Russia' }).click();
  await expect(contents.getByRole('heading', { level: 2 })).toHaveText(/\d+ records go out/);
  await expect(contents).toContainText('1 briefing');
  const file = await app.saved(() => page.getByRole('button', { name: 'Save as…' }).click());
  expect(file.bytes.length).toBeGreaterThan(1000);
  await page.waitForTimeout(800);
  await page.reload();
  await expect(page.getByRole('radio', { name: /^A briefing/ })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Briefing', exact: true })).toHaveValue(
    'Future of Binance in Russia',
  );
});

test('a report takes its facts and sources along, and is received in another library', async ({ app }) => {
  const { page } = app;
  const other = join(app.home, 'libraries', 'Desk C.bwlib');
  await app.run('init', other);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Other formats' }).click();
  const choice = page.getByRole('menuitemcheckbox', { name: /^Attach the facts and sources/ });
  await choice.click();
  await expect(choice).toBeChecked();
  await page.keyboard.press('Escape');
  const report = await app.saved(() => page.getByRole('button', { name: 'Export PDF with pack' }).click());
  await expect(notice(page, /It carries a pack of \d+ records\./)).toBeVisible();
  const file = join(app.home, 'report.pdf');
  writeFileSync(file, report.bytes);

  // The choice outlasts the window.
  await page.waitForTimeout(800);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Export PDF with pack' })).toBeVisible();

  await switchTo(page, 'Market watch', 'Desk C');
  await receive(app, file);
  const origin = page.getByRole('region', { name: 'Counts and origin' });
  await expect(origin).toContainText('The pack was attached to a PDF report.');
  await expect(origin).toContainText(`${SAMPLE_FACTS} facts`);
  await page.getByRole('button', { name: /^Merge \d+ records$/ }).click();
  await expect(page.getByRole('region', { name: 'What the merge did' })).toContainText('Receipt 1.');
  await tab(page, 'Received').click();
  await expect(page.getByRole('row').filter({ hasText: 'report.pdf' })).toBeVisible();
});

test('an encrypted pack asks for its passphrase, also in a PDF, and tells a wrong one', async ({ app }) => {
  const { page } = app;
  await go(page, 'Exchange');
  await page.getByRole('radio', { name: /^Encrypt with a passphrase/ }).check();
  const write = page.getByRole('button', { name: 'Save as…' });
  await page.getByLabel('Passphrase', { exact: true }).fill('seven quiet harbours');
  await page.getByLabel('Passphrase again').fill('seven quiet');
  await expect(page.getByText('The two differ.')).toBeVisible();
  await expect(write).toBeDisabled();
  await page.getByLabel('Passphrase again').fill('seven quiet harbours');
  await expect(page.getByRole('heading', { level: 2 }).filter({ hasText: 'go out' })).toBeVisible();
  const pack = await app.saved(() => write.click());
  expect(pack.bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  const file = join(app.home, 'secret.bwpack');
  writeFileSync(file, pack.bytes);

  await receive(app, file);
  const field = page.getByLabel('Passphrase', { exact: true });
  await expect(field).toBeFocused();
  await field.fill('guessed');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/The passphrase does not open/)).toBeVisible(GUESS);
  await page.getByRole('button', { name: 'Leave it' }).click();

  const report = join(app.home, 'report.pdf');
  writeFileSync(report, pdfOf({ files: [{ bytes: pack.bytes }] }));
  await receive(app, report);
  await expect(page.getByText('report.pdf is encrypted')).toBeVisible();
  await field.fill('seven quiet harbours');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/There is nothing to merge/)).toBeVisible(GUESS);
  await expect(page.getByRole('button', { name: /^Merge 0 records/ })).toBeDisabled();
});

test('hostile and foreign files are refused with a sentence, and nothing changes', async ({ app }) => {
  const { page } = app;
  const before = await app.run('digest', app.library, '--json');
  const pack = await theirPack(app);
  const cut = join(app.home, 'cut.bwpack');
  writeFileSync(cut, readFileSync(pack).subarray(0, 30_000));
  const bent = join(app.home, 'bent.bwpack');
  copyFileSync(pack, bent);
  const bytes = readFileSync(bent);
  bytes.write('CREATE TRIGGER', bytes.indexOf('CREATE TABLE'));
  writeFileSync(bent, bytes);
  const own = await app.run('digest', app.library, '--json');
  expect(own).not.toBe(before);
  for (const file of [app.file('letter.bwpack', 'Nothing of the sort.'), cut, bent]) {
    await receive(app, file);
    const alert = page.getByRole('alert').filter({ hasText: `${basename(file)} was not read` });
    await expect(alert).toContainText('Your library is as it was.');
  }
  expect(await app.run('digest', app.library, '--json')).toBe(own);
});

test('a dropped file is looked at, records are taken and left by key, and the whole is let go', async ({ app }) => {
  const { page } = app;
  const bytes = readFileSync(await theirPack(app)).toString('base64');
  await go(page, 'Exchange');
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    const file = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([file], 'dropped.bwpack'));
    return transfer;
  }, bytes);
  const panel = page.getByRole('tabpanel');
  await panel.dispatchEvent('dragenter', { dataTransfer: data });
  await expect(page.getByText('Drop the file to look at it.')).toBeVisible();
  await panel.dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByRole('heading', { name: 'Merge “dropped.bwpack”' })).toBeVisible();

  const grid = page.getByRole('grid', { name: 'Records of the file' });
  const merge = page.getByRole('button', { name: /^Merge \d+ records?$/ });
  const all = Number(/\d+/.exec((await merge.textContent()) ?? '')?.[0]);
  expect(all).toBeGreaterThan(4);
  // Keys mean rows, so these must be there.
  await expect(grid.getByRole('row').nth(all)).toBeVisible();
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(merge).toHaveText(`Merge ${all - 1} records`);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Space');
  await expect(merge).toHaveText(`Merge ${all - 2} records`);
  await panel.getByRole('button', { name: 'Take none' }).click();
  await expect(merge).toHaveText('Merge 0 records');
  await panel.getByRole('button', { name: 'Take all' }).click();
  await expect(merge).toHaveText(`Merge ${all} records`);
  await panel.getByRole('button', { name: 'Leave all' }).click();
  await expect(page.getByText('Take in what a colleague sent')).toBeVisible();
});
