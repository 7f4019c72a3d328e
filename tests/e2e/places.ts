import { copyFileSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { App } from './app.ts';
import { PACK, SHARED, theirPack } from './colleague.ts';
import type { Kind } from './libraries.ts';
import { chooseFolder, rememberKey, shareFor, showPart } from './sharing.ts';
import { besideText, go, goConflicts, openBriefing, openFact, rowOf, sectionOf } from './steps.ts';

/** A screen or a box of the app, and how a user comes to it from the first screen. */
export interface Place {
  readonly name: string;
  /** True for a box that floats over a screen which is a place of its own. */
  readonly floats: boolean;
  readonly show: (app: App) => Promise<void>;
}

/** Places that are visited one after the other in one run of the app; those that change something come last. */
export interface Group {
  readonly name: string;
  readonly start: Kind | 'none';
  readonly places: readonly Place[];
}

const CLOSED = 'CommEx had shut down by April 2024.';

type Show = (page: Page, app: App) => Promise<unknown>;

const place = (name: string, show: Show, floats = false): Place => ({
  name,
  floats,
  show: async (app) => {
    await show(app.page, app);
  },
});

const box = (name: string, show: Show): Place => place(name, show, true);

/** Chooses the first three facts of the list. */
const chooseThree = async (page: Page): Promise<void> => {
  await rowOf(page, CLOSED).waitFor();
  await page.getByRole('grid', { name: 'Facts' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('3 facts chosen').waitFor();
};

const tryImport = async (page: Page, app: App): Promise<void> => {
  await page.getByRole('button', { name: 'Import' }).click();
  const file = app.file(
    'harbour.csv',
    'statement,as_of\nThe harbour was closed.,2025-03\n,2025\nA ferry sank.,31 March\n',
  );
  await app.choose(() => page.getByRole('button', { name: 'Choose files' }).click(), [file]);
  await page.getByRole('button', { name: 'Try without importing' }).click();
  await page.getByRole('region', { name: 'Rejected lines' }).waitFor();
};

const openPalette = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill(words);
  await page.getByRole('option').first().waitFor();
};

const changeCitedFact = async (page: Page): Promise<void> => {
  const pane = await openFact(page, CLOSED);
  await pane.getByRole('button', { name: /^Statement: / }).click();
  await page.keyboard.insertText('CommEx had closed for good by May 2024.');
  await page.keyboard.press('Enter');
  await pane
    .getByRole('button', { name: /Future of Binance in Russia · § 4/ })
    .first()
    .click();
  const bar = page.getByRole('group', { name: 'Fact changed' }).first();
  await bar.scrollIntoViewIfNeeded();
};

/** The pages beside the text are drawn. */
const showPages = async (page: Page): Promise<void> => {
  await besideText(page, 'Page');
  await page.getByRole('img', { name: 'Page 1', exact: true }).waitFor();
};

const facts: readonly Place[] = [
  place('facts', (page) => rowOf(page, CLOSED).waitFor()),
  place('fact', (page) => openFact(page, CLOSED)),
  place('fact-evidence', async (page) => {
    const pane = await openFact(page, CLOSED);
    await pane.getByRole('button', { name: 'Add evidence' }).click();
    await pane.getByRole('textbox', { name: 'Source' }).fill('Register of companies');
  }),
  box('fact-menu', async (page) => {
    await openFact(page, CLOSED);
    await page.getByRole('button', { name: 'What to do with the fact' }).click();
    await page.getByRole('menu').waitFor();
  }),
  box('facts-filter', async (page) => {
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('menuitem', { name: 'Tags' }).click();
    await page.getByRole('checkbox', { name: 'sale' }).click();
  }),
  box('facts-columns', async (page) => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox').first().waitFor();
  }),
  place('facts-chosen', chooseThree),
  box('facts-chosen-tags', async (page) => {
    await chooseThree(page);
    await page.getByRole('button', { name: 'Add tags' }).click();
    await page.getByRole('textbox', { name: 'Find: Tags' }).fill('to check');
  }),
  box('facts-import', tryImport),
  box('capture', async (page) => {
    await page.getByRole('button', { name: 'Capture fact' }).click();
    await page.getByRole('textbox', { name: 'Statement' }).fill('The exchange lists new tokens every week.');
    await page.getByRole('textbox', { name: 'Value' }).fill('many');
    await page.getByRole('button', { name: 'Save and close' }).click();
    await page.getByText('Write digits with a unit').waitFor();
  }),
  box('fact-lower-marking', async (page) => {
    await openFact(page, CLOSED);
    for (const [from, to] of [
      ['CLEAR', 'AMBER'],
      ['AMBER', 'GREEN'],
    ] as const) {
      await page.getByRole('button', { name: `Marking: TLP:${from}. Edit` }).click();
      await page.getByRole('menuitem', { name: `TLP:${to}`, exact: true }).click();
    }
    await page.getByRole('dialog').waitFor();
  }),
  box('facts-retired-notice', async (page) => {
    await chooseThree(page);
    await page.getByRole('button', { name: 'Retire 3 facts' }).click();
    await page.getByRole('alert').waitFor();
  }),
];

const others: readonly Place[] = [
  box('palette', (page) => openPalette(page, '')),
  box('palette-found', (page) => openPalette(page, 'channel')),
  box('library-menu', async (page) => {
    await page.getByRole('button', { name: 'Market watch' }).click();
    await page.getByRole('menu').waitFor();
  }),
  place('sources', async (page) => {
    await go(page, 'Sources');
    await rowOf(page, 'Ongoing Saga').waitFor();
  }),
  place('source', async (page) => {
    await go(page, 'Sources');
    await rowOf(page, 'Ongoing Saga').click();
    await page.getByRole('region', { name: 'The open source' }).getByRole('heading', { level: 2 }).waitFor();
  }),
  box('source-new', async (page) => {
    await go(page, 'Sources');
    await page.getByRole('button', { name: 'New source' }).click();
    await page.getByRole('dialog').waitFor();
  }),
  place('notes', async (page) => {
    await go(page, 'Notes');
    await rowOf(page, 'Gaps to close').waitFor();
  }),
  place('note', async (page) => {
    await go(page, 'Notes');
    await rowOf(page, 'Gaps to close').click();
    await page.getByRole('textbox', { name: 'Text of the note' }).waitFor();
  }),
  place('settings', async (page) => {
    await go(page, 'Settings');
    await page.getByRole('heading', { name: 'Settings', exact: true }).first().waitFor();
  }),
];

const briefings: readonly Place[] = [
  place('briefings', async (page) => {
    await go(page, 'Briefings');
    await rowOf(page, 'Future of Binance in Russia').waitFor();
  }),
  box('briefing-new', async (page) => {
    await go(page, 'Briefings');
    await page.getByRole('button', { name: 'New briefing' }).click();
    await page.getByRole('radio', { name: /^Intelligence assessment/ }).click();
    await page.getByRole('heading', { name: 'Sections' }).waitFor();
  }),
  place('builder', async (page) => {
    await openBriefing(page);
    await showPages(page);
  }),
  place('builder-section', async (page) => {
    await openBriefing(page);
    await page
      .getByRole('navigation', { name: 'Outline' })
      .getByRole('button', { name: /^4\s*Binance and CommEx/ })
      .click();
    await besideText(page, 'Facts');
    // In a narrow window the text breaks anew beside the pane, which may bring another section into view.
    await page.getByRole('heading', { name: /^For section \d/ }).waitFor();
  }),
  box('builder-insert', async (page) => {
    await openBriefing(page);
    await sectionOf(page, 'Binance and CommEx').getByRole('button', { name: 'Insert a block' }).click();
    await page.getByRole('combobox', { name: 'Insert' }).waitFor();
  }),
  box('builder-cite', async (page) => {
    await openBriefing(page);
    await page
      .getByRole('navigation', { name: 'Outline' })
      .getByRole('button', { name: /^1\s*Continued/ })
      .click();
    await page.getByRole('textbox', { name: 'Text of Continued service to users in Russia' }).click();
    await page.getByRole('button', { name: 'Cite a fact' }).click();
    await page.getByRole('option').first().waitFor();
  }),
  box('builder-cited-fact', async (page) => {
    await openBriefing(page);
    await sectionOf(page, 'Continued service to users in Russia').getByText('leave Russia').first().hover();
    await page.getByRole('dialog', { name: 'Cited fact' }).waitFor();
  }),
  box('builder-export-menu', async (page) => {
    await openBriefing(page);
    await page.getByRole('button', { name: 'Other formats' }).click();
    await page.getByRole('menu').waitFor();
  }),
  place('builder-stale', changeCitedFact),
];

const showTab = async (page: Page, name: string | RegExp): Promise<void> => {
  await go(page, 'Exchange');
  // A count may stand behind it.
  await page.getByRole('tab', { name: new RegExp(`^${name} ?[\\d,]*$`) }).click();
};

const lookAt = async (page: Page, app: App, file: string): Promise<void> => {
  await showTab(page, 'Receive');
  await app.choose(() => page.getByRole('button', { name: 'Choose a file' }).click(), [file]);
};

/** The pack of a colleague is open, with what both sides worded anew. */
const previewMerge = async (page: Page, app: App): Promise<void> => {
  await lookAt(page, app, await theirPack(app));
  await rowOf(page, SHARED.ours).click();
  await page.getByText('Both sides changed it.').waitFor();
};

const mergeAll = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Merge \d+ records$/ }).click();
  await page.getByRole('region', { name: 'What the merge did' }).waitFor();
};

const sharing: readonly Place[] = [
  place('exchange-share', async (page) => {
    await showTab(page, 'Share');
    await page.getByRole('heading', { name: /records go out/ }).waitFor();
  }),
  place('exchange-share-facts', async (page) => {
    await showTab(page, 'Share');
    await page.getByRole('radio', { name: /^Some facts/ }).check();
    await page.getByRole('textbox', { name: 'Words' }).fill('CommEx');
    await page.getByRole('radio', { name: /^Encrypt with a passphrase/ }).check();
    await page
      .locator('[aria-busy=false]')
      .getByRole('heading', { name: /records go out/ })
      .waitFor();
  }),
  place('exchange-receive', async (page) => {
    await showTab(page, 'Receive');
    await page.getByText('Take in what a colleague sent').waitFor();
  }),
  place('exchange-refused', async (page, app) => {
    await lookAt(page, app, app.file('letter.bwpack', 'Nothing of the sort.'));
    await page.getByText('Your library is as it was.').waitFor();
  }),
  place('changes-none', async (page) => {
    await showTab(page, 'Changes');
    await page.getByText('Nothing was merged yet.').waitFor();
  }),
  place('exchange-received-none', async (page) => {
    await showTab(page, 'Received');
    await page.getByText('Nothing was received yet.').waitFor();
  }),
];

const receiving: readonly Place[] = [
  place('exchange-preview', previewMerge),
  place('exchange-result', async (page, app) => {
    await lookAt(page, app, join(app.home, PACK));
    await mergeAll(page);
  }),
  place('exchange-received', async (page) => {
    await showTab(page, 'Received');
    await page.getByRole('row').filter({ hasText: PACK }).waitFor();
  }),
  place('changes', async (page) => {
    await showTab(page, 'Changes');
    await rowOf(page, SHARED.ours).click();
    await page.getByText('It is in conflict').waitFor();
  }),
  box('exchange-take-back', async (page) => {
    await showTab(page, 'Received');
    await page.getByRole('button', { name: /^Take back/ }).click();
    await page.getByRole('dialog').waitFor();
  }),
];

/** A key that nobody holds the secret of. */
const KEY = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

const people: readonly Place[] = [
  place('colleagues-none', async (page) => {
    await showPart(page, 'Colleagues');
    await page.getByText('Nobody is known yet.').waitFor();
  }),
  place('receive-no-folder', async (page) => {
    await showPart(page, 'Receive');
    await page.getByText('Packs can also come through a folder').waitFor();
  }),
  box('folder-name', async (page) => {
    await showPart(page, 'Colleagues');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await page.getByRole('dialog').waitFor();
  }),
  box('colleagues-key-wrong', async (page) => {
    const dialog = await rememberKey(page, 'Desk B', 'age1 cut');
    await dialog.getByText('This is no public key.').waitFor();
  }),
  place('colleagues', async (page, app) => {
    const folder = join(app.home, 'Team');
    mkdirSync(folder, { recursive: true });
    const made = join(app.home, 'made.bwpack');
    await app.run('pack', app.library, '--out', made, '--for', 'Desk C');
    for (const [name, day] of [
      ['Desk B 2026-11-21 1', '2026-11-21'],
      ['Desk C, monthly figures of the regulator and what we made of them', '2026-11-03'],
    ] as const) {
      const pack = join(folder, `${name}.bwpack`);
      copyFileSync(made, pack);
      utimesSync(pack, new Date(day), new Date(day));
    }
    await showPart(page, 'Colleagues');
    const make = page.getByRole('button', { name: 'Make my keys' });
    if (await make.isVisible()) await make.click();
    await rememberKey(page, 'Desk B', KEY);
    await page.getByRole('region', { name: 'The open colleague' }).waitFor();
    const choose = page.getByRole('button', { name: 'Choose a folder' });
    if (await choose.isVisible()) await chooseFolder(app, folder);
    await page.getByText('2 packs wait here.').waitFor();
  }),
  box('colleagues-forget', async (page) => {
    await showPart(page, 'Colleagues');
    await rowOf(page, 'Desk C').click();
    await page.getByRole('button', { name: 'Forget what is with them' }).click();
    await page.getByRole('dialog').waitFor();
  }),
  place('receive-folder', async (page) => {
    await showPart(page, 'Receive');
    await rowOf(page, 'Desk C, monthly').waitFor();
  }),
  place('share-colleague', async (page) => {
    await shareFor(page, 'Desk B');
    await page.getByRole('radio', { name: /^Encrypt to keys/ }).check();
    await page.getByText('It is signed with your key').scrollIntoViewIfNeeded();
  }),
];

const empty: readonly Place[] = [
  place('facts-empty', (page) => page.getByText('This library has no facts yet.').waitFor()),
  place('sources-empty', async (page) => {
    await go(page, 'Sources');
    await page.getByText('This library has no sources yet.').waitFor();
  }),
  place('conflicts-empty', async (page) => {
    await goConflicts(page);
    await page.getByText('Nothing is in conflict.').waitFor();
  }),
  place('duplicates-empty', async (page) => {
    await showTab(page, 'Duplicates');
    await page.getByText('Nothing looks like a duplicate.').waitFor();
  }),
  place('proposals-empty', async (page) => {
    await showTab(page, 'Proposals');
    await page.getByText('No proposal waits for an answer.').waitFor();
  }),
  place('notes-empty', async (page) => {
    await go(page, 'Notes');
    await page.getByText('This library has no notes yet.').waitFor();
  }),
  place('briefings-empty', async (page) => {
    await go(page, 'Briefings');
    await page.getByText('This library has no briefings yet.').waitFor();
  }),
];

const openConflict = async (page: Page, words: string | RegExp): Promise<void> => {
  await goConflicts(page);
  await rowOf(page, words).click();
  await page.getByRole('region', { name: 'The open conflict' }).getByRole('heading', { level: 2 }).waitFor();
};

const conflicts: readonly Place[] = [
  place('conflicts', async (page) => {
    await goConflicts(page);
    await page.getByText('3 records in conflict').waitFor();
  }),
  place('conflict', (page) => openConflict(page, 'Visits from Russia')),
  place('conflict-write', async (page) => {
    await openConflict(page, 'Visits from Russia');
    await page.getByRole('button', { name: 'Write a new one' }).first().click();
  }),
  place('conflict-text', async (page) => {
    await openConflict(page, 'Traffic');
    await page.getByText('Both, Desk B first', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Save this text' }).scrollIntoViewIfNeeded();
  }),
  place('conflict-retired', (page) => openConflict(page, 'Register of companies')),
  box('conflicts-many', async (page) => {
    await goConflicts(page);
    await page.getByRole('button', { name: 'Settle many' }).click();
    await page.getByText('Nothing is written yet.').waitFor();
  }),
  place('fact-in-conflict', (page) => openFact(page, 'Visits from Russia to the website fell')),
  place('note-in-conflict', async (page) => {
    await go(page, 'Notes');
    await rowOf(page, 'Traffic').click();
    await page.getByRole('button', { name: 'Settle Text' }).waitFor();
  }),
];

const showPairs = async (page: Page): Promise<void> => {
  await showTab(page, 'Duplicates');
  await page.getByText('4 pairs').waitFor();
};

const openPair = async (page: Page, words: string): Promise<void> => {
  await showPairs(page);
  await rowOf(page, words).click();
  await page.getByRole('region', { name: 'The open pair' }).getByRole('table').waitFor();
};

const openProposal = async (page: Page, words: string): Promise<void> => {
  await showTab(page, 'Proposals');
  await rowOf(page, words).click();
  await page.getByRole('article', { name: 'Proposal by Desk B' }).waitFor();
};

const HARBOUR = 'The harbour was closed for two days.';

const twins: readonly Place[] = [
  place('duplicates', showPairs),
  place('duplicate', (page) => openPair(page, HARBOUR)),
  place('duplicates-many', async (page) => {
    await showPairs(page);
    await page.getByRole('grid', { name: 'Likely duplicates' }).focus();
    await page.keyboard.press('Control+a');
    await page.getByText('Nothing is written yet.').waitFor();
  }),
  box('facts-join', async (page) => {
    const alike = rowOf(page, 'The harbour was closed for two days');
    await alike.nth(0).click({ modifiers: ['Control'] });
    await alike.nth(1).click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Join…' }).click();
    await page.getByRole('radio').nth(1).waitFor();
  }),
  place('fact-likely-duplicate', async (page) => {
    const pane = await openFact(page, HARBOUR);
    await pane.getByRole('button', { name: 'Compare' }).waitFor();
  }),
];

const proposals: readonly Place[] = [
  place('proposals', async (page) => {
    await showTab(page, 'Proposals');
    await page.getByText('4 proposals').waitFor();
  }),
  place('proposal-stale', (page) => openProposal(page, 'CommEx had closed')),
  place('proposal-waiting', (page) => openProposal(page, 'A record that is not here')),
  place('fact-proposal', async (page) => {
    const pane = await openFact(page, 'Visits from Russia');
    await pane.getByRole('article').waitFor();
  }),
  box('propose', async (page) => {
    await openFact(page, HARBOUR);
    await page.getByRole('button', { name: 'What to do with the fact' }).click();
    await page.getByRole('menuitem', { name: 'Propose a change…' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Value' }).fill('3 days');
  }),
  box('propose-note', async (page) => {
    await go(page, 'Notes');
    await rowOf(page, 'Harbour').click();
    await page.getByRole('button', { name: 'Actions for the note' }).click();
    await page.getByRole('menuitem', { name: 'Propose a change…' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Text' }).waitFor();
  }),
];

const first: readonly Place[] = [
  place('start', (page) => page.getByRole('heading', { name: 'Briefwright' }).waitFor()),
];

const many: readonly Place[] = [
  place('facts-many', (page) => page.getByText('50,000 facts').first().waitFor()),
  place('facts-many-end', async (page) => {
    await page.getByText('50,000 facts').first().waitFor();
    await page.getByRole('grid', { name: 'Facts' }).focus();
    await page.keyboard.press('End');
    await page.getByRole('row').last().getByText('Measured figure').waitFor();
  }),
  box('palette-many', (page) => openPalette(page, 'channel')),
];

/** Every screen and every box, as the accessibility check and the screenshots visit them. */
export const GROUPS: readonly Group[] = [
  { name: 'facts', start: 'sample', places: facts },
  { name: 'briefings', start: 'sample', places: briefings },
  { name: 'sources, notes, settings, palette', start: 'sample', places: others },
  { name: 'sharing and receiving', start: 'sample', places: sharing },
  { name: 'colleagues and folder', start: 'sample', places: people },
  { name: 'a merge', start: 'sample', places: receiving },
  { name: 'conflicts', start: 'conflicts', places: conflicts },
  { name: 'duplicates', start: 'twins', places: twins },
  { name: 'proposals', start: 'twins', places: proposals },
  { name: 'an empty library', start: 'empty', places: empty },
  { name: 'the first run', start: 'none', places: first },
];

/** The open record of a list of the exchange. */
const openRow = async (page: Page, row: Locator): Promise<void> => {
  await row.click();
  await page
    .getByRole('region', { name: /^The open / })
    .getByRole('heading', { level: 2 })
    .waitFor();
};

const withMuch: readonly Place[] = [
  place('much-changes', async (page) => {
    await showTab(page, 'Changes');
    await openRow(page, rowOf(page, 'Register 1').first());
  }),
  place('much-changes-end', async (page) => {
    await showTab(page, 'Changes');
    await rowOf(page, 'Desk C adds').first().waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await rowOf(page, 'Evidence: ').first().waitFor();
  }),
  place('much-conflicts', async (page) => {
    await showTab(page, 'Conflicts');
    await openRow(page, rowOf(page, 'Register 1').first());
  }),
  place('much-duplicates', async (page) => {
    await showTab(page, 'Duplicates');
    await openRow(page, rowOf(page, 'Measured figure').first());
  }),
  place('much-proposals', async (page) => {
    await showTab(page, 'Proposals');
    await openRow(page, rowOf(page, 'changed since').first());
  }),
  place('much-received', async (page) => {
    await showTab(page, 'Received');
    await page.getByText('figures of day').first().waitFor();
  }),
  place('briefing-in-conflict', async (page) => {
    await openBriefing(page);
    await page.getByRole('button', { name: 'Settle the conflicts of this record' }).first().waitFor();
  }),
];

/** Where a large library shows. */
export const LARGE: readonly Group[] = [
  { name: '50,000 facts', start: 'many', places: many },
  { name: 'weeks of work with five desks', start: 'colleagues', places: withMuch },
];
