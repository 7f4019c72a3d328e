import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Launched, launch, PROJECT } from './launch.ts';

let app: Launched;
beforeAll(async () => {
  app = await launch();
});
afterAll(() => app.end());

describe('the window', () => {
  test('is sandboxed, isolated and without Node', () => {
    expect(app.window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
    });
  });

  test('is the only one, and shows once it can be painted', () => {
    expect(app.electron.windows).toHaveLength(1);
    expect(app.window.options.show).toBe(false);
    expect(app.window.visible).toBe(true);
  });

  test('lets Electron keep its place and size, by name', () => {
    expect(app.window.options).toMatchObject({ name: 'main', windowStatePersistence: true });
  });

  test('finds nothing of Electron but one object, and cannot change it', () => {
    expect(Object.getOwnPropertyNames(app.page.window)).toEqual(['briefwright']);
    expect(Object.keys(app.bridge).sort()).toEqual(
      ['connect', 'dialogs', 'dropped', 'host', 'onClosing', 'onCommand', 'openExternal', 'reveal'].sort(),
    );
    expect(Object.isFrozen(app.bridge)).toBe(true);
    expect(Object.isFrozen(app.bridge.dialogs)).toBe(true);
  });

  test('after a crash offers to show itself again, saying that nothing is lost', async () => {
    app.electron.dialog.messageAnswer = 0;
    app.window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    await expect.poll(() => app.window.webContents.reloads).toBe(1);
    expect(app.electron.dialog.shown.at(-1)).toMatchObject({ kind: 'message', options: { type: 'error' } });
  });
});

describe('the scheme', () => {
  test('is registered as standard and secure, with no way around the policy', () => {
    expect(app.electron.schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  test('serves the page with exactly the policy of SAFETY.md, and a nonce for style elements', async () => {
    const { headers, document } = app.window.webContents;
    const nonce = /<meta name="style-nonce" content="([A-Za-z0-9+/=]+)"/.exec(document)?.[1];
    expect(nonce).toHaveLength(24);
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; ` +
        "font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const again = await app.electron.request('app://bundle/');
    expect(await again.text()).not.toContain(nonce);
  });

  test('serves every file that the page names, each with its type', async () => {
    const files = [...app.window.webContents.document.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)].map((m) => m[1]);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const response = await app.electron.request(`app://bundle${file}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(file?.endsWith('.css') ? /^text\/css/ : /^text\/javascript/);
      expect((await response.arrayBuffer()).byteLength).toBe(Number(response.headers.get('content-length')));
    }
  });

  test.each([
    'app://bundle/../package.json',
    'app://bundle/..%2fmain/index.js',
    'app://bundle/%2e%2e/main/index.js',
    'app://bundle/%2e%2e%2fmain%2findex.js',
    'app://bundle/assets/..%5c..%5cmain%5cindex.js',
    'app://bundle//etc/passwd',
    'app://bundle/%00',
    'app://bundle/%zz',
    'app://bundle/assets',
    'app://bundle/nothing.js',
    'app://other/index.html',
    'app://bundle:1/index.html',
  ])('has nothing at %s', async (url) => {
    const response = await app.electron.request(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('does not follow a link out of the folder', async () => {
    const link = join(PROJECT, 'out/renderer/link.json');
    rmSync(link, { force: true });
    symlinkSync(join(PROJECT, 'package.json'), link);
    try {
      expect((await app.electron.request('app://bundle/link.json')).status).toBe(404);
    } finally {
      rmSync(link);
    }
  });

  test('only reads', async () => {
    const response = await app.electron.request('app://bundle/', { method: 'POST', body: 'x' });
    expect(response.status).toBe(405);
  });
});

describe('the guards', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('refuse %s', (event) => {
    expect(app.window.webContents.refuses(event, {}, {})).toBe(true);
  });

  test('refuse new windows', () => {
    expect(app.window.webContents.windowOpenHandler?.({} as never)).toEqual({ action: 'deny' });
  });

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'fileSystem', 'openExternal', 'local-fonts'])(
    'refuse the permission %s, asked for or checked',
    (permission) => {
      expect(app.electron.session.grants(permission)).toEqual({ asked: false, checked: false, device: false });
    },
  );

  test('refuse downloads', () => {
    let stopped = false;
    app.electron.session.emit('will-download', { preventDefault: () => (stopped = true) });
    expect(stopped).toBe(true);
  });

  test.each([
    'https://example.org/',
    'http://127.0.0.1:1/',
    'ws://127.0.0.1:1/',
    'wss://example.org/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'chrome://gpu/',
    'app://other/x.js',
    'app://bundle.example.org/x.js',
    'blob:https://example.org/0',
  ])('stop the request to %s', async (url) => {
    expect(await app.electron.session.blocks(url)).toBe(true);
  });

  test.each([
    'app://bundle/',
    'app://bundle/assets/a.js',
    'blob:app://bundle/0',
    'data:image/png;base64,',
    'devtools://devtools/x',
  ])('let %s pass while developing', async (url) => {
    expect(await app.electron.session.blocks(url)).toBe(false);
  });

  test('keep Chromium itself from the network', () => {
    expect(app.electron.app.switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
    expect(app.electron.app.switches.has('disable-background-networking')).toBe(true);
    expect(app.window.webContents.webRtcPolicy).toBe('disable_non_proxied_udp');
    if (process.platform !== 'darwin') expect(app.window.options.webPreferences?.spellcheck).toBe(false);
  });
});

describe('an address for the browser', () => {
  test.each([
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:secret@example.org/',
    'https://user@example.org/',
    'https://:secret@example.org/',
    'https://',
    'example.org',
    '',
  ])('is refused without a question: %s', async (url) => {
    const asked = app.electron.dialog.shown.length;
    expect(await app.bridge.openExternal(url)).toBe(false);
    expect(app.electron.dialog.shown).toHaveLength(asked);
    expect(app.electron.opened).toEqual([]);
  });

  test('is shown in full and opened only when the user agrees', async () => {
    app.electron.dialog.messageAnswer = 1;
    expect(await app.bridge.openExternal('https://example.org/a?b=c')).toBe(false);
    expect(app.electron.opened).toEqual([]);
    expect(app.electron.dialog.shown.at(-1)).toMatchObject({
      kind: 'message',
      options: { detail: 'https://example.org/a?b=c', defaultId: 1, cancelId: 1 },
    });
    app.electron.dialog.messageAnswer = 0;
    expect(await app.bridge.openExternal('https://example.org/a?b=c')).toBe(true);
    expect(app.electron.opened).toEqual(['https://example.org/a?b=c']);
  });
});
