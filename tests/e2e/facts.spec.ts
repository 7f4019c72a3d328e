import { expect, test } from './app.ts';
import { editInPlace, notice, openFact, rowOf, SAMPLE_FACTS, saved } from './steps.ts';

const ALL = new RegExp(`^${SAMPLE_FACTS} facts`);
const CLOSED = 'CommEx had shut down by April 2024.';

test('searching with "/", sorting and filtering narrow and order the list', async ({ app: { page } }) => {
  const count = page.getByRole('region', { name: 'Filter' }).getByRole('status');
  await expect(count).toHaveText(ALL);

  await page.keyboard.press('/');
  const search = page.getByRole('textbox', { name: 'Search in facts' });
  await expect(search).toBeFocused();
  await page.keyboard.type('telegram subscr');
  await expect(count).toHaveText(/^1 fact ·/);
  await expect(rowOf(page, 'six-figure number of subscribers')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(count).toHaveText(ALL);

  const first = page.getByRole('grid', { name: 'Facts' }).getByRole('row').nth(1);
  await page.getByRole('button', { name: 'Fact', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'Fact' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(first).toContainText('Binance announced that it would leave Russia.');
  await page.getByRole('button', { name: 'Fact', exact: true }).click();
  await expect(first).toContainText('Visits from Russia to the Binance website fell');

  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitem', { name: 'Tags' }).click();
  await page.getByRole('checkbox', { name: 'sale' }).click();
  await page.keyboard.press('Escape');
  await expect(count).not.toHaveText(ALL);
  await expect(rowOf(page, CLOSED)).toBeVisible();
  await page.getByRole('button', { name: 'Remove the condition Tags: sale' }).click();
  await expect(count).toHaveText(ALL);

  await page.keyboard.press('/');
  await page.keyboard.type('nothing has these words');
  await expect(page.getByText('No fact matches these words and conditions.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all facts' }).click();
  await expect(count).toHaveText(ALL);
});

test('the detail shows evidence, uses and history; edits in place are undone with Ctrl-Z', async ({
  app: { page },
}) => {
  const pane = await openFact(page, CLOSED);
  await expect(pane.getByText('which shut down by April 2024')).toBeVisible();
  await expect(pane.getByRole('button', { name: /Future of Binance in Russia · § 4/ }).first()).toBeVisible();

  await editInPlace(pane, 'Statement', 'CommEx had closed by April 2024.');
  await expect(rowOf(page, 'CommEx had closed by April 2024.')).toBeVisible();
  await expect(pane.getByRole('listitem').filter({ hasText: 'Statement' })).toContainText('closed');
  await editInPlace(pane, 'Value', 'about 12 employees');
  await expect(rowOf(page, 'CommEx had closed by April 2024.')).toContainText('12 employees');

  await page.keyboard.press('Control+z');
  await expect(rowOf(page, 'CommEx had closed by April 2024.')).not.toContainText('12 employees');
  await page.keyboard.press('Control+z');
  await expect(rowOf(page, CLOSED)).toBeVisible();
  await expect(pane.getByRole('heading', { level: 2 })).toContainText(CLOSED);
  await page.keyboard.press('Control+Shift+z');
  await expect(rowOf(page, 'CommEx had closed by April 2024.')).toBeVisible();
});

test('a value that cannot be read stays open with the reason', async ({ app: { page } }) => {
  const pane = await openFact(page, CLOSED);
  await pane.getByRole('button', { name: 'As of: 2024-04' }).click();
  const field = pane.getByRole('textbox', { name: 'As of' });
  await field.fill('next spring');
  await field.press('Enter');
  await expect(pane.getByRole('alert')).toContainText('a period as 2023-08/2024-07');
  await expect(field).toHaveValue('next spring');
  await field.press('Escape');
  await expect(pane.getByRole('button', { name: 'As of: 2024-04' })).toBeFocused();
});

test('a fact with its source is captured by keyboard alone', async ({ app: { page } }) => {
  await page.keyboard.press('Control+Shift+f');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Statement' })).toBeFocused();
  await page.keyboard.type('The exchange lists new tokens every week.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Binance');
  await page.keyboard.press('Tab');
  await page.keyboard.type('over 12 tokens');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2024-05');
  await expect(dialog.getByText('May 2024')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.type('Notes of a reader');
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('status')).toHaveText('Saved: The exchange lists new tokens every week.');
  await expect(dialog.getByRole('textbox', { name: 'Statement' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const row = rowOf(page, 'The exchange lists new tokens every week.');
  await expect(row).toContainText('> 12 tokens');
  await expect(row).toContainText('2024-05');
  await saved(page);
});

test('evidence is added from the detail and changes the grade', async ({ app: { page } }) => {
  const pane = await openFact(page, CLOSED);
  await pane.getByRole('button', { name: 'Add evidence' }).click();
  await pane.getByRole('button', { name: 'Add evidence' }).last().click();
  await expect(pane.getByText('Name the source, by its title.')).toBeVisible();
  await pane.getByRole('textbox', { name: 'Source' }).fill('Register of companies');
  await pane.getByRole('textbox', { name: 'Quote' }).fill('struck off the register');
  await pane.getByRole('textbox', { name: 'Where in it' }).fill('entry 7');
  await pane.getByRole('combobox', { name: 'Reliability of the source' }).click();
  await page.getByRole('option', { name: /^A/ }).click();
  await pane.getByRole('combobox', { name: 'Credibility' }).click();
  await page.getByRole('option', { name: /^2/ }).click();
  await pane.getByRole('button', { name: 'Add evidence' }).last().click();
  await expect(pane.getByText('struck off the register')).toBeVisible();
  await expect(rowOf(page, CLOSED)).toContainText('A 2');
});

test('several facts are chosen, tagged and retired together, and brought back', async ({ app: { page } }) => {
  await expect(rowOf(page, CLOSED)).toBeVisible();
  await page.getByRole('grid', { name: 'Facts' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('region', { name: 'Chosen facts' });
  await expect(bar.getByText('3 facts chosen')).toBeVisible();

  await bar.getByRole('button', { name: 'Add tags' }).click();
  const tags = page.getByRole('textbox', { name: 'Find: Tags' });
  await tags.fill('to check');
  await tags.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'to check' })).toBeChecked();
  await tags.press('Enter');
  await expect(notice(page, 'Tags of 3 facts changed.')).toBeVisible();

  await bar.getByRole('button', { name: 'Retire 3 facts' }).click();
  const said = notice(page, '3 facts retired.');
  await expect(said).toBeVisible();
  const count = page.getByRole('region', { name: 'Filter' }).getByRole('status');
  await expect(count).toHaveText(new RegExp(`^${SAMPLE_FACTS - 3} facts`));
  await said.getByRole('button', { name: 'Undo' }).click();
  await expect(count).toHaveText(ALL);

  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitem', { name: 'Tags' }).click();
  await page.getByRole('checkbox', { name: 'to check' }).click();
  await page.keyboard.press('Escape');
  await expect(count).toHaveText(/^3 facts/);
});

test('lowering a marking asks for a reason and keeps it', async ({ app: { page } }) => {
  const pane = await openFact(page, CLOSED);
  const marking = (value: string) => page.getByRole('button', { name: `Marking: TLP:${value}. Edit` });
  await marking('CLEAR').click();
  await page.getByRole('menuitem', { name: 'TLP:AMBER', exact: true }).click();
  await expect(marking('AMBER')).toBeVisible();
  await marking('AMBER').click();
  await page.getByRole('menuitem', { name: 'TLP:GREEN' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Lower the marking from TLP:AMBER to TLP:GREEN');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The source has published it');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(marking('GREEN')).toBeVisible();
  await expect(pane.getByText('Reason: The source has published it')).toBeVisible();
});

test('Cyrillic and Arabic are kept, shown and found whatever their case, accents or ё', async ({ app }) => {
  const { page } = app;
  await app.run('facts', 'add', app.library, '--statement', 'Ёлки продают только в декабре.', '--subject', 'Рынок');
  await app.run('facts', 'add', app.library, '--statement', 'أعلنت الشركة عن خروجها من السوق.', '--subject', 'السوق');
  await expect(rowOf(page, 'Ёлки продают')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('ЕЛКИ');
  const count = page.getByRole('region', { name: 'Filter' }).getByRole('status');
  await expect(count).toHaveText(/^1 fact ·/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('الشركة');
  await expect(count).toHaveText(/^1 fact ·/);
  const pane = await openFact(page, 'أعلنت الشركة');
  const heading = pane.getByRole('heading', { level: 2 });
  await expect(heading).toContainText('أعلنت الشركة عن خروجها من السوق.');
  // The first word of a line that runs from right to left stands at its right end.
  const gap = await heading.getByRole('button').evaluate((button) => {
    const words = document.createRange();
    words.selectNodeContents(button);
    return button.getBoundingClientRect().right - words.getBoundingClientRect().right;
  });
  expect(gap).toBeLessThan(12);
});
