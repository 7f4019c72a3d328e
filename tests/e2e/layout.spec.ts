import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { GROUPS } from './places.ts';
import { go, openBriefing, rowOf } from './steps.ts';

/**
 * What stands out of the window or is cut off where the user cannot scroll to it; a name for each. Boxes that float are
 * placed when they open: `floating` leaves them out after the window has changed its size below them.
 */
const cutOff = (page: Page, floating: boolean): Promise<string[]> =>
  page.evaluate((withFloating) => {
    const { innerWidth, innerHeight } = window;
    const found: string[] = [];
    const root = document.scrollingElement;
    if (root && root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} px wide`);
    if (withFloating && root && root.scrollHeight > innerHeight) found.push(`the page is ${root.scrollHeight} px high`);
    const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
    for (const element of document.querySelectorAll<HTMLElement>('a, button, input, textarea, select, [role=tab]')) {
      if (!withFloating && element.closest('#overlays')) continue;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width < 2 || box.height < 2 || style.visibility === 'hidden' || style.opacity === '0') continue;
      // Nearest box that cuts it off: either it can be scrolled, or what sticks out of it is lost.
      let frame = element.parentElement;
      let lost: string | undefined;
      for (; frame && lost === undefined; frame = frame.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(frame);
        if (scrolls(overflowX) && scrolls(overflowY)) break;
        const edge = frame.getBoundingClientRect();
        const beside = box.left < edge.left - 1 || box.right > edge.right + 1;
        const above = box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
        if (overflowX !== 'visible' && !scrolls(overflowX) && beside) lost = 'cut off at the side';
        if (overflowY !== 'visible' && !scrolls(overflowY) && above) lost = 'cut off above or below';
        if (scrolls(overflowX) || scrolls(overflowY)) break;
      }
      if (!frame && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1))
        lost = 'out of the window';
      if (lost) found.push(`${element.ariaLabel || element.textContent}: ${lost}`);
    }
    return found;
  }, floating);

const soft = expect.configure({ soft: true, timeout: 2_000 });
const NARROW = { width: 900, height: 600 };
const LATER = [
  { name: '1920 px', width: 1920, height: 1080 },
  // Half as many pixels of the page's own measure as a window of 1440 by 900 has.
  { name: '200 % zoom', width: 720, height: 450 },
] as const;

for (const { name, start, places } of GROUPS)
  test.describe(() => {
    test.use({ start, viewport: NARROW });

    test(`nothing is cut off at 900 px, 1920 px and 200 % zoom: ${name}`, async ({ app }) => {
      test.setTimeout(180_000);
      for (const [index, place] of places.entries())
        await test.step(place.name, async () => {
          await app.page.setViewportSize(NARROW);
          if (index > 0) await app.startAgain();
          await place.show(app);
          await soft.poll(() => cutOff(app.page, true), `${place.name}, 900 px`).toEqual([]);
          for (const { name: size, ...viewport } of LATER) {
            await app.page.setViewportSize(viewport);
            await soft.poll(() => cutOff(app.page, false), `${place.name}, ${size}`).toEqual([]);
          }
        });
    });
  });

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
