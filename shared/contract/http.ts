/** How browser mode speaks the Api: the window's client and the server both read it here. */

/** Every call is a POST below this path. */
export const RPC_PATH = '/rpc';

/** Below this path, in the same way and under the same guard, browser mode answers calls of its own. */
export const HOST_PATH = '/host';

/**
 * A header that every call carries. A page of another site can only send it after a preflight, which the server never
 * grants, so its presence shows that the call comes from our own page.
 */
export const CSRF_HEADER = 'x-briefwright-call';
export const CSRF_VALUE = '1';
