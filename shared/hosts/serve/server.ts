import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { HOST_PATH, RPC_PATH } from '../../contract/http.ts';
import { forwardRouter } from '../../core/forward.ts';
import { Refusal } from '../../core/refusal.ts';
import type { RunningCore } from '../../core/running.ts';
import { SAFE_HEADERS } from '../web/csp.ts';
import { pageFile } from '../web/static.ts';
import { CONNECTION_TIMES, endBroken } from './connections.ts';
import { checkCall, checkRequest, type Denial, isCall, isOwnCall, pathOf, RateLimit, UPLOAD_PATH } from './guard.ts';
import { ownRouter } from './own-router.ts';
import { Sessions } from './sessions.ts';

/** Loopback only: the operating system refuses every connection from another machine. */
const ADDRESS = '127.0.0.1';

/** Bytes that one call may send: a file from the user's disk, anything else. */
const UPLOAD_LIMIT = 256_000_000;
const CALL_LIMIT = 16_000_000;

export interface ServeOptions {
  readonly core: RunningCore;
  /** Folder of the built window. */
  readonly renderer: string;
  /** A free one is taken when it is not given. */
  readonly port?: number;
  readonly log: (message: string, error: unknown) => void;
}

export interface RunningServer {
  /** The address with its one-time token. */
  readonly url: string;
  /** An address with a new token, for another browser; an unused earlier one stops working. */
  newUrl(): string;
  close(): Promise<void>;
}

/** Pages replace the policy by their own. */
const COMMON_HEADERS = {
  ...SAFE_HEADERS,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

/** Refusals of calls have the form in which the client of the Api reads errors; pages get the plain sentence. */
const refuse = (response: ServerResponse, path: string | undefined, denial: Denial): void => {
  const { status, code, message } = denial;
  const call = path !== undefined && isCall(path);
  const body = call ? JSON.stringify({ json: { defined: false, code, status, message }, meta: [] }) : `${message}\n`;
  response.writeHead(status, {
    'content-type': call ? 'application/json' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    // The rest of too large a body is read and dropped, else the sender would see a broken line instead of the reason.
    ...(status === 413 ? {} : { connection: 'close' }),
    ...(status === 405 ? { allow: 'GET, HEAD, POST' } : {}),
    ...(status === 429 ? { 'retry-after': '1' } : {}),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
};

const NO_SESSION: Denial = {
  status: 401,
  code: 'UNAUTHORIZED',
  message:
    'This address has been used or is out of date. Press Enter in the terminal that runs Briefwright for a new one, or start it again.',
};
const TOO_MANY: Denial = {
  status: 429,
  code: 'TOO_MANY_REQUESTS',
  message: 'Too many requests; wait a second and try again.',
};
const NOT_FOUND: Denial = { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' };
const BROKEN: Denial = {
  status: 500,
  code: 'INTERNAL_SERVER_ERROR',
  message: 'Something went wrong inside Briefwright; try again.',
};

const rpcHandlers = ({ core, log }: ServeOptions) => {
  const router = forwardRouter(core.api);
  const limit = (maxBodySize: number) => ({ plugins: [new BodyLimitPlugin({ maxBodySize })] });
  return {
    upload: new RPCHandler(router, limit(UPLOAD_LIMIT)),
    call: new RPCHandler(router, limit(CALL_LIMIT)),
    own: new RPCHandler(ownRouter(core, log), limit(CALL_LIMIT)),
  };
};

/** Answers requests of one server, whose `authority` is `127.0.0.1:port`. */
const answerer = (options: ServeOptions, sessions: Sessions, authority: string) => {
  const { renderer } = options;
  const handlers = rpcHandlers(options);
  // Strangers have a purse of their own, so that a hostile page cannot lock the user out.
  const strangers = new RateLimit(60, 20, () => performance.now());
  const users = new RateLimit(3000, 1000, () => performance.now());

  const call = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const upload = path === UPLOAD_PATH;
    const denial = checkCall(request, path, upload ? UPLOAD_LIMIT : CALL_LIMIT);
    if (denial) return refuse(response, path, denial);
    const { matched } = isOwnCall(path)
      ? await handlers.own.handle(request, response, { prefix: HOST_PATH })
      : await (upload ? handlers.upload : handlers.call).handle(request, response, { prefix: RPC_PATH });
    if (!matched) refuse(response, path, NOT_FOUND);
  };

  const page = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (request.method === 'POST') return refuse(response, path, NOT_FOUND);
    const file = await pageFile(renderer, path);
    if (!file) return refuse(response, path, NOT_FOUND);
    response.writeHead(200, file.headers).end(request.method === 'HEAD' ? undefined : file.body);
  };

  /** A right token is taken once and the browser sent on, so that it stands in no address bar and no history. */
  const signIn = (request: IncomingMessage, response: ServerResponse, token: string): void => {
    const cookie = request.method === 'GET' ? sessions.exchange(token) : undefined;
    if (!cookie && !sessions.knows(request.headers.cookie)) refuse(response, '/', NO_SESSION);
    else response.writeHead(303, { location: '/', ...(cookie ? { 'set-cookie': cookie } : {}) }).end();
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
    const path = pathOf(request.url);
    const known = sessions.knows(request.headers.cookie);
    if (!(known ? users : strangers).take()) return refuse(response, path, TOO_MANY);
    const denial = checkRequest(request, authority);
    if (denial || path === undefined) return refuse(response, path, denial ?? NOT_FOUND);
    const token = path === '/' ? new URLSearchParams(request.url?.split('?')[1]).get('token') : null;
    if (token !== null) return signIn(request, response, token);
    if (!known) return refuse(response, path, NO_SESSION);
    return isCall(path) ? call(request, response, path) : page(request, response, path);
  };
};

const listen = async (server: Server, port: number): Promise<number> => {
  try {
    server.listen({ host: ADDRESS, port, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      throw new Refusal(
        'INVALID',
        'port-taken',
        `Port ${port} cannot be used; choose another with --port, or leave it out to take a free one.`,
        { port },
      );
    }
    throw error;
  }
  return (server.address() as AddressInfo).port;
};

/**
 * Browser mode: serves the window and the Api of a core on this machine alone, as SAFETY.md says. Throws a Refusal when
 * the port cannot be used. Closing ends every connection; the core stays open.
 */
export const startServer = async (options: ServeOptions): Promise<RunningServer> => {
  const sessions = new Sessions();
  const server = createServer({
    ...CONNECTION_TIMES,
    maxHeaderSize: 16_384,
    requireHostHeader: true,
  });
  server.maxConnections = 256;
  const port = await listen(server, options.port ?? 0);
  const authority = `${ADDRESS}:${port}`;
  const answer = answerer(options, sessions, authority);
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.log('browser mode', error);
      if (response.headersSent) response.destroy();
      else refuse(response, pathOf(request.url), BROKEN);
    });
  });
  for (const event of ['upgrade', 'connect'] as const) server.on(event, (_request, socket) => socket.destroy());
  server.on('clientError', endBroken);

  const newUrl = (): string => `http://${authority}/?token=${sessions.newToken()}`;
  return {
    url: newUrl(),
    newUrl,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
