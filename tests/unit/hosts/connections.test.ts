import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endBroken } from '#shared/hosts/serve/connections.ts';

let server: Server;

beforeAll(async () => {
  server = createServer({ headersTimeout: 20, requestTimeout: 40, connectionsCheckingInterval: 10 });
  server.on('clientError', endBroken);
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

/** All that a connection is told until its end when it says this and then nothing. */
const told = async (words: string): Promise<string> => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(words));
  let text = '';
  socket.on('data', (piece: Buffer) => {
    text += piece.toString();
  });
  await once(socket, 'close');
  return text;
};

describe('a connection that', () => {
  test.each(['', 'GET / HT'])('runs out of time is closed without a word: “%s”', async (words) => {
    expect(await told(words)).toBe('');
  });

  test('says what is no request is told so', async () => {
    expect(await told('Good morning\r\n\r\n')).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  });
});
