import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { Api } from '#shared/contract/api.ts';
import { CSRF_HEADER, CSRF_VALUE, RPC_PATH } from '#shared/contract/http.ts';

/** Signs in like a browser: exchanges the address with its token for the cookie. */
export const signIn = async (url: string): Promise<string> => {
  const response = await fetch(url, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (response.status !== 303 || !cookie) throw new Error(`No session: ${response.status} ${await response.text()}`);
  return cookie;
};

/** What a call from our own page carries. */
export const callHeaders = (url: string, cookie: string): Record<string, string> => ({
  cookie,
  origin: new URL(url).origin,
  [CSRF_HEADER]: CSRF_VALUE,
});

/** The Api of a running browser mode, over HTTP. */
export const httpClient = async (url: string): Promise<Api> => {
  const cookie = await signIn(url);
  // Node's fetch forgets the signal of a request that was collected as garbage while its answer still comes in, so that
  // leaving a stream would never end. Browsers do not; here every request is kept as long as the client.
  const kept: Request[] = [];
  const link = new RPCLink({
    url: new URL(RPC_PATH, url),
    headers: callHeaders(url, cookie),
    fetch: (request, init) => {
      kept.push(request);
      return fetch(request, init);
    },
  });
  return createORPCClient<Api>(link);
};
