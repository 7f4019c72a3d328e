import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { type App, expect, test } from './app.ts';
import { GROUPS, type Place } from './places.ts';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** What axe finds on the page as it stands, or in what floats over it; with `rules`, by these alone, once it was there. */
const findings = async (page: Page, floats: boolean, rules?: string[]): Promise<string[]> => {
  // The page keeps axe until it is opened anew.
  if (rules === undefined) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ within, only }) => {
      // What is as it should be is not described: a megabyte, and half of the time.
      const { violations } = await window.axe.run(within, { resultTypes: ['violations'], ...only });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
    },
    { within: floats ? '#overlays' : 'html', only: rules ? { runOnly: rules } : {} },
  );
};

const inColours = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
};

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

/**
 * Goes to a place in a narrow window and looks at it: in light, in dark, where only the colours differ, and then in the
 * other sizes. One visit for all, since coming there takes longest.
 */
const check = (app: App, { name, floats, show }: Place): Promise<void> =>
  test.step(name, async () => {
    const { page } = app;
    await inColours(page, 'light');
    await show(app);
    await soft.poll(() => cutOff(page, true), `${name}, 900 px`).toEqual([]);
    expect.soft(await findings(page, floats), `${name}, light`).toEqual([]);
    await inColours(page, 'dark');
    expect.soft(await findings(page, floats, ['color-contrast']), `${name}, dark`).toEqual([]);
    for (const { name: size, ...viewport } of LATER) {
      await page.setViewportSize(viewport);
      await soft.poll(() => cutOff(page, false), `${name}, ${size}`).toEqual([]);
    }
  });

for (const { name, start, places } of GROUPS)
  test.describe(() => {
    test.use({ start, viewport: NARROW });

    test(`axe finds nothing in light and dark, and nothing is cut off at 900 px, 1920 px and 200 % zoom: ${name}`, async ({
      app,
    }) => {
      test.setTimeout(300_000);
      for (const [index, place] of places.entries()) {
        await app.page.setViewportSize(NARROW);
        if (index > 0) await app.startAgain();
        await check(app, place);
      }
    });
  });
