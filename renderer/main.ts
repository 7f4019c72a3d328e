import { apiAccess } from './api/access.ts';
import { askAhead } from './api/ask-ahead.ts';
import { connectApi } from './api/client.ts';
import { createQueryClient } from './api/query-client.ts';

// This file and what it imports stay small: it asks its questions while the browser still fetches the window's code.
const code = import('./window.tsx');
const access = apiAccess(await connectApi());
const client = createQueryClient((error) => void code.then(({ tell }) => tell(error)));
askAhead(access.q, client).catch(() => undefined);
const { show } = await code;
await show(access, client);
