import { expect, test } from './app.ts';
import { rowOf, SAMPLE_FACTS } from './steps.ts';

const CSV = `statement,subject,value,unit,as_of,source_title,reliability,credibility,tlp
The harbour was closed for two days.,Harbour,2,days,2025-03,Port notice,B,2,GREEN
,Harbour,1,days,2025-03,Port notice,B,2,GREEN
The ferry sailed on.,Harbour,many,days,31 March,Port notice,Q,2,GREEN
Сборы выросли на 4 %.,Harbour,4,%,2025,Port notice,B,2,GREEN
`;

test('importing a CSV tells every rejected line and its reason, and is undone as one step', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import facts' });
  const file = app.file('harbour.csv', CSV);
  await app.choose(() => dialog.getByRole('button', { name: 'Choose files' }).click(), [file]);
  await expect(dialog.getByText('harbour.csv')).toBeVisible();

  await dialog.getByRole('button', { name: 'Try without importing' }).click();
  await expect(dialog.getByText('Nothing is written yet.')).toBeVisible();
  const rejected = dialog.getByRole('region', { name: 'Rejected lines' });
  await expect(rejected.getByRole('row', { name: /harbour\.csv 3 .*statement/i })).toBeVisible();
  await expect(rejected.getByRole('row', { name: /harbour\.csv 4/ })).toBeVisible();

  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByText('The import is done. It added:')).toBeVisible();
  await expect(rejected.getByRole('row')).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Show the facts' }).click();
  await expect(rowOf(page, 'The harbour was closed for two days.')).toContainText('2 days');
  await expect(rowOf(page, 'Сборы выросли на 4 %.')).toBeVisible();
  const count = page.getByRole('region', { name: 'Filter' }).getByRole('status');
  await expect(count).toHaveText(new RegExp(`^${SAMPLE_FACTS + 2} facts`));

  await page.getByRole('grid', { name: 'Facts' }).focus();
  await page.keyboard.press('Control+z');
  await expect(count).toHaveText(new RegExp(`^${SAMPLE_FACTS} facts`));
});

test('a strict import of a file with bad lines changes nothing', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import facts' });
  await app.choose(() => dialog.getByRole('button', { name: 'Choose files' }).click(), [app.file('harbour.csv', CSV)]);
  await dialog.getByRole('checkbox', { name: 'Import nothing if any line is rejected' }).check();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByText(/harbour\.csv/).last()).toBeVisible();
  await expect(dialog.getByText('The import is done.')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('contentinfo')).toContainText(`${SAMPLE_FACTS} facts`);
});
