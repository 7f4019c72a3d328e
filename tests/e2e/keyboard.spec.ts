import { expect, test } from './app.ts';
import { go, openBriefing, rowOf } from './steps.ts';

test('every stop of the keyboard is seen, and a box keeps it until Esc gives it back', async ({ app: { page } }) => {
  await rowOf(page, 'CommEx had shut down by April 2024.').waitFor();
  const stop = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return { name: 'the browser', seen: true, inBox: false };
      // A table shows the row that the keyboard is on, a field the frame around it.
      const row = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      const marked = [element, row, element.parentElement].some((shown) => {
        if (!shown) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown);
        return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
      });
      return {
        name: element.ariaLabel || element.textContent,
        seen: marked || element.matches('input, textarea'),
        inBox: element.closest('[role=dialog]') !== null,
      };
    });
  for (const feature of ['Facts', 'Sources', 'Notes', 'Settings'] as const) {
    await go(page, feature);
    if (feature !== 'Settings') await page.getByRole('gridcell').first().waitFor();
    for (let step = 0; step < 14; step += 1) {
      await page.keyboard.press('Tab');
      const { name, seen } = await stop();
      expect.soft(seen, `${feature}: ${name}`).toBe(true);
    }
  }

  await page.getByRole('button', { name: 'Capture fact' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Statement' })).toBeFocused();
  for (let step = 0; step < 20; step += 1) {
    await page.keyboard.press('Tab');
    expect((await stop()).inBox).toBe(true);
  }
  await page.keyboard.press('Shift+Tab');
  expect((await stop()).inBox).toBe(true);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Capture fact' })).toBeFocused();
});

test('the panes are resized by key and keep their width', async ({ app: { page } }) => {
  await openBriefing(page);
  const line = page.getByRole('separator', { name: 'Resize the panes' }).first();
  const place = async (): Promise<number> => (await line.boundingBox())?.x ?? 0;
  const before = await place();
  await line.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(place).toBeGreaterThan(before);
});
