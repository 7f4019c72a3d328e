import type { Protocol } from 'electron';
import { pageFile } from '../../shared/hosts/web/static.ts';

export const APP_SCHEME = 'app';
const APP_HOST = 'bundle';
/** Where the window lives; the only origin the main process listens to. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_URL = `${APP_ORIGIN}/`;

/** Gives the scheme an origin and a secure context. Has to run before Electron is ready. */
export const registerScheme = (protocol: Protocol): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);

const refuse = (status: number): Response => new Response(null, { status });

/** Answers one request of the window with a file of the built window below `root`. */
export const answer = async (request: Request, root: string): Promise<Response> => {
  const url = new URL(request.url);
  if (url.host !== APP_HOST) return refuse(404);
  if (request.method !== 'GET') return refuse(405);
  const file = await pageFile(root, url.pathname);
  return file ? new Response(new Uint8Array(file.body), { headers: file.headers }) : refuse(404);
};

/** Serves the built window to the own scheme. */
export const serveWindow = (protocol: Protocol, root: string): void =>
  protocol.handle(APP_SCHEME, (request) => answer(request, root));
