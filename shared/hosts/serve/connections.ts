import type { ServerOptions } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * How long a connection may take, in milliseconds. A sender that dawdles over its request is cut off; answers may take
 * as long as they need. Browsers open connections ahead and drop those that they did not need after ten seconds, so
 * that the first headers have longer than that.
 */
export const CONNECTION_TIMES = {
  headersTimeout: 30_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 10_000,
} as const satisfies ServerOptions;

/**
 * Ends a connection whose request could not be read. One that ran out of time is closed without a word: it may have been
 * opened ahead, and what it is told then would be taken for the answer to a request that was just on its way.
 */
export const endBroken = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT' && socket.writable)
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  else socket.destroy();
};
