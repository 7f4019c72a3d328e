import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { SHARED } from './colleague.ts';
import { runCommandLine } from './host.ts';
import { Seat } from './seat.ts';
import { showPart } from './sharing.ts';
import { editInPlace, go, notice, openFact, rowOf, saved } from './steps.ts';
import { BROWSER_ONLY } from './which.ts';
import { openInBrowser, type Window } from './windows.ts';

/** Somebody at a window of their own, with a profile and a library. */
interface Desk extends Pick<Window, 'page' | 'choose' | 'saved'> {
  readonly name: string;
  readonly home: string;
  readonly library: string;
}

const introduce = async ({ page, name }: Desk): Promise<void> => {
  await go(page, 'Settings');
  const field = page.getByRole('textbox', { name: 'Your name' });
  await field.fill(name);
  await field.press('Enter');
  await saved(page);
};

/** Shares everything as a file that lies where the others find it. */
const share = async (desk: Desk, day: string): Promise<string> => {
  await showPart(desk.page, 'Share');
  const save = desk.page.getByRole('button', { name: 'Save as…' });
  await expect(save).toBeEnabled();
  const { bytes } = await desk.saved(() => save.click());
  const file = join(desk.home, `${desk.name}, ${day}.bwpack`);
  writeFileSync(file, bytes);
  return file;
};

/** Looks through a file and merges all of it. Returns what the merge did. */
const receive = async ({ page, choose }: Desk, file: string): Promise<Locator> => {
  await showPart(page, 'Receive');
  await choose(() => page.getByRole('button', { name: 'Choose a file' }).click(), [file]);
  await page.getByRole('button', { name: /^Merge \d+ records?$/ }).click();
  const result = page.getByRole('region', { name: 'What the merge did' });
  await expect(result).toContainText('Receipt');
  return result;
};

const done = (page: Page): Promise<void> => page.getByRole('button', { name: 'Done' }).click();

const reword = async ({ page }: Desk, from: string, to: string): Promise<void> => {
  await go(page, 'Facts');
  await editInPlace(await openFact(page, from), 'Statement', to);
  await saved(page);
};

const digest = async ({ home, library }: Desk): Promise<unknown> =>
  JSON.parse(await runCommandLine(home, 'digest', library, '--json'));

test(`a week of three people: shared, edited apart, settled, and the same on every desk ${BROWSER_ONLY}`, async ({
  app,
  startBrowser,
  viewport,
}) => {
  await using windows = new AsyncDisposableStack();
  const open = async (name: string): Promise<Desk> => {
    const home = join(app.home, name);
    mkdirSync(home);
    const library = join(home, 'Russia.bwlib');
    await runCommandLine(home, 'init', library);
    const begin = { home, library, watch: app.watch, colorScheme: 'light', viewport } as const;
    const seat = windows.use(await Seat.open(await startBrowser()));
    const window = await openInBrowser(seat, begin);
    windows.defer(async () => {
      await window.close();
      expect(window.attempts()).toEqual([]);
    });
    return { ...window, name, home, library };
  };
  const a: Desk = { ...app, name: 'Desk A' };
  const [b, c] = [await open('Desk B'), await open('Desk C')];
  for (const desk of [a, b, c]) await introduce(desk);

  await test.step('Monday: Desk A shares all there is', async () => {
    const file = await share(a, 'Monday');
    for (const desk of [b, c]) {
      await receive(desk, file);
      await done(desk.page);
    }
  });

  await test.step('Tuesday: both go on apart, Desk C also proposes', async () => {
    await reword(b, SHARED.before, SHARED.theirs);
    await b.page.getByRole('button', { name: 'Capture fact' }).click();
    await b.page.getByRole('textbox', { name: 'Statement' }).fill(SHARED.added);
    await b.page.getByRole('button', { name: 'Save and close' }).click();
    await reword(c, SHARED.before, SHARED.ours);
    await openFact(c.page, SHARED.changed);
    await c.page.keyboard.press('Control+k');
    await c.page.getByRole('combobox', { name: 'Search or run a command' }).fill('Propose a change');
    await c.page.getByRole('option', { name: /^Propose a change/ }).click();
    const form = c.page.getByRole('dialog', { name: 'Propose a change of the fact' });
    await form.getByRole('button', { name: /^Status/ }).click();
    await c.page.getByRole('menuitem', { name: 'verified', exact: true }).click();
    await form.getByRole('textbox', { name: 'Reason' }).fill('Seen in the register');
    await form.getByRole('button', { name: 'Propose 1 change' }).click();
    await expect(form).toBeHidden();
  });

  await test.step('Wednesday: Desk A merges both and sees who did what', async () => {
    const first = await receive(a, await share(b, 'Wednesday'));
    await expect(first).not.toContainText('Settle');
    await done(a.page);
    const second = await receive(a, await share(c, 'Wednesday'));
    await second.getByRole('button', { name: 'Settle 1 conflict' }).click();
    const pane = a.page.getByRole('region', { name: 'The open conflict' });
    if (!(await pane.isVisible())) await rowOf(a.page, /CommEx had (closed|shut)/).click();
    await expect(pane).toContainText('Desk B');
    await expect(pane).toContainText('Desk C');
    await pane
      .getByRole('listitem')
      .filter({ hasText: 'Desk B' })
      .getByRole('button', { name: /^Take version/ })
      .click();
    await expect(notice(a.page, 'Settled: Statement.')).toBeVisible();

    await showPart(a.page, 'Changes');
    const who = a.page.getByRole('region', { name: 'Who changed how many records' });
    await expect(who.getByRole('button', { name: /^Desk B \d/ })).toBeVisible();
    await expect(who.getByRole('button', { name: /^Desk C \d/ })).toBeVisible();
    await a.page.getByRole('button', { name: 'Mark all as seen' }).click();

    await showPart(a.page, 'Proposals');
    await rowOf(a.page, SHARED.changed).click();
    const proposal = a.page.getByRole('region', { name: 'The open proposal' });
    await expect(proposal).toContainText('Reason: Seen in the register');
    await proposal.getByRole('button', { name: 'Accept' }).click();
    await expect(notice(a.page, 'Accepted')).toBeVisible();
  });

  await test.step('Thursday: what was settled goes back to both', async () => {
    const file = await share(a, 'Thursday');
    for (const desk of [b, c]) {
      await expect(await receive(desk, file)).not.toContainText('Settle');
      await go(desk.page, 'Facts');
      await expect(rowOf(desk.page, SHARED.theirs)).toBeVisible();
      await expect(rowOf(desk.page, SHARED.added)).toBeVisible();
    }
    await showPart(c.page, 'Proposals');
    await c.page.getByText('Answered', { exact: true }).click();
    await expect(rowOf(c.page, SHARED.changed)).toContainText('accepted');
  });

  await test.step('Friday: every desk holds the same, content and history', async () => {
    const [first, ...others] = await Promise.all([a, b, c].map(digest));
    for (const other of others) expect(other).toEqual(first);
  });
});
