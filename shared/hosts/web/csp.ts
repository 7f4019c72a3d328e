import { randomBytes } from 'node:crypto';

/** Stands in the built index.html where the nonce of one page load goes. */
export const STYLE_NONCE_PLACEHOLDER = '__STYLE_NONCE__';

/** 128 random bits for the style elements of one page load. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/**
 * The content security policy of the window, the same in Electron and in browser mode (SAFETY.md). Style elements need
 * the nonce because the interface library writes some at run time; nothing else is loosened.
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Headers of every answer to a window, whatever it carries. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Headers of every answer that carries a part of the window. */
export const pageHeaders = (nonce: string): Record<string, string> => ({
  ...SAFE_HEADERS,
  'content-security-policy': contentSecurityPolicy(nonce),
});

/** The page with the nonce of this load put in. */
export const withNonce = (html: string, nonce: string): string => html.replaceAll(STYLE_NONCE_PLACEHOLDER, nonce);
