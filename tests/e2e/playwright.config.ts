import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { PROJECT } from './host.ts';
import { BROWSER_ONLY, usesElectron } from './which.ts';

/** The app as a user meets it, in Electron where its runtime is found and in a browser otherwise. */
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  outputDir: join(PROJECT, 'test-results'),
  globalSetup: join(import.meta.dirname, 'global-setup.ts'),
  reporter: 'list',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A second try on CI is told as flaky in the summary; it keeps a busy machine from holding up a landing.
  retries: process.env.CI ? 1 : 0,
  // When the app as a whole does not start, the first failures tell it as well as all of them would.
  maxFailures: process.env.CI ? 8 : 0,
  workers: 2,
  // What is waited for comes when it comes: a busy machine is no failure.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  ...(usesElectron() ? { grepInvert: new RegExp(BROWSER_ONLY) } : {}),
  use: {
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    screenshot: 'only-on-failure',
  },
});
