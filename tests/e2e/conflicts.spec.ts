import type { Locator, Page } from '@playwright/test';
import { type App, expect, test } from './app.ts';
import { go, goConflicts, notice, openFact, rowOf } from './steps.ts';

test.use({ start: 'conflicts' });

const openConflict = async (page: Page, words: string | RegExp): Promise<Locator> => {
  await goConflicts(page);
  await rowOf(page, words).click();
  const pane = page.getByRole('region', { name: 'The open conflict' });
  await expect(pane.getByRole('heading', { level: 2 })).toContainText(words);
  return pane;
};

/** The region of one field in the open conflict. */
const fieldOf = (pane: Locator, name: string): Locator => pane.getByRole('region', { name, exact: true });

const undo = async (page: Page): Promise<void> => {
  await notice(page, 'Settled').getByRole('button', { name: 'Undo' }).click();
  await expect(notice(page, 'Took back')).toBeVisible();
};

const count = ({ page }: App): Locator => page.getByRole('contentinfo').getByRole('button', { name: /conflicts?$/ });

test('a fact in conflict shows both values and leads to the inbox, where one is taken by key (M7)', async ({ app }) => {
  const { page } = app;
  await expect(count(app)).toHaveText('6 fields in conflict');
  await expect(rowOf(page, 'Visits from Russia to the website fell')).toContainText('conflict');
  const fact = await openFact(page, 'Visits from Russia to the website fell');
  await expect(fact).toContainText('4 fields are in conflict: Statement, Value, As of, Marking.');
  await expect(fact).toContainText('≈ −43 %');
  await expect(fact).toContainText('−38 %');
  await fact.getByRole('button', { name: 'Settle Value' }).click();

  const pane = page.getByRole('region', { name: 'The open conflict' });
  const statement = fieldOf(pane, 'Statement');
  await expect(statement).toContainText('Counted anew from the dataset');
  await expect(statement).toContainText('evidence: Traffic dataset, row 12');
  await expect(statement.locator('mark')).toHaveText(['38', '43']);
  await pane.focus();
  await page.keyboard.press('2');
  await expect(notice(page, 'Settled: Statement.')).toBeVisible();
  await expect(statement).toBeHidden();
  await expect(pane.getByRole('heading', { level: 2 })).toContainText('fell by 43 %');
  await expect(count(app)).toHaveText('5 fields in conflict');
  await undo(page);
  await expect(pane.getByRole('heading', { level: 2 })).toContainText('fell by 38 %');
});

test('a value is written anew in the editor of its field, with a reason', async ({ app }) => {
  const { page } = app;
  const value = fieldOf(await openConflict(page, 'Visits from Russia'), 'Value');
  await value.getByRole('textbox', { name: 'Reason' }).fill('Between both');
  await value.getByRole('button', { name: 'Write a new one' }).click();
  const field = value.getByRole('textbox', { name: 'Value' });
  await field.fill('many');
  await expect(value.getByRole('button', { name: 'Save as the value' })).toBeDisabled();
  await field.fill('about -40 %');
  await value.getByRole('button', { name: 'Save as the value' }).click();
  await expect(value).toBeHidden();
  const fact = await openFactOf(page);
  await expect(fact).toContainText('≈ −40 %');
  await expect(fact).toContainText('Reason: Between both');
});

const openFactOf = async (page: Page): Promise<Locator> => {
  await page.getByRole('button', { name: 'Open the fact' }).click();
  return page.getByRole('region', { name: 'The open fact' });
};

test('a lower marking is taken only with a reason', async ({ app }) => {
  const { page } = app;
  const marking = fieldOf(await openConflict(page, 'Visits from Russia'), 'Marking');
  const green = marking.getByRole('listitem').filter({ hasText: 'GREEN' });
  await green.getByRole('button', { name: /^Take version/ }).click();
  const asked = page.getByRole('dialog');
  await expect(asked).toContainText('Take TLP:GREEN although another version says TLP:AMBER');
  await asked.getByRole('textbox', { name: 'Reason' }).fill('Published since');
  await asked.getByRole('button', { name: 'Continue' }).click();
  await expect(marking).toBeHidden();
});

test('a text is put together by paragraphs against the common version, and saved as an edit (M12)', async ({ app }) => {
  const { page } = app;
  const text = fieldOf(await openConflict(page, 'Traffic'), 'Text');
  await expect(text).toContainText('Difference 1 of 3: changed by both');
  await expect(text).toContainText('Difference 2 of 3: changed by Desk B');
  await expect(text).toContainText('Difference 3 of 3: changed by Desk A');
  await expect(text).toContainText('1 difference is left to choose');
  const first = text.getByRole('group', { name: /^Difference 1 of 3/ });
  await first.getByText('Both, Desk A first', { exact: true }).click();
  await expect(text).toContainText('The text put together');
  await text.getByRole('button', { name: 'Save this text' }).click();
  await expect(notice(page, 'Settled: Text.')).toBeVisible();
  await go(page, 'Notes');
  await rowOf(page, 'Traffic').click();
  const words = page.getByRole('textbox', { name: 'Text of the note' });
  await expect(words.getByRole('paragraph')).toHaveText([
    'What the traffic tells.',
    'Visits from Russia fell by 43 % within a year.',
    'Visits from Russia fell by about 38 % within a year.',
    'The measure is not named.',
    'The firm did not answer us.',
    'The count of users is a year older.',
    'To be looked at again in spring.',
  ]);
});

test('a deletion that met an edit is asked about plainly (M10)', async ({ app }) => {
  const { page } = app;
  const pane = await openConflict(page, 'Register of companies');
  await expect(pane).toContainText('Desk B retired it');
  await expect(pane).toContainText('Desk A changed it');
  await expect(pane).toContainText('Publisher');
  await pane.getByRole('button', { name: 'Retire it' }).click();
  await expect(notice(page, 'Settled: Retired or kept.')).toBeVisible();
  await go(page, 'Sources');
  await expect(rowOf(page, 'Register of companies')).toBeHidden();
  await page.getByRole('button', { name: 'Retired' }).click();
  await expect(rowOf(page, 'Register of companies')).toContainText('Chamber of commerce');
});

test('many are settled by a rule, told before, and taken back in one step', async ({ app }) => {
  const { page } = app;
  await goConflicts(page);
  await page.getByRole('button', { name: 'Settle many' }).click();
  const box = page.getByRole('dialog');
  await box.getByRole('combobox', { name: 'Whose values' }).click();
  await page.getByRole('option', { name: /^Desk A/ }).click();
  await box.getByRole('combobox', { name: 'Of records of the kind' }).click();
  await page.getByRole('option', { name: 'Fact', exact: true }).click();
  await expect(box.getByRole('status')).toHaveText(/^This settles 4 conflicts and leaves 2\./);
  await box.getByRole('button', { name: 'Settle 4 conflicts' }).click();
  await expect(notice(page, '4 conflicts settled.')).toBeVisible();
  await expect(count(app)).toHaveText('2 fields in conflict');
  await expect(rowOf(page, 'Visits from Russia')).toBeHidden();
  await go(page, 'Facts');
  await expect(rowOf(page, 'fell by 43 %')).toContainText('AMBER');
  await notice(page, '4 conflicts settled.').getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page, 'fell by 38 %')).toBeVisible();
});

test('the keyboard goes through the inbox, filters narrow it, and at the end it is empty', async ({ app }) => {
  const { page } = app;
  await count(app).click();
  await page.getByRole('combobox', { name: 'Kind of record' }).click();
  await page.getByRole('option', { name: 'Note', exact: true }).click();
  await expect(page.getByText('1 record in conflict')).toBeVisible();
  await page.getByRole('combobox', { name: 'Kind of record' }).press('Escape');
  await page.getByRole('button', { name: 'Settle many' }).focus();
  await page.keyboard.press('j');
  const pane = page.getByRole('region', { name: 'The open conflict' });
  await expect(pane.getByRole('heading', { level: 2 })).toHaveText('Traffic');
  await page.keyboard.press('Escape');
  await app.run('conflicts', 'resolve', app.library, '--newest', '--reason', 'As published');
  await expect(page.getByText('No conflict matches this kind and author.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all conflicts' }).click();
  await expect(page.getByText('Nothing is in conflict.')).toBeVisible();
  await expect(count(app)).toBeHidden();
});
