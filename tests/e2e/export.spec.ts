import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from './app.ts';
import { openBriefing } from './steps.ts';

const HEADINGS = [
  'Continued service to users in Russia',
  'The Russian-language Telegram channel',
  'Website traffic from Russia',
  'Binance and CommEx',
  'The future of Binance in Russia',
];

const textOf = async (bytes: Buffer): Promise<string> => {
  const file = await getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS }).promise;
  let text = '';
  for (let number = 1; number <= file.numPages; number += 1) {
    const { items } = await (await file.getPage(number)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join(' ');
  }
  return text.replace(/\s+/g, ' ');
};

test('the page beside the text shows the banner and follows the sections', async ({ app: { page } }) => {
  await openBriefing(page);
  const first = page.getByRole('img', { name: 'Page 1', exact: true });
  await expect(first).toBeVisible();
  // The banner is green on black, in the upper right corner of the sheet.
  const banner = () =>
    first.evaluate((sheet) => {
      const canvas = sheet.querySelector('canvas');
      if (!canvas) return { black: 0, green: 0 };
      const { width, height } = canvas;
      const image = canvas.getContext('2d')?.getImageData(width / 2, 0, width / 2, height / 8).data ?? [];
      let black = 0;
      let green = 0;
      for (let at = 0; at < image.length; at += 4) {
        const [r = 0, g = 0, b = 0] = [image[at], image[at + 1], image[at + 2]];
        if (r + g + b < 60) black += 1;
        if (g > 180 && r < 120 && b < 120) green += 1;
      }
      return { black, green };
    });
  await expect.poll(async () => (await banner()).black).toBeGreaterThan(100);
  expect((await banner()).green).toBeGreaterThan(10);

  const pages = page.getByRole('tabpanel', { name: 'Page' });
  await expect(pages).toContainText(/^1 \/ \d/);
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('button', { name: /^4 Binance and CommEx/ })
    .click();
  await expect(pages).toContainText(/^[3-5] \/ \d/);
});

test('the PDF is saved with all headings, figures and a name of its own', async ({ app }) => {
  const { page } = app;
  await openBriefing(page);
  const file = await app.saved(() => page.getByRole('button', { name: 'Export PDF' }).click());
  expect(file.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const text = await textOf(file.bytes);
  for (const heading of HEADINGS) expect(text).toContain(heading);
  for (const figure of [/130,000/, /6\s%/, /43\s%/, /CommEx/, /April 2024/, /TLP:GREEN/]) expect(text).toMatch(figure);
  await expect(page.getByRole('alert')).toContainText(/Saved .*pages/);
});

test('Markdown and JSON are saved by menu and by command', async ({ app }) => {
  const { page } = app;
  await openBriefing(page);
  await page.getByRole('button', { name: 'Other formats' }).click();
  const markdown = await app.saved(() => page.getByRole('menuitem', { name: 'Markdown' }).click());
  for (const heading of HEADINGS) expect(markdown.bytes.toString()).toMatch(new RegExp(`^#+ .*${heading}`, 'm'));

  const json = await app.saved(async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill('export the briefing as json');
    await page.keyboard.press('Enter');
  });
  const tree = JSON.parse(json.bytes.toString()) as { title: string; sections: { heading: string }[] };
  expect(tree.title).toBe('Future of Binance in Russia');
  expect(tree.sections.map(({ heading }) => heading)).toEqual(HEADINGS);
});
