import { expect, test } from './app.ts';
import { go, rowOf, saved } from './steps.ts';

test('a note is written, saves itself and survives a reload', async ({ app: { page } }) => {
  await go(page, 'Notes');
  await page.getByRole('button', { name: 'New note' }).first().click();
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('Questions to the exchange');
  await title.press('Enter');
  const body = page.getByRole('textbox', { name: 'Text of the note' });
  await body.click();
  await page.keyboard.type('Who runs the channel now? ');
  await page.keyboard.insertText('Кто ведёт канал? من يدير القناة؟');
  await saved(page);
  await page.reload();
  await expect(body).toContainText('Who runs the channel now? Кто ведёт канал? من يدير القناة؟');
  await expect(rowOf(page, 'Questions to the exchange')).toBeVisible();

  await page.getByRole('button', { name: 'Actions for the note' }).click();
  await page.getByRole('menuitem', { name: 'Retire' }).click();
  await expect(rowOf(page, 'Questions to the exchange')).toBeHidden();
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page, 'Questions to the exchange')).toBeVisible();
});

test('a note cites a fact with "@" and gives words to a new fact', async ({ app: { page } }) => {
  await go(page, 'Notes');
  await rowOf(page, 'Gaps to close').click();
  const body = page.getByRole('textbox', { name: 'Text of the note' });
  await body.click();
  await page.keyboard.press('Control+End');
  // A busy browser tells the editor a little later where the caret is.
  await expect
    .poll(() => page.evaluate(() => getSelection()?.anchorNode?.textContent))
    .toContain('Day of the subscriber count.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('@');
  const picker = page.getByRole('combobox', { name: 'Find a fact to cite' });
  await expect(picker).toBeFocused();
  await page.keyboard.type('shut down');
  await expect(page.getByRole('option').first()).toContainText('CommEx had shut down by April 2024.');
  await page.keyboard.press('Enter');
  await expect(body).toContainText('CommEx had shut down by April 2024.');

  await page.keyboard.press('Enter');
  await page.keyboard.type('The price of the sale is unknown.');
  await page.getByRole('button', { name: 'Make a fact' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Statement' })).toHaveValue('The price of the sale is unknown.');
  await dialog.getByRole('button', { name: 'Save and close' }).click();
  await go(page, 'Facts');
  await expect(rowOf(page, 'The price of the sale is unknown.')).toBeVisible();
});
