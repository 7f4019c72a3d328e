import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { go, notice, openFact, rowOf } from './steps.ts';

test.use({ start: 'twins' });

const VISITS = 'Visits from Russia to the Binance website fell';

const goProposals = async (page: Page): Promise<void> => {
  await go(page, 'Exchange');
  await page.getByRole('tab', { name: /^Proposals/ }).click();
};

const openProposal = async (page: Page, words: string): Promise<Locator> => {
  await rowOf(page, words).click();
  const pane = page.getByRole('region', { name: 'The open proposal' });
  await expect(pane.getByRole('heading', { level: 2 })).toContainText(words);
  return pane;
};

test('a proposal stands beside its record, is accepted there, and is taken back (M20)', async ({ app }) => {
  const { page } = app;
  const fact = await openFact(page, VISITS);
  const proposal = fact.getByRole('article', { name: 'Proposal by Desk B' });
  await expect(proposal).toContainText('Reason: Counted anew from the dataset');
  await expect(proposal.locator('ins')).toHaveText(['by 38 % ', '38']);
  await proposal.getByRole('button', { name: 'Accept' }).click();
  await expect(fact.getByRole('heading', { level: 2 })).toContainText('fell by 38 %');
  await expect(proposal).toBeHidden();
  await expect(fact).toContainText(/Reason: Proposal .* by Desk B: Counted anew/);
  await notice(page, 'Accepted').getByRole('button', { name: 'Undo' }).click();
  await expect(proposal).toBeVisible();
  await expect(fact.getByRole('heading', { level: 2 })).not.toContainText('38 %');
});

test('in the tab a stale one is accepted anyway, a waiting one says so, one is declined with a reason', async ({
  app,
}) => {
  const { page } = app;
  await goProposals(page);
  await expect(page.getByRole('tab', { name: /^Proposals/ })).toHaveText('Proposals4');
  const stale = await openProposal(page, 'CommEx had closed for good');
  await expect(stale).toContainText('Changed since this was proposed: Statement.');
  await stale.getByRole('button', { name: 'Accept anyway' }).click();
  await expect(notice(page, 'Accepted')).toBeVisible();
  await expect(page.getByRole('tab', { name: /^Proposals/ })).toHaveText('Proposals3');

  const waiting = await openProposal(page, 'A record that is not here');
  await expect(waiting).toContainText('waits until a pack brings it');
  await expect(waiting.getByRole('button', { name: 'Accept' })).toBeHidden();

  const visits = await openProposal(page, VISITS);
  await visits.getByRole('button', { name: 'Decline' }).click();
  const asked = page.getByRole('dialog');
  await asked.getByRole('textbox', { name: 'Reason' }).fill('The old count holds');
  await asked.getByRole('button', { name: 'Continue' }).click();
  await expect(rowOf(page, VISITS)).toBeHidden();
  await page.getByText('Answered', { exact: true }).click();
  await expect(await openProposal(page, VISITS)).toContainText('Reason: The old count holds');
});

test('a change is proposed in a form of the fields, and taken back', async ({ app }) => {
  const { page } = app;
  const fact = await openFact(page, 'The harbour was closed for two days.');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('Propose a change');
  await page.getByRole('option', { name: /^Propose a change/ }).click();
  const form = page.getByRole('dialog', { name: 'Propose a change of the fact' });
  await expect(form.getByRole('button', { name: 'Propose', exact: true })).toBeDisabled();
  await form.getByRole('textbox', { name: 'Value' }).fill('many');
  await expect(form.getByRole('button', { name: 'Propose 1 change' })).toBeDisabled();
  await form.getByRole('textbox', { name: 'Value' }).fill('3 days');
  await form.getByRole('button', { name: /^Status/ }).click();
  await page.getByRole('menuitem', { name: 'disputed' }).click();
  await expect(form.getByRole('status')).toHaveText('Proposed: Value, Status');
  await form.getByRole('textbox', { name: 'Reason' }).fill('The log says three');
  await form.getByRole('button', { name: 'Propose 2 changes' }).click();
  const proposal = fact.getByRole('article');
  await expect(proposal).toContainText('Reason: The log says three');
  await expect(proposal.locator('ins').first()).toHaveText('3');
  await expect(fact).toContainText('unverified');
  await page.keyboard.press('Control+z');
  await expect(proposal).toBeHidden();
});
