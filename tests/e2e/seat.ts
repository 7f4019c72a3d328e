import { createServer } from 'node:net';
import type { Browser, BrowserContext, Page } from '@playwright/test';

/** Switches of a browser in which the pages of a seat share one process, and what is compiled there. */
export const SEAT_SWITCHES: readonly string[] = ['--process-per-site', '--renderer-process-limit=1'];

/** A port of this machine that nobody listens on: this one, when it is still free. */
const freePort = (wish: number): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' && wish !== 0 ? done(freePort(0)) : fail(error),
    );
    probe.listen(wish, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

/**
 * Where one window after another opens in a browser. The app has the same address each time, and an empty page keeps
 * the browser's process alive, so that only the first window waits until the app's code is compiled. Nothing else of a
 * window stays for the next one.
 */
export class Seat implements AsyncDisposable {
  readonly context: BrowserContext;
  readonly #keeper: Page;
  #port = 0;

  private constructor(context: BrowserContext, keeper: Page) {
    this.context = context;
    this.#keeper = keeper;
  }

  /** `scale` is how many dots of a picture stand for each pixel of the page. */
  static async open(browser: Browser, scale = 1): Promise<Seat> {
    const context = await browser.newContext({ reducedMotion: 'reduce', deviceScaleFactor: scale });
    return new Seat(context, await context.newPage());
  }

  /** The port for the next server. */
  async port(): Promise<number> {
    // Below those that the system deals out, so that no connection takes it meanwhile.
    this.#port = await freePort(this.#port || 20_000 + Math.floor(Math.random() * 12_000));
    return this.#port;
  }

  /** Closes every window and forgets what they kept in the browser. */
  async clear(): Promise<void> {
    for (const page of this.context.pages()) if (page !== this.#keeper) await page.close();
    await this.context.clearCookies();
    const session = await this.context.newCDPSession(this.#keeper);
    const origin = `http://127.0.0.1:${this.#port}`;
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await session.detach();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
  }
}
