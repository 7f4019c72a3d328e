import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { newNonce, pageHeaders, withNonce } from './csp.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.txt': 'text/plain; charset=utf-8',
};

/** Vite puts a hash of the content into the names below this folder, so they never change. */
const HASHED = '/assets/';

/** A file of the built window, ready to be sent. */
export interface PageFile {
  readonly body: Buffer;
  readonly headers: Record<string, string>;
}

/** The path inside the folder that a request path names, or undefined when it would lead out of it or is malformed. */
const contained = async (root: string, pathname: string): Promise<string | undefined> => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  // A backslash or a colon is a path of its own on Windows.
  if (!decoded.startsWith('/') || /[\\:\0]/.test(decoded)) return undefined;
  const path = join(root, decoded === '/' ? 'index.html' : decoded);
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(path)]);
    return realFile.startsWith(realRoot + sep) && (await stat(realFile)).isFile() ? realFile : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads one file of the built window for a request path such as `/` or `/assets/index-1a2b.js`; undefined when there is
 * none. Symbolic links and dot segments cannot lead out of the folder. Pages get a fresh style nonce.
 */
export const pageFile = async (root: string, pathname: string): Promise<PageFile | undefined> => {
  const path = await contained(root, pathname);
  if (path === undefined) return undefined;
  const extension = extname(path).toLowerCase();
  const type = TYPES[extension];
  if (type === undefined) return undefined;
  const nonce = newNonce();
  const bytes = await readFile(path);
  const body = extension === '.html' ? Buffer.from(withNonce(bytes.toString('utf8'), nonce)) : bytes;
  const lasting = pathname.startsWith(HASHED) && extension !== '.html';
  return {
    body,
    headers: {
      ...pageHeaders(nonce),
      'content-type': type,
      'content-length': String(body.length),
      'cache-control': lasting ? 'private, max-age=31536000, immutable' : 'no-store',
    },
  };
};
