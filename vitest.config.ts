import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Generous, since nothing here is about time: a busy machine is no failure.
const time = { testTimeout: 180_000, hookTimeout: 180_000 };

/** Everything under tests/ except the end-to-end suite, which Playwright runs. Screens get a DOM, the rest plain Node. */
export default defineConfig({
  test: {
    // better-sqlite3 and worker threads want processes; two at a time is what a small machine bears.
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    // What fails everywhere is told by the first ones; waiting for all of them would outlast the patience of CI.
    bail: process.env.CI ? 20 : 0,
    // Programs that tests start compile what they load once, as those of package.json do.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/briefwright') },
    // What is waited for comes when it comes: a busy machine is no failure.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/renderer/**', 'tests/electron/**', 'tests/e2e/**'],
          ...time,
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['tests/renderer/**/*.test.{ts,tsx}'],
          // As for the end-to-end tests: a second try is told, and a busy machine holds up no landing.
          retry: process.env.CI ? 1 : 0,
          ...time,
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          environment: 'node',
          include: ['tests/electron/**/*.test.ts'],
          globalSetup: ['tests/support/build-once.ts'],
          ...time,
        },
      },
    ],
  },
});
