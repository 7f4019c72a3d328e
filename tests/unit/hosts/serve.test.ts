import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import type { RunningCore } from '#shared/core/running.ts';
import { type RunningServer, startServer } from '#shared/hosts/serve/server.ts';
import { callHeaders, httpClient, signIn } from '../../support/http-client.ts';

let watching = 0;
const implemented: Record<string, unknown> = {
  'library.status': async () => ({ open: null, known: [] }),
  'library.stats': async () => {
    throw new ORPCError('NO_LIBRARY', {
      defined: true,
      status: 409,
      message: 'No library is open.',
      data: { reason: 'no-library', params: {} },
    });
  },
  'files.upload': async ({ file }: { file: File }) => ({ file: `${file.name}:${file.size}` }),
  'files.download': async ({ file }: { file: string }) => new File([file], 'Отчёт.txt'),
  'events.watch': async (_input: unknown, { signal }: { signal?: AbortSignal }) =>
    (async function* () {
      watching++;
      try {
        while (!signal?.aborted) {
          yield { type: 'changed', foreign: false, records: [] };
          await new Promise((done) => setTimeout(done, 5));
        }
      } finally {
        watching--;
      }
    })(),
};
const part = (path: string): unknown =>
  new Proxy(() => undefined, {
    get: (_target, name) => part(path ? `${path}.${String(name)}` : String(name)),
    apply: (_target, _self, args) => (implemented[path] as (...all: unknown[]) => unknown)(...args),
  });
const core: RunningCore = {
  api: part('') as Api,
  grant: async (path) => `token of ${path}`,
  locate: async () => undefined,
  close: async () => {},
};

let folder = '';
let server: RunningServer;
let cookie = '';
let origin = '';
let port = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'renderer', 'index.html'), '<meta content="__STYLE_NONCE__"><p>Window</p>');
  await writeFile(join(folder, 'renderer', 'assets', 'index-1.js'), 'run()');
  await symlink(join(folder, 'secret.txt'), join(folder, 'renderer', 'leak.txt'));
  server = await startServer({ core, renderer: join(folder, 'renderer'), log: () => {} });
  origin = new URL(server.url).origin;
  port = Number(new URL(server.url).port);
  cookie = await signIn(server.url);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A request with exactly these headers; Host can be forged, which fetch forbids. */
const send = (
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const call = (changes: Record<string, string | undefined> = {}, path = '/rpc/library/status', body = '{}') => {
  const headers = { ...callHeaders(server.url, cookie), 'content-type': 'application/json', ...changes };
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return send(path, { method: 'POST', headers: given, body });
};

describe('the way in', () => {
  test('the token works once, and the browser is sent on without it', async () => {
    const url = server.newUrl();
    const first = await send(new URL(url).pathname + new URL(url).search);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(String(first.headers['set-cookie'])).toMatch(
      /^briefwright-[0-9a-f]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await send(new URL(url).pathname + new URL(url).search)).status).toBe(401);
  });

  test('the token has at least 128 bits', () => {
    const token = new URL(server.newUrl()).searchParams.get('token') ?? '';
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
  });

  test('a new address makes the unused one before it worthless', async () => {
    const before = new URL(server.newUrl());
    const after = new URL(server.newUrl());
    expect((await send(before.pathname + before.search)).status).toBe(401);
    expect((await send(after.pathname + after.search)).status).toBe(303);
  });

  test('a wrong token is refused with what to do, and a preview does not use up the right one', async () => {
    const wrong = await send('/?token=wrong');
    expect(wrong.status).toBe(401);
    expect(wrong.body).toContain('Press Enter');
    const url = new URL(server.newUrl());
    await send(url.pathname + url.search, { method: 'HEAD' });
    expect((await send(url.pathname + url.search)).status).toBe(303);
  });

  test('an old address in a browser that is signed in just leads home', async () => {
    expect((await send('/?token=used', { headers: { cookie } })).status).toBe(303);
  });

  test('nothing is served without the cookie, or with that of another server', async () => {
    expect((await send('/')).status).toBe(401);
    expect((await send('/assets/index-1.js')).status).toBe(401);
    expect((await call({ cookie: undefined })).status).toBe(401);
    const other = await startServer({ core, renderer: join(folder, 'renderer'), log: () => {} });
    const foreign = await signIn(other.url);
    await other.close();
    expect((await send('/', { headers: { cookie: foreign } })).status).toBe(401);
  });
});

describe('who may call', () => {
  test('our own page may', async () => {
    expect(await call({ 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 200 });
  });

  test.each<[string, Record<string, string | undefined>]>([
    ['a forged Host', { host: 'example.org' }],
    ['a name that leads to 127.0.0.1', { host: 'localhost.example.org:80' }],
    ['localhost instead of the address', { host: 'localhost' }],
    ['the address with another port', { host: '127.0.0.1:1' }],
    ['no Origin', { origin: undefined }],
    ['the Origin null', { origin: 'null' }],
    ['a foreign Origin', { origin: 'https://example.org' }],
    ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }],
    ['an address typed in', { 'sec-fetch-site': 'none' }],
    ['no CSRF header', { 'x-briefwright-call': undefined }],
  ])('%s may not', async (_case, changes) => {
    expect((await call(changes)).status).toBe(403);
  });

  test('a name that points at this machine gets no page either', async () => {
    expect((await send('/', { headers: { host: `evil.example:${port}`, cookie } })).status).toBe(403);
    const url = new URL(server.newUrl());
    expect((await send(url.pathname + url.search, { headers: { host: `evil.example:${port}` } })).status).toBe(403);
  });

  test('a form of another site cannot call: only JSON is read', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      undefined,
    ]) {
      expect((await call({ 'content-type': type })).status).toBe(415);
    }
  });

  test('no answer grants anything to another site', async () => {
    const answer = await send('/rpc/library/status', {
      method: 'OPTIONS',
      headers: { origin: 'https://example.org', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(405);
    for (const { headers } of [answer, await call(), await send('/', { headers: { cookie } })]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('other machines cannot connect', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4');
    // Every address of 127/8 is this machine too, and not the one that is bound.
    const refused = await new Promise<string>((resolve) => {
      const socket = connect({ host: outside?.address ?? '127.0.0.2', port });
      socket.on('connect', () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    });
    expect(refused).toBe('ECONNREFUSED');
  });

  test('a flood of strangers is slowed down and does not lock the user out', async () => {
    const alone = await startServer({ core, renderer: join(folder, 'renderer'), log: () => {} });
    const mine = await signIn(alone.url);
    const flood = await Promise.all(Array.from({ length: 120 }, () => fetch(`${new URL(alone.url).origin}/`)));
    expect(flood.map(({ status }) => status)).toContain(429);
    const answer = await fetch(`${new URL(alone.url).origin}/`, { headers: { cookie: mine } });
    expect(answer.status).toBe(200);
    await alone.close();
  });
});

describe('the window', () => {
  test('the page has a fresh nonce each time, under the policy', async () => {
    const nonces = new Set<string>();
    for (let load = 0; load < 3; load++) {
      const { body, headers } = await send('/', { headers: { cookie, 'sec-fetch-site': 'none' } });
      const nonce = /content="([^"]+)"/.exec(body)?.[1] ?? '';
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  test('every answer is guarded; only hashed files are kept', async () => {
    const page = await send('/', { headers: { cookie } });
    const asset = await send('/assets/index-1.js', { headers: { cookie } });
    const missing = await send('/nothing', { headers: { cookie } });
    for (const { headers } of [page, asset, missing, await call(), await send('/')]) {
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(headers['x-powered-by']).toBeUndefined();
    }
    expect([page, missing].map(({ headers }) => headers['cache-control'])).toEqual(['no-store', 'no-store']);
    expect(asset.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/leak.txt',
    '/%00',
    '/%',
    '/assets',
    '/assets/',
    '/C:/secret.txt',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await send(path, { headers: { cookie } });
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  test('HEAD is answered without a body, other methods not at all', async () => {
    expect(await send('/', { method: 'HEAD', headers: { cookie } })).toMatchObject({ status: 200, body: '' });
    for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS']) {
      expect((await send('/', { method, headers: { cookie, origin } })).status).toBe(405);
    }
    expect((await send('/rpc/library/status', { headers: { cookie } })).status).toBe(405);
  });
});

describe('calls', () => {
  test('values, typed problems, files and refusals arrive as the client reads them', async () => {
    const api = await httpClient(server.newUrl());
    expect(await api.library.status()).toEqual({ open: null, known: [] });
    const problem = await api.library.stats().catch((error: unknown) => error);
    expect(problem).toMatchObject({
      code: 'NO_LIBRARY',
      message: 'No library is open.',
      data: { reason: 'no-library' },
    });
    expect(await api.files.upload({ file: new File([new Uint8Array(20_000_000)], 'Факты.csv') })).toEqual({
      file: 'Факты.csv:20000000',
    });
    const file = await api.files.download({ file: 'x' });
    expect([file.name, await file.text()]).toEqual(['Отчёт.txt', 'x']);
    expect(JSON.parse((await call({ cookie: undefined })).body)).toMatchObject({ json: { code: 'UNAUTHORIZED' } });
  });

  test('a stream runs until the reader leaves', async () => {
    const api = await httpClient(server.newUrl());
    let seen = 0;
    for await (const event of await api.events.watch()) {
      expect(event.type).toBe('changed');
      if (++seen === 3) break;
    }
    await vi.waitFor(() => expect(watching).toBe(0));
  });

  test('a stream ends when the server closes', async () => {
    const other = await startServer({ core, renderer: join(folder, 'renderer'), log: () => {} });
    const api = await httpClient(other.url);
    const events = await api.events.watch();
    await events.next();
    await other.close();
    await expect(
      (async () => {
        for await (const _ of events) {
          // Reading on until the end.
        }
      })(),
    ).rejects.toThrow();
    await vi.waitFor(() => expect(watching).toBe(0));
  });

  test('unknown calls and malformed bodies are refused', async () => {
    expect((await call({}, '/rpc/nothing/here')).status).toBe(404);
    expect((await call({}, '/rpc/library/status', '{"json":')).status).toBe(400);
    expect((await call({}, '/rpc/__proto__/toString')).status).toBe(404);
  });

  test('a body beyond the limit is refused, whether it says its length or not', async () => {
    expect((await call({ 'content-length': '17000000' }, '/rpc/library/status', '')).status).toBe(413);
    const response = await fetch(`${origin}/rpc/library/status`, {
      method: 'POST',
      headers: { ...callHeaders(server.url, cookie), 'content-type': 'application/json' },
      body: new ReadableStream({
        // A pause for each piece, since the server lives in this very process.
        pull: async (controller) => {
          await new Promise((done) => setImmediate(done));
          controller.enqueue(new Uint8Array(1_000_000).fill(32));
        },
      }),
      duplex: 'half',
    } as RequestInit).catch((error: unknown) => error);
    expect(response instanceof Response ? response.status : 413).toBe(413);
  });

  test.each<[string, (port: number) => string, number]>([
    ['zero bytes', () => '\0\0\0\r\n\r\n', 400],
    ['half a request line', () => 'GET\r\n\r\n', 400],
    ['no Host', () => 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', (at) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${at}\r\nHost: evil.example\r\n\r\n`, 403],
    ['a proxy’s target', (at) => `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${at}\r\n\r\n`, 400],
  ])('%s on the line is refused, and the server goes on', async (_case, noise, status) => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port }, () => socket.end(noise(port)));
      let text = '';
      socket.on('data', (piece) => {
        text += piece.toString();
      });
      socket.on('error', () => resolve(text));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect((await call()).status).toBe(200);
  });
});

describe('a folder that the user types', () => {
  const name = (path: unknown, changes: Record<string, string | undefined> = {}) =>
    call(changes, '/host/folder/name', JSON.stringify({ json: { path } }));
  const answerOf = async (path: unknown) => (JSON.parse((await name(path)).body) as { json: object }).json;

  test('becomes a token and a bare name, however the path was copied', async () => {
    const team = await realpath(folder);
    for (const typed of [folder, ` "${folder}" `, `'${join(folder, 'renderer', '..')}'\n`])
      expect(await answerOf(typed)).toEqual({ file: `token of ${team}`, name: basename(team) });
  });

  test.each<[string, () => unknown, string]>([
    ['part of a path', () => 'Team', 'folder-not-whole'],
    ['a path with a zero byte', () => `${folder}\0`, 'folder-not-whole'],
    ['a file', () => join(folder, 'secret.txt'), 'folder-is-file'],
    ['a folder that is not there', () => join(folder, 'nowhere'), 'folder-missing'],
    ['no text', () => 12, 'input-invalid'],
  ])('%s is refused with a sentence and gives no token', async (_case, typed, reason) => {
    const refusal = await answerOf(typed());
    expect(refusal).toMatchObject({ defined: true, message: expect.stringMatching(/\.$/), data: { reason } });
    expect(JSON.stringify(refusal)).not.toContain('token of');
  });

  test('is guarded like every other call', async () => {
    expect((await name(folder, { cookie: undefined })).status).toBe(401);
    expect((await name(folder, { origin: 'https://example.org' })).status).toBe(403);
    expect((await name(folder, { 'x-briefwright-call': undefined })).status).toBe(403);
    expect((await name(folder, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await call({}, '/host/nothing/here')).status).toBe(404);
    expect((await call({}, '/rpc/folder/name', JSON.stringify({ json: { path: folder } }))).status).toBe(404);
  });
});

test('a taken port is one sentence', async () => {
  await expect(startServer({ core, renderer: folder, port, log: () => {} })).rejects.toMatchObject({
    kind: 'INVALID',
    message: expect.stringContaining('--port'),
  });
});
