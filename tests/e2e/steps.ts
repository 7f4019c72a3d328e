import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect } from './app.ts';
import { PROJECT } from './host.ts';

const sample = JSON.parse(readFileSync(join(PROJECT, 'resources/sample/library.json'), 'utf8')) as { facts: unknown[] };
export const SAMPLE_FACTS = sample.facts.length;

/** Steps that a user takes again and again, by the names that a user sees. */

export type Feature = 'Facts' | 'Sources' | 'Notes' | 'Briefings' | 'Exchange' | 'Settings';

/** Goes to a screen by the rail. */
export const go = async (page: Page, feature: Feature): Promise<void> => {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: feature }).click();
};

/** Goes to the inbox of conflicts, a part of the exchange. */
export const goConflicts = async (page: Page): Promise<void> => {
  await go(page, 'Exchange');
  await page.getByRole('tab', { name: 'Conflicts' }).click();
};

/** The row of a table whose text holds these words. */
export const rowOf = (page: Page, words: string | RegExp): Locator => page.getByRole('row').filter({ hasText: words });

/** Opens a fact of the list and returns its pane. */
export const openFact = async (page: Page, words: string | RegExp): Promise<Locator> => {
  await rowOf(page, words).click();
  const pane = page.getByRole('region', { name: 'The open fact' });
  await expect(pane.getByRole('heading', { level: 2 })).toContainText(words);
  return pane;
};

/** Changes a value of the open record in place; a text of several lines is saved by Control+Enter. */
export const editInPlace = async (pane: Locator, label: string, text: string, key = 'Enter'): Promise<void> => {
  await pane
    .getByRole('button', { name: `${label}: ` })
    .first()
    .click();
  const field = pane.getByRole('textbox', { name: label, exact: true });
  await field.fill(text);
  await field.press(key);
  await expect(field).toBeHidden();
};

/** Waits until the library has everything that was typed. */
export const saved = (page: Page): Promise<void> =>
  expect(page.getByRole('contentinfo').getByRole('status')).toHaveText('Saved');

/** A message at the edge of the window. */
export const notice = (page: Page, words: string | RegExp): Locator =>
  page.getByRole('alert').filter({ hasText: words });

/** Opens the sample's briefing in the builder and waits for its text. */
export const openBriefing = async (
  page: Page,
  title: string | RegExp = 'Future of Binance in Russia',
): Promise<void> => {
  await go(page, 'Briefings');
  await rowOf(page, title).click();
  const outline = page.getByRole('navigation', { name: 'Outline' });
  const fold = page.getByRole('button', { name: 'Outline', exact: true });
  await fold.waitFor();
  // A narrow window folds it while the pane on the right is open.
  if ((await fold.getAttribute('aria-pressed')) !== 'true') await fold.click();
  await expect(outline).toBeVisible();
};

/** The region of a section in the builder. */
export const sectionOf = (page: Page, heading: string): Locator =>
  page.getByRole('region', { name: heading, exact: true });

/** Opens the pane beside the text, which a narrow window leaves out at first. */
export const besideText = async (page: Page, tab: 'Facts' | 'Page'): Promise<void> => {
  const pressed = page.getByRole('button', { name: 'Facts and page', pressed: true });
  const released = page.getByRole('button', { name: 'Facts and page', pressed: false });
  await pressed.or(released).waitFor();
  if (await released.isVisible()) await released.click();
  await page.getByRole('tab', { name: tab }).click();
};
