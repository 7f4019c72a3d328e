import type { Page } from '@playwright/test';

/** Where a window may fetch from: its own server or scheme, and what it made itself. */
const isInside = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return ['data:', 'blob:', 'app:', 'about:'].includes(protocol) || hostname === '127.0.0.1';
};

/** Listens to windows: every request, every console error, every mistake that nobody caught. */
export class Watch {
  readonly requests: string[] = [];
  readonly #heard: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Console errors of this kind belong to the test, such as a refused call that the window explains to the user. */
  expect(kind: RegExp): void {
    this.#expected.push(kind);
  }

  /** What was said that no test expected. */
  get complaints(): string[] {
    return this.#heard.filter((said) => !this.#expected.some((kind) => kind.test(said)));
  }

  /** Requests that would leave this machine. */
  get outside(): string[] {
    return this.requests.filter((address) => !isInside(address));
  }

  /** Begins to listen to a window, before it loads anything. Chromium reports breaches of the policy as errors, too. */
  follow(page: Page): void {
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('websocket', (socket) => this.requests.push(socket.url()));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#heard.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#heard.push(`${error.name}: ${error.message}`));
  }
}
