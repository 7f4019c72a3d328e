import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { editInPlace, go, openBriefing, openFact, rowOf, saved, sectionOf } from './steps.ts';
import { BROWSER_ONLY } from './which.ts';

const CLOSED = 'CommEx had shut down by April 2024.';

test('the palette runs commands and finds records', async ({ app: { page } }) => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search or run a command' });
  await expect(field).toBeFocused();
  await page.keyboard.type('go to notes');
  await expect(page.getByRole('option').first()).toContainText('Go to Notes');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Notes' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('shut down');
  await expect(page.getByRole('option', { name: /CommEx had shut down by April 2024/ })).toBeVisible();
  await page.getByRole('option', { name: /CommEx had shut down by April 2024/ }).click();
  await expect(page.getByRole('region', { name: 'The open fact' })).toContainText(CLOSED);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('qqqq');
  await expect(page.getByRole('option')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('light and dark follow the system and are switched by command and in the settings', async ({ app: { page } }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(ground).not.toBe(light);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(ground).toBe(light);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('switch between light');
  await page.keyboard.press('Enter');
  await expect.poll(ground).not.toBe(light);
  await go(page, 'Settings');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await page.getByText('Light', { exact: true }).click();
  await expect.poll(ground).toBe(light);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked();
});

test('a reload comes back to the same place; back and forward go through places', async ({ app: { page } }) => {
  await openFact(page, CLOSED);
  await page.reload();
  await expect(page.getByRole('region', { name: 'The open fact' })).toContainText(CLOSED);
  await go(page, 'Sources');
  await expect(page.getByRole('grid', { name: 'Sources' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('region', { name: 'The open fact' })).toContainText(CLOSED);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('grid', { name: 'Sources' })).toBeVisible();
});

test('settings keep the author, who then stands in the history', async ({ app: { page } }) => {
  await go(page, 'Settings');
  const name = page.getByRole('textbox', { name: 'Your name' });
  await name.fill('Анна');
  await name.press('Enter');
  await page.getByRole('button', { name: 'Verify the library' }).click();
  await expect(page.getByText('Everything is sound')).toBeVisible();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByRole('row').filter({ hasText: '.bwlib' })).toBeVisible();
  await go(page, 'Facts');
  const pane = await openFact(page, CLOSED);
  await editInPlace(pane, 'Review by', '2027-01-31');
  await expect(pane.getByRole('listitem').filter({ hasText: 'Review by' })).toContainText('Анна');
});

test(`two windows on one library see each other's edits ${BROWSER_ONLY}`, async ({ app }) => {
  const { page } = app;
  const other = await app.another();
  await expect(rowOf(other, CLOSED)).toBeVisible();
  const pane = await openFact(page, CLOSED);
  await editInPlace(pane, 'Statement', 'CommEx closed in spring 2024.');
  await expect(rowOf(other, 'CommEx closed in spring 2024.')).toBeVisible();
  await other.getByRole('grid', { name: 'Facts' }).focus();
  await other.keyboard.press('Control+z');
  await expect(pane.getByRole('heading', { level: 2 })).toContainText(CLOSED);
});

test(`what two windows change at once is shown twice, and one is chosen ${BROWSER_ONLY}`, async ({ app }) => {
  const { page } = app;
  app.watch.expect(/status of 409/);
  const other = await app.another();
  await openBriefing(page);
  await openBriefing(other);
  const [main, elsewhere] = [page.getByRole('main'), other.getByRole('main')];
  const collide = async (label: string, mine: string, theirs: string): Promise<void> => {
    await main
      .getByRole('button', { name: `${label}: ` })
      .first()
      .click();
    const field = main.getByRole('textbox', { name: label, exact: true });
    await field.fill(mine);
    await editInPlace(elsewhere, label, theirs);
    await field.press('Enter');
    await expect(main.getByRole('alert').getByText(theirs)).toBeVisible();
    await expect(field).toHaveValue(mine);
  };
  await collide('Customer', 'My desk', 'Their desk');
  await page.getByRole('button', { name: 'Take the other' }).click();
  await expect(main.getByRole('button', { name: 'Customer: Their desk' })).toBeVisible();
  await collide('Heading', 'My heading', 'Their heading');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(elsewhere.getByRole('button', { name: 'Heading: My heading' })).toBeVisible();
});

test(`a marking that two windows choose at once is shown twice, and one is chosen ${BROWSER_ONLY}`, async ({ app }) => {
  const { page } = app;
  app.watch.expect(/status of 409/);
  const other = await app.another();
  await openBriefing(page);
  await openBriefing(other);
  // Of the table, which is there before one comes near it.
  const portion = (window: Page) =>
    sectionOf(window, 'Website traffic from Russia')
      .getByRole('button', { name: /^Portion marking/ })
      .last();
  const collide = async (mine: string, theirs: string): Promise<void> => {
    await portion(page).click();
    await portion(other).click();
    await other.getByRole('menuitem', { name: theirs, exact: true }).click();
    await expect(portion(page)).toHaveAccessibleName(`Portion marking ${theirs}. Change`);
    await page.getByRole('menuitem', { name: mine, exact: true }).click();
    const alert = page.getByRole('main').getByRole('alert');
    await expect(alert).toContainText(`Yours, not saved yet${mine}The other, in the library${theirs}`);
    await expect(portion(page)).toHaveAccessibleName(`Portion marking ${theirs}. Change`);
  };
  await collide('TLP:GREEN', 'TLP:AMBER');
  await page.getByRole('button', { name: 'Take the other' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toBeHidden();
  await expect(portion(page)).toHaveAccessibleName('Portion marking TLP:AMBER. Change');
  await collide('TLP:GREEN', 'TLP:RED');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(portion(other)).toHaveAccessibleName('Portion marking TLP:GREEN. Change');
});

test('a fact added by the command line appears in the open window', async ({ app }) => {
  await expect(rowOf(app.page, CLOSED)).toBeVisible();
  await app.run('facts', 'add', app.library, '--statement', 'Added beside the open window.');
  await expect(rowOf(app.page, 'Added beside the open window.')).toBeVisible();
});

test(`when the server has stopped, a sentence says so and what was typed stays ${BROWSER_ONLY}`, async ({ app }) => {
  const { page } = app;
  app.watch.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  await go(page, 'Notes');
  await rowOf(page, 'Gaps to close').click();
  const body = page.getByRole('textbox', { name: 'Text of the note' });
  await body.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Before. ');
  await saved(page);
  const boxes = /assets\/Capture-.*\.js$/;
  await expect.poll(() => app.watch.requests.some((address) => boxes.test(address))).toBe(true);

  await app.stopServer();
  await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText(
    'The library does not answer. Briefwright keeps trying.',
  );
  await page.keyboard.type('After the end. ');
  await expect(body).toContainText('Before. After the end.');
  await expect(page.getByRole('main').locator('..').getByRole('alert')).toContainText('Run “npm start” again');
  await expect(page.getByRole('button', { name: 'Copy the unsaved text' })).toBeVisible();
  await page.keyboard.press('Control+Shift+f');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Statement' }).fill('Typed while nobody listens.');
  await dialog.getByRole('button', { name: 'Save and close' }).click();
  await expect(dialog.getByRole('alert')).toContainText('What you typed stays here; try again in a moment.');
  await expect(dialog.getByRole('textbox', { name: 'Statement' })).toHaveValue('Typed while nobody listens.');
  await page.keyboard.press('Escape');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy the unsaved text' }).click();
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/After the end\.[\s\S]*Typed while nobody listens\./);
});
