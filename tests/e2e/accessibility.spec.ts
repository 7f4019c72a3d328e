import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type App, expect, test } from './app.ts';
import { GROUPS, type Place } from './places.ts';

/** What axe finds on the page as it stands, or in what floats over it; with `rules`, by these alone. */
const findings = async (page: Page, floats: boolean, rules?: string[]): Promise<string[]> => {
  // Electron cannot open the page in which the findings would otherwise be put together; there are no frames.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (floats) axe.include('#overlays');
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
};

const inColours = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
};

/** Goes to a place, looks at it in light and, where only the colours differ, in dark. */
const check = (app: App, { name, floats, show }: Place): Promise<void> =>
  test.step(name, async () => {
    const { page } = app;
    await inColours(page, 'light');
    await show(app);
    expect.soft(await findings(page, floats), `${name}, light`).toEqual([]);
    await inColours(page, 'dark');
    expect.soft(await findings(page, floats, ['color-contrast']), `${name}, dark`).toEqual([]);
  });

for (const { name, start, places } of GROUPS)
  test.describe(() => {
    test.use({ start });

    test(`axe finds nothing in light and dark: ${name}`, async ({ app }) => {
      test.setTimeout(180_000);
      for (const [index, place] of places.entries()) {
        if (index > 0) await app.startAgain();
        await check(app, place);
      }
    });
  });
