import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Browsers that may be signed in at once; the oldest gives way. */
const MAX_SESSIONS = 20;

const secret = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Equal lengths and constant time, so that nothing can be learned from how long a wrong guess takes. */
const matches = (stored: Buffer, given: string): boolean => timingSafeEqual(stored, digest(given));

/** Reads one cookie of a Cookie header. */
const readCookie = (header: string, name: string): string | undefined => {
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
};

/**
 * Who may use this server: the address holds a one-time token of 256 bits, which a browser exchanges for a session
 * cookie. The cookie's name is of this server alone, since browsers share cookies between the ports of one host.
 */
export class Sessions {
  readonly #cookie = `briefwright-${randomBytes(6).toString('hex')}`;
  #token: Buffer | undefined;
  readonly #sessions: Buffer[] = [];

  /** A fresh token. One that was not used yet stops working. */
  newToken(): string {
    const token = secret();
    this.#token = digest(token);
    return token;
  }

  /** The Set-Cookie header for a right token, once; undefined for anything else. */
  exchange(token: string): string | undefined {
    if (!this.#token || !matches(this.#token, token)) return undefined;
    this.#token = undefined;
    const session = secret();
    this.#sessions.push(digest(session));
    if (this.#sessions.length > MAX_SESSIONS) this.#sessions.shift();
    return `${this.#cookie}=${session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** True when the Cookie header holds a session of this server. */
  knows(header: string | undefined): boolean {
    const value = header === undefined ? undefined : readCookie(header, this.#cookie);
    return value !== undefined && this.#sessions.some((session) => matches(session, value));
  }
}
