import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { go, notice, openFact, rowOf } from './steps.ts';

test.use({ start: 'twins' });

const HARBOUR = 'The harbour was closed for two days';

const tab = (page: Page): Locator => page.getByRole('tab', { name: /^Duplicates/ });

const goDuplicates = async (page: Page): Promise<void> => {
  await go(page, 'Exchange');
  await tab(page).click();
};

/** The row of a pair in the list; the open pair has rows of its own. */
const pairOf = (page: Page, words: string): Locator =>
  page.getByRole('grid', { name: 'Likely duplicates' }).getByRole('row').filter({ hasText: words });

const pairPane = (page: Page): Locator => page.getByRole('region', { name: 'The open pair' });

/** Takes the way back that the message about a step offers. */
const takeBack = async (page: Page, said: string | RegExp, way: string): Promise<void> => {
  await notice(page, said).getByRole('button', { name: way }).click();
};

test('a pair is compared, joined by key, undone, told apart, offered again, and taken apart (M13)', async ({ app }) => {
  const { page } = app;
  const fact = await openFact(page, `${HARBOUR}.`);
  await expect(fact).toContainText(`Likely the same as “${HARBOUR}”`);
  await fact.getByRole('button', { name: 'Compare' }).click();
  await expect(tab(page)).toHaveText('Duplicates4');
  const pane = pairPane(page);
  const value = pane.getByRole('row', { name: /^Value/ });
  await expect(value.getByRole('cell')).toHaveText(['2 days', '≈ 2 days']);
  await expect(pane.getByRole('row', { name: /^Evidence/ })).toContainText('Notice of the port authority');
  await page.getByRole('button', { name: 'Show pairs of all records' }).click();
  await expect(page.getByText('4 pairs')).toBeVisible();

  await pane.focus();
  await page.keyboard.press('2');
  await expect(pane.getByRole('button', { name: `Join: keep “${HARBOUR}”` })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(notice(page, `Joined 1 record to “${HARBOUR}”.`)).toBeVisible();
  await expect(pane.getByRole('heading', { level: 2 })).toHaveText('The ferry “Aurora” sank.');
  await expect(tab(page)).toHaveText('Duplicates3');
  await page.getByText('Joined', { exact: true }).click();
  await pairOf(page, HARBOUR).click();
  await expect(pane.getByRole('columnheader')).toContainText(['Stands for both', 'Gave way']);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Nothing was joined yet.')).toBeVisible();

  await page.getByText('Offered', { exact: true }).click();
  await pairOf(page, HARBOUR).click();
  await pane.getByRole('button', { name: 'Not the same' }).click();
  await takeBack(page, '1 pair is not offered again in this file.', 'Offer again');
  await pairOf(page, HARBOUR).click();
  await expect(pane.getByRole('heading', { level: 2 })).toHaveText(`${HARBOUR}.`);
  await pane.getByRole('textbox', { name: 'Reason' }).fill('One closure');
  await pane.getByRole('button', { name: /^Join: keep/ }).click();
  await expect(pairOf(page, HARBOUR)).toBeHidden();
  await go(page, 'Facts');
  await expect(rowOf(page, HARBOUR)).toHaveCount(1);
  const kept = await openFact(page, HARBOUR);
  await expect(kept).toContainText('Notice of the port authority');
  await expect(kept).toContainText('Stands for 1 other');
  await kept.getByRole('button', { name: 'Take apart' }).click();
  await pairOf(page, HARBOUR).click();
  await expect(pane).toContainText('Reason: One closure');
  await pane.getByRole('button', { name: 'Take apart' }).click();
  await expect(notice(page, 'Taken apart')).toBeVisible();
  await go(page, 'Facts');
  await expect(rowOf(page, HARBOUR)).toHaveCount(2);
});

test('many pairs are joined at once, told before; facts are joined by hand, and both are taken back', async ({
  app,
}) => {
  const { page } = app;
  await goDuplicates(page);
  await page.getByRole('combobox', { name: 'Kind of record' }).click();
  await page.getByRole('option', { name: 'Fact', exact: true }).click();
  await expect(page.getByText(/^2 pairs/)).toBeVisible();
  await page.getByRole('grid', { name: 'Likely duplicates' }).focus();
  await page.keyboard.press('Control+a');
  const chosen = page.getByRole('region', { name: '2 pairs chosen' });
  await expect(chosen.getByRole('status')).toContainText('2 records give way; 2 stand for them.');
  await chosen.getByRole('button', { name: 'Join 2 pairs' }).click();
  await expect(page.getByText('No pair matches this filter.')).toBeVisible();
  await takeBack(page, '2 records gave way.', 'Undo');
  await expect(page.getByText(/^2 pairs/)).toBeVisible();

  await go(page, 'Facts');
  const ferries = rowOf(page, /The ferry ["“]Aurora/);
  await ferries.nth(0).click({ modifiers: ['Control'] });
  await ferries.nth(1).click({ modifiers: ['Control'] });
  await page.getByRole('button', { name: 'Join…' }).click();
  const box = page.getByRole('dialog', { name: 'Join 2 facts' });
  await expect(box.getByRole('radio').first()).toBeChecked();
  await box.getByRole('radio', { name: /"Aurora"/ }).click();
  await box.getByRole('button', { name: 'Join: keep “The ferry "Aurora" sank.”' }).click();
  await expect(ferries).toHaveCount(1);
  await expect(ferries).toContainText('HARBOUR');
  await takeBack(page, 'Joined 1 record', 'Undo');
  await expect(ferries).toHaveCount(2);
});

test('a merge says how many likely duplicates came in, and leads to them', async ({ app }) => {
  const { page } = app;
  await go(page, 'Exchange');
  await page.getByRole('tab', { name: 'Received' }).click();
  await page.getByRole('button', { name: '4 likely duplicates came in' }).click();
  await expect(page.getByText('4 pairs')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Came in with a merge' })).not.toHaveValue('');
  await pairOf(page, 'Port notice').click();
  await expect(pairPane(page)).toContainText('Both have the same address.');
});
