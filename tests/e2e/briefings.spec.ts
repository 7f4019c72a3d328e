import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { editInPlace, go, openBriefing, openFact, rowOf, saved, sectionOf } from './steps.ts';

const SHUT = 'CommEx had shut down by April 2024.';
const GUIDE = 'Type / for a table, timeline or judgement, or drag a fact here';
const FIRST = 'Continued service to users in Russia';
const LAST = 'The future of Binance in Russia';

const endLine = (section: Locator): Locator => section.getByRole('button', { name: GUIDE });

/** Puts a block at the end of a section by the insert menu and its keys. */
const insert = async (page: Page, section: Locator, name: string): Promise<void> => {
  await endLine(section).focus();
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Insert' })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
};

/** Finds a fact in the box that is open and takes it. */
const pick = async (page: Page, words: string, statement: string): Promise<void> => {
  await page.getByRole('combobox', { name: 'Find a fact to cite' }).fill(words);
  await page.getByRole('option', { name: statement }).first().click();
};

test('a briefing is made from a template, with the facts that fit', async ({ app: { page } }) => {
  await go(page, 'Briefings');
  await page.getByRole('button', { name: 'New briefing' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Future of Binance in Russia/ }).click();
  const title = dialog.getByRole('textbox', { name: 'Title', exact: true });
  await expect(title).toHaveValue('The future of Binance in Russia');
  await title.fill('What is left of the exit');
  await dialog.getByRole('textbox', { name: 'Customer' }).fill('Отдел рынков');
  await dialog.getByRole('textbox', { name: 'Date' }).fill('tomorrow');
  await dialog.getByRole('button', { name: 'Create briefing' }).click();
  await expect(dialog.getByText('Write the day as 2024-04-30.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Date' }).fill('2026-11-22');
  await dialog.getByRole('button', { name: 'Create briefing' }).click();

  const outline = page.getByRole('navigation', { name: 'Outline' });
  await expect(outline.getByRole('list').first().getByRole('listitem')).toHaveCount(5);
  await expect(page.getByRole('heading', { name: 'Title: What is left of the exit' })).toBeVisible();
  await expect(page.getByText(SHUT).first()).toBeVisible();
  // The rail leads from a briefing back to all of them.
  await go(page, 'Briefings');
  await expect(rowOf(page, 'What is left of the exit')).toContainText('Отдел рынков');
});

test('prose is written and cites facts by key; it is there after a reload', async ({ app: { page } }) => {
  await openBriefing(page);
  const section = sectionOf(page, FIRST);
  await endLine(section).focus();
  await page.keyboard.type('Who is left matters. ');
  const text = section.getByRole('textbox', { name: `Text of ${FIRST}` }).last();
  await expect(text).toBeFocused();
  await page.keyboard.type('@');
  await pick(page, 'official presence', 'Binance has no official presence in Russia.');
  await expect(text).toContainText('Who is left matters. Binance has no official presence in Russia');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('Вывод: связь сохраняется. الخلاصة: الصلة باقية.');
  await saved(page);
  await page.reload();
  await endLine(section).scrollIntoViewIfNeeded();
  await expect(text).toContainText('Binance has no official presence in Russia');
  await expect(text).toContainText('Вывод: связь сохраняется. الخلاصة: الصلة باقية.');
  await text.getByText('no official presence').hover();
  await expect(page.getByRole('dialog', { name: 'Cited fact' })).toContainText('Binance has no official presence');
});

test('facts are placed from the pane by key and by drag', async ({ app: { page } }) => {
  await openBriefing(page);
  await page.getByRole('tab', { name: 'Facts' }).click();
  const pane = page.getByRole('complementary', { name: 'Facts and page' });
  const section = sectionOf(page, FIRST);
  const text = section.getByRole('textbox', { name: `Text of ${FIRST}` });
  await endLine(section).click();
  await expect(text.last()).toBeFocused();
  const blocks = await text.count();
  await pane.getByRole('textbox', { name: 'Find a fact' }).fill('direct ties');
  await expect(pane.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(text.last()).toContainText('Binance denied direct ties with CommEx');

  await pane.getByRole('textbox', { name: 'Find a fact' }).fill('former employees');
  const dragged = pane.getByRole('button', { name: /Former employees of Binance joined CommEx/ });
  await dragged.dragTo(endLine(section));
  await expect(text).toHaveCount(blocks + 1);
  await expect(text.last()).toContainText('Former employees of Binance joined CommEx');

  const table = page.getByRole('group', { name: 'Table of facts' });
  await table.scrollIntoViewIfNeeded();
  const rows = await table.getByRole('row').count();
  await dragged.dragTo(table.getByRole('table'));
  await expect(table.getByRole('row')).toHaveCount(rows + 1);
  await expect(dragged).toContainText('used');
});

test('tables, timelines and judgements are put in by key', async ({ app: { page } }) => {
  await openBriefing(page);
  const section = sectionOf(page, FIRST);
  await insert(page, section, 'table');
  const table = section.getByRole('group', { name: 'Table of facts' });
  await table.getByRole('button', { name: 'Add facts' }).click();
  await pick(page, 'subscribers', 'six-figure number of subscribers');
  await pick(page, 'part of all visits', 'Visitors from Russia account');
  await page.keyboard.press('Escape');
  await expect(table.getByRole('row')).toHaveCount(3);
  await editInPlace(table, 'Caption', 'What can be counted');

  await insert(page, section, 'time');
  const timeline = section.getByRole('group', { name: 'Timeline' });
  await timeline.getByRole('button', { name: 'Add facts' }).click();
  await pick(page, 'shut down', SHUT);
  await pick(page, 'would leave', 'Binance announced that it would leave Russia.');
  await page.keyboard.press('Escape');
  await expect(timeline.getByRole('row').nth(1)).toContainText('2023');
  await expect(timeline.getByRole('row').nth(2)).toContainText('April 2024');

  await insert(page, section, 'judg');
  const card = section.getByRole('article').last();
  const sentence = card.getByRole('textbox', { name: 'The judgement in one sentence' });
  await sentence.fill('Maybe the service ends soon.');
  await expect(card.getByRole('list').first()).toContainText(/./);
  await sentence.fill('It is likely that the service ends within a year.');
  await card.getByRole('button', { name: /^Likelihood/ }).click();
  await page.getByRole('menuitem', { name: /^likely/ }).click();
  await card.getByRole('button', { name: /^Confidence/ }).click();
  await page.getByRole('menuitem', { name: 'low' }).click();
  await card.getByRole('textbox', { name: 'Reason for the confidence' }).fill('one source, undated');
  await saved(page);
  await page.reload();
  await section.getByRole('article').last().scrollIntoViewIfNeeded();
  await expect(sentence).toHaveValue('It is likely that the service ends within a year.');
  await expect(section.getByRole('button', { name: /^Likelihood: likely/ })).toBeVisible();
  await expect(timeline.getByRole('row')).toHaveCount(3);
});

test('a citation grows stale when its fact changes: accepted here, kept with a reason there', async ({ app }) => {
  const { page } = app;
  const pane = await openFact(page, SHUT);
  await editInPlace(pane, 'Statement', 'CommEx had closed for good by May 2024.');
  await pane
    .getByRole('button', { name: /Future of Binance in Russia · § 4/ })
    .first()
    .click();

  const section = sectionOf(page, 'Binance and CommEx');
  const bars = section.getByRole('group', { name: 'Fact changed' });
  await section.scrollIntoViewIfNeeded();
  const text = section.getByRole('textbox', { name: 'Text of Binance and CommEx' }).first();
  await expect(text).toContainText('By April 2024 CommEx had shut down');
  // One in the text, one in the timeline.
  await expect(bars).toHaveCount(2);
  await bars.first().getByRole('button', { name: 'Keep, with reason' }).click();
  await page
    .getByRole('textbox', { name: 'Why the words stand although the fact has changed' })
    .fill('The article says so');
  await page.getByRole('button', { name: 'Keep the words', exact: true }).click();
  await expect(bars).toHaveCount(1);
  await expect(text).toContainText('By April 2024 CommEx had shut down');

  const timeline = section.getByRole('group', { name: 'Timeline' });
  await timeline.getByRole('button', { name: 'Accept' }).click();
  await expect(timeline.getByRole('row', { name: /CommEx had closed for good by May 2024/ })).toBeVisible();
  await expect(bars).toHaveCount(0);
});

test('sections are added, renamed, moved and retired by key', async ({ app: { page } }) => {
  await openBriefing(page);
  const outline = page.getByRole('navigation', { name: 'Outline' });
  const entries = outline.getByRole('list').first().getByRole('listitem');
  await outline.getByRole('button', { name: 'Section', exact: true }).click();
  await expect(entries).toHaveCount(6);
  await entries
    .last()
    .getByRole('button', { name: /New section/ })
    .nth(1)
    .focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('Annex');
  await page.keyboard.press('Enter');
  await expect(entries.last()).toContainText(/6\s*Annex/);
  const entry = entries.filter({ hasText: 'Annex' }).getByRole('button', { name: /^\d\s*Annex/ });
  await entry.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(entries.nth(4)).toContainText('Annex');
  await expect(entries.last()).toContainText(LAST);
  await entry.focus();
  await page.keyboard.press('Delete');
  await expect(entries).toHaveCount(5);
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect(entries).toHaveCount(6);
});
