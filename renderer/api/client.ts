import { createORPCClient } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { Api } from '#shared/contract/api.ts';
import { type Bridge, PORT_MESSAGE } from '#shared/contract/bridge.ts';
import { CSRF_HEADER, CSRF_VALUE, RPC_PATH } from '#shared/contract/http.ts';

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
  return createORPCClient<Api>(
    new HttpLink({ url: `${location.origin}${RPC_PATH}`, headers: { [CSRF_HEADER]: CSRF_VALUE } }),
  );
};
