import { expect, test } from './app.ts';
import { SHARED, theirPack } from './colleague.ts';
import { go, notice, rowOf } from './steps.ts';

test('what a colleague changed is told after a merge, opened, seen, put back and shown again', async ({ app }) => {
  const { page } = app;
  const pack = await theirPack(app);
  await go(page, 'Exchange');
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(page.getByText('Nothing was merged yet.')).toBeVisible();
  await app.choose(() => page.getByRole('button', { name: 'Choose a file' }).click(), [pack]);
  await page.getByRole('button', { name: /^Merge \d+ records$/ }).click();
  await page.getByRole('button', { name: 'See what changed' }).click();

  const colleagues = page.getByRole('region', { name: 'Who changed how many records' });
  await expect(colleagues.getByRole('button', { name: /^Desk B \d/ })).toBeVisible();
  await expect(rowOf(page, `Fact: ${SHARED.added}`)).toContainText('Added');
  await expect(rowOf(page, SHARED.retired)).toContainText('Retired');
  const row = rowOf(page, SHARED.changed);
  await expect(row).toContainText('Status');
  await row.click();
  const detail = page.getByRole('region', { name: 'The open change' });
  await expect(detail.getByRole('region', { name: 'Desk B' })).toContainText('Came in');
  await expect(detail.locator('del').first()).toHaveText('unverified');
  await expect(detail.locator('ins').first()).toHaveText('verified');

  await rowOf(page, SHARED.ours).click();
  await expect(detail).toContainText('It is in conflict');
  await page.getByRole('combobox', { name: 'Kind of record' }).click();
  await page.getByRole('option', { name: 'Source' }).click();
  await expect(rowOf(page, 'Port notice')).toBeVisible();
  await expect(rowOf(page, SHARED.added)).toBeHidden();

  await page.getByRole('button', { name: 'Mark all as seen' }).click();
  await expect(page.getByText('Nothing new has come in since you looked on')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Changes' })).toHaveText('Changes');
  await notice(page, 'marked as seen').getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page, 'Port notice')).toBeVisible();
  await page.getByRole('button', { name: 'Mark all as seen' }).click();
  await page.getByRole('button', { name: 'Show earlier changes too' }).click();
  await page.getByRole('combobox', { name: 'Kind of record' }).click();
  await page.getByRole('option', { name: 'Fact' }).click();
  await rowOf(page, SHARED.changed).click();
  await page.getByRole('button', { name: 'Open the fact' }).click();
  await expect(page.getByRole('region', { name: 'The open fact' })).toContainText(SHARED.changed);
});
