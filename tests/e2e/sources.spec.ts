import { expect, test } from './app.ts';
import { editInPlace, go, notice, rowOf } from './steps.ts';

test('a source is made, graded, found, retired and restored', async ({ app: { page } }) => {
  await go(page, 'Sources');
  await expect(rowOf(page, 'Ongoing Saga')).toContainText('Press article');
  await page.getByRole('button', { name: 'New source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add the source' }).click();
  await expect(dialog.getByText('A source needs a title.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Register of companies');
  await dialog.getByRole('button', { name: 'Add the source' }).click();
  await expect(rowOf(page, 'Register of companies')).toBeVisible();

  const pane = page.getByRole('region', { name: 'The open source' });
  await editInPlace(pane, 'Publisher', 'Chamber of commerce');
  await expect(rowOf(page, 'Register of companies')).toContainText('Chamber of commerce');
  await editInPlace(pane, 'Quality', 'Official; entries may lag by a month.', 'Control+Enter');

  await page.getByRole('button', { name: 'What to do with the source' }).click();
  await page.getByRole('menuitem', { name: 'Retire the source' }).click();
  const said = notice(page, '1 source retired.');
  await expect(rowOf(page, 'Register of companies')).toBeHidden();
  await said.getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page, 'Register of companies')).toBeVisible();

  await page.getByRole('button', { name: 'F, reliability cannot be judged' }).click();
  await expect(page.getByRole('region', { name: 'Filter' }).getByRole('status')).toHaveText(/^\d sources?/);
});

test('the facts that rest on a source lead to the facts', async ({ app: { page } }) => {
  await go(page, 'Sources');
  await rowOf(page, 'Ongoing Saga').click();
  const pane = page.getByRole('region', { name: 'The open source' });
  await pane.getByRole('button', { name: /CommEx had shut down by April 2024/ }).click();
  await expect(page.getByRole('region', { name: 'The open fact' })).toContainText('CommEx had shut down');
});
