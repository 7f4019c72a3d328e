import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { attemptsBelow, runGuarded } from './host.ts';
import { go, openBriefing, openFact, rowOf, saved } from './steps.ts';
import { Watch } from './watch.ts';
import { BROWSER_ONLY } from './which.ts';

// Every test of this suite fails when page or server leave this machine. This one walks the whole road at once and
// shows beside it that the guards see what they are there for.

test('from the first fact to the finished PDF no request leaves this machine', async ({ app }) => {
  const { page } = app;
  await openFact(page, 'CommEx had shut down by April 2024.');
  await page.keyboard.press('Control+Shift+f');
  await page.getByRole('textbox', { name: 'Statement' }).fill('A page of the register names the owner.');
  await page.getByRole('textbox', { name: 'Source', exact: true }).fill('Register of companies');
  await page.getByRole('textbox', { name: 'Address' }).fill('https://register.example/owner?id=7');
  await page.getByRole('button', { name: 'Save and close' }).click();
  await rowOf(page, 'A page of the register names the owner.').waitFor();
  await go(page, 'Sources');
  await rowOf(page, 'Register of companies').click();
  await expect(page.getByRole('region', { name: 'The open source' })).toContainText('register.example');
  await go(page, 'Notes');
  await rowOf(page, 'Gaps to close').click();
  await page.getByRole('textbox', { name: 'Text of the note' }).click();
  await page.keyboard.insertText('https://example.com/picture.png ');
  await saved(page);
  await go(page, 'Settings');
  await page.getByRole('button', { name: 'Verify the library' }).click();
  await page.getByText('Everything is sound').waitFor();
  await openBriefing(page);
  await page.getByRole('img', { name: 'Page 1', exact: true }).waitFor();
  await app.saved(() => page.getByRole('button', { name: 'Export PDF' }).click());

  expect(app.watch.requests.length).toBeGreaterThan(30);
  expect(app.watch.outside).toEqual([]);
  expect(app.attempts()).toEqual([]);
});

test(`the guard of the page sees a request that would leave, and a breach of the policy ${BROWSER_ONLY}`, async ({
  startBrowser,
}) => {
  const watch = new Watch();
  const page = await (await startBrowser()).newPage();
  watch.follow(page);
  await page.setContent('<p>Somebody else’s page</p>');
  await page.evaluate(() => fetch('https://outside.invalid/beacon').catch(() => undefined));
  expect(watch.outside).toEqual(['https://outside.invalid/beacon']);
  expect(watch.complaints).toHaveLength(1);
  await page.setContent(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><script>1</script>`);
  await expect.poll(() => watch.complaints.join()).toContain('Content Security Policy');
  await page.close();
});

/** Ways off this machine, as a program might try them. */
const WAYS = [
  `fetch('http://192.0.2.1/')`,
  `fetch('https://outside.invalid/')`,
  `import('node:net').then(({ connect }) => connect(80, '192.0.2.1'))`,
  `import('node:dns').then(({ resolve4 }) => resolve4('outside.invalid', () => {}))`,
  `import('node:dns/promises').then(({ lookup }) => lookup('outside.invalid'))`,
  `import('node:dgram').then(({ createSocket }) => createSocket('udp4').send('x', 53, '192.0.2.1'))`,
  `import('node:child_process').then(({ spawn }) => spawn('curl', ['http://192.0.2.1/']))`,
  `import('node:net').then(({ createServer }) => createServer().listen(0))`,
  `import('node:worker_threads').then(({ Worker }) => new Worker(process.env.BRIEFWRIGHT_HOME + '/thread.mjs'))`,
];

test('the guard of the server refuses and writes down every way off this machine', async () => {
  const home = mkdtempSync(join(tmpdir(), 'briefwright-guard-'));
  writeFileSync(join(home, 'thread.mjs'), `fetch('http://192.0.2.1/').catch(() => {})`);
  try {
    for (const [index, way] of WAYS.entries()) {
      await runGuarded(home, `${way}.catch?.(() => {})`).catch(() => undefined);
      expect(attemptsBelow(home), way).toHaveLength(index + 1);
    }
    await runGuarded(
      home,
      `import('node:net').then(({ createServer }) => createServer().listen(0, '127.0.0.1').close())`,
    );
    expect(attemptsBelow(home)).toHaveLength(WAYS.length);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
