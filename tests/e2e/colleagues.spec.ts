import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { runCommandLine } from './host.ts';
import { rememberKey, shareFor, showPart } from './sharing.ts';
import { notice, rowOf } from './steps.ts';

test('keys are made, a colleague’s is remembered, and only they open what is encrypted to it', async ({ app }) => {
  const { page } = app;
  const theirs = join(app.home, 'desk-b');
  mkdirSync(theirs);
  const { recipient } = JSON.parse(await runCommandLine(theirs, 'keys', 'new', '--json')) as { recipient: string };

  await showPart(page, 'Colleagues');
  await expect(page.getByText('Nobody is known yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Make my keys' }).click();
  await expect(page.getByText(/^age1[a-z0-9]{58}$/)).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{4}( [0-9a-f]{4}){7}$/)).toBeVisible();

  const dialog = await rememberKey(page, 'Desk B', recipient.slice(0, -1));
  await expect(dialog).toContainText('This is no public key.');
  await dialog.getByRole('textbox', { name: 'Public key' }).fill(` ${recipient}\n`);
  await dialog.getByRole('button', { name: 'Remember the key' }).click();
  const open = page.getByRole('region', { name: 'The open colleague' });
  await expect(open).toContainText(recipient);
  await expect(open).toContainText('Nothing was exchanged with Desk B in this library yet.');

  await showPart(page, 'Share');
  const since = page.getByRole('checkbox', { name: /^Only what is new/ });
  await expect(since).toBeDisabled();
  await shareFor(page, 'desk b');
  await expect(page.getByText('Nothing was exchanged with Desk B yet')).toBeVisible();
  await page.getByRole('radio', { name: /^Encrypt to keys/ }).check();
  await expect(page.getByText('It is signed with your key')).toBeVisible();
  const save = page.getByRole('button', { name: 'Save as…' });
  await expect(save).toBeEnabled();
  const pack = await app.saved(() => save.click());
  await expect(notice(page, /^Saved .* encrypted/)).toBeVisible();
  expect(pack.bytes.subarray(0, 40).toString('latin1')).toMatch(/^age-encryption\.org\/v1\n-> X25519 /);
  const file = join(app.home, 'for desk B.bwpack');
  writeFileSync(file, pack.bytes);
  expect(JSON.parse(await runCommandLine(theirs, 'inspect', file, '--json'))).toMatchObject({
    kind: 'pack',
    safe: true,
    signature: { state: 'new' },
  });

  // What went to them is not new any more.
  await since.check();
  await expect(page.getByRole('heading', { name: 'Nothing is new for Desk B' })).toBeVisible();
  await expect(save).toBeDisabled();
  await showPart(page, 'Colleagues');
  await open.getByRole('button', { name: 'Forget what is with them' }).click();
  await expect(page.getByRole('dialog')).toContainText('the next pack for them holds everything again');
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(rowOf(page, 'Desk B')).toContainText('never');
  await open.getByRole('button', { name: 'Forget the key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget the key' }).click();
  await expect(page.getByText('Nobody is known yet.')).toBeVisible();
});
