import { createORPCClient } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Api } from '#shared/contract/api.ts';
import { type Bridge, PORT_MESSAGE } from '#shared/contract/bridge.ts';
import type { browserHost } from '#shared/contract/browser-host.ts';
import { CSRF_HEADER, CSRF_VALUE, HOST_PATH, RPC_PATH } from '#shared/contract/http.ts';

const receivePort = (bridge: Bridge): Promise<MessagePort> =>
  new Promise((resolve) => {
    const listen = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
      window.removeEventListener('message', listen);
      resolve(port);
    };
    window.addEventListener('message', listen);
    bridge.connect();
  });

const httpLink = (path: string): HttpLink<Record<never, never>> =>
  new HttpLink({ url: `${location.origin}${path}`, headers: { [CSRF_HEADER]: CSRF_VALUE } });

/**
 * The Api over whatever this window sits on: a message port in Electron, HTTP on the own origin in browser mode.
 */
export const connectApi = async (): Promise<Api> => {
  const bridge = window.briefwright;
  if (bridge) {
    const port = await receivePort(bridge);
    const client = createORPCClient<Api>(new PortLink({ port }));
    port.start();
    return client;
  }
  return createORPCClient<Api>(httpLink(RPC_PATH));
};

/** What browser mode answers beside the Api. */
export const connectBrowserHost = (): ContractRouterClient<typeof browserHost> => createORPCClient(httpLink(HOST_PATH));
