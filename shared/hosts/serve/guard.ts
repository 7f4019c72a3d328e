import type { IncomingMessage } from 'node:http';
import { CSRF_HEADER, CSRF_VALUE, HOST_PATH, RPC_PATH } from '../../contract/http.ts';

/** Why a request is not answered: a status and a sentence. */
export interface Denial {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const deny = (status: number, code: string, message: string): Denial => ({ status, code, message });

const METHODS = new Set(['GET', 'HEAD', 'POST']);
export const UPLOAD_PATH = `${RPC_PATH}/files/upload`;

/** The path of a request target, without its query; undefined for a target that is none of ours. */
export const pathOf = (target: string | undefined): string | undefined =>
  target?.startsWith('/') && !target.startsWith('//') ? target.split(/[?#]/, 1)[0] : undefined;

/** True for calls of browser mode itself, which never reach the core. */
export const isOwnCall = (path: string): boolean => path.startsWith(`${HOST_PATH}/`);
export const isCall = (path: string): boolean => path.startsWith(`${RPC_PATH}/`) || isOwnCall(path);

/** How often a header came; Node itself keeps the first of several Host headers. */
const countHeader = (request: IncomingMessage, name: string): number =>
  request.rawHeaders.filter((raw, index) => index % 2 === 0 && raw.toLowerCase() === name).length;

/**
 * What every request must satisfy before anything is looked up. The exact Host is the defence against a foreign name
 * that was made to point at this machine; Origin and Sec-Fetch-Site keep out the pages of other sites.
 */
export const checkRequest = (request: IncomingMessage, authority: string): Denial | undefined => {
  const { headers, method = '' } = request;
  if (headers.host !== authority || countHeader(request, 'host') !== 1) {
    return deny(403, 'FORBIDDEN', `Open this app as http://${authority}/, the address that the terminal printed.`);
  }
  if (pathOf(request.url) === undefined) return deny(400, 'BAD_REQUEST', 'This address cannot be read.');
  if (!METHODS.has(method)) return deny(405, 'METHOD_NOT_SUPPORTED', 'Only GET, HEAD and POST are answered here.');
  const site = headers['sec-fetch-site'];
  const isRead = method !== 'POST';
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && isRead)) {
    return deny(403, 'FORBIDDEN', 'Another site may not call this app; copy the address into the address bar instead.');
  }
  const { origin } = headers;
  if (origin !== `http://${authority}` && !(origin === undefined && isRead)) {
    return deny(403, 'FORBIDDEN', 'Only the app’s own page may call it.');
  }
  return undefined;
};

/** What a call of the Api must satisfy beyond that. */
export const checkCall = (request: IncomingMessage, path: string, limit: number): Denial | undefined => {
  const { headers } = request;
  if (request.method !== 'POST') return deny(405, 'METHOD_NOT_SUPPORTED', 'Calls are made with POST.');
  if (headers[CSRF_HEADER] !== CSRF_VALUE) return deny(403, 'FORBIDDEN', `A call needs the header ${CSRF_HEADER}.`);
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const upload = type === 'multipart/form-data' && path === UPLOAD_PATH;
  if (type !== 'application/json' && !upload) return deny(415, 'UNSUPPORTED_MEDIA_TYPE', 'A call is made in JSON.');
  if (Number(headers['content-length'] ?? 0) > limit) {
    return deny(
      413,
      'PAYLOAD_TOO_LARGE',
      `At most ${Math.floor(limit / 1_000_000)} MB can be sent at once; import the file with the command line instead.`,
    );
  }
  return undefined;
};

/** Lets `burst` through at once and `perSecond` over time. */
export class RateLimit {
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #now: () => number;
  #left: number;
  #at: number;

  /** `now` tells milliseconds that never go back. */
  constructor(burst: number, perSecond: number, now: () => number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#now = now;
    this.#left = burst;
    this.#at = now();
  }

  /** Takes one; false when there is none left for now. */
  take(): boolean {
    const now = this.#now();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
