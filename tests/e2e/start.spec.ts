import { expect, test } from './app.ts';
import { rowOf, SAMPLE_FACTS, saved } from './steps.ts';

test.describe('without a library', () => {
  test.use({ start: 'none' });

  test('the first run leads to the sample, and back to it from the list of libraries', async ({ app: { page } }) => {
    await expect(page.getByRole('heading', { name: 'Briefwright' })).toBeVisible();
    await expect(page.getByText('Nothing you write leaves this machine')).toBeVisible();
    await page.getByRole('button', { name: 'Open the sample' }).click();
    await expect(rowOf(page, 'CommEx had shut down by April 2024.')).toBeVisible();
    await expect(page.getByRole('contentinfo')).toContainText(`${SAMPLE_FACTS} facts · 1 source · 1 briefing`);

    await page.getByRole('button', { name: 'Sample' }).click();
    await page.getByRole('menuitem', { name: 'New or other library' }).click();
    await page
      .getByRole('listitem')
      .getByRole('button', { name: /^Sample/ })
      .click();
    await expect(rowOf(page, 'CommEx had shut down by April 2024.')).toBeVisible();
  });

  test('a new library starts empty and says what to do first', async ({ app: { page } }) => {
    await page.getByRole('button', { name: 'New library' }).click();
    await expect(page.getByText('Give the library a name.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Рынки 2026');
    await page.keyboard.press('Enter');
    await expect(page.getByText('This library has no facts yet.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Рынки 2026' })).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Capture fact' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Statement' }).fill('Первый факт.');
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await expect(rowOf(page, 'Первый факт.')).toBeVisible();
    await saved(page);
  });

  test('a file that is no library is refused in a sentence', async ({ app }) => {
    const { page } = app;
    app.watch.expect(/status of 4\d\d/);
    const file = app.file('foreign.bwlib', 'This is no library at all.\n');
    await app.choose(() => page.getByRole('button', { name: 'Open a library file' }).click(), [file]);
    const said = page.getByRole('alert');
    await expect(said).toContainText(/library/i);
    await expect(said).not.toContainText(/Error|undefined|\bat \//);
    await expect(page.getByRole('button', { name: 'Open the sample' })).toBeVisible();
  });
});

test('a library file of the user opens from the first screen', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'Market watch' }).click();
  await page.getByRole('menuitem', { name: 'New or other library' }).click();
  await app.choose(() => page.getByRole('button', { name: 'Open a library file' }).click(), [app.library]);
  await expect(rowOf(page, 'CommEx had shut down by April 2024.')).toBeVisible();
});

test('what the window asks ahead is what the first screen asks for, so facts are fetched once', async ({ app }) => {
  const { page } = app;
  await expect(rowOf(page, 'CommEx had shut down by April 2024.')).toBeVisible();
  // In Electron calls go through a port and are no requests.
  expect(app.watch.requests.filter((address) => address.endsWith('/facts/list')).length).toBeLessThan(2);
});
