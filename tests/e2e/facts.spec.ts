import { expect, test } from './app.ts';

test('the facts of the sample are listed', async ({ app }) => {
  await expect(app.page.getByRole('grid', { name: 'Facts' })).toBeVisible();
  await app.page.screenshot({ path: '/tmp/e2e-shot.png' });
});
