// The build puts this in the place of zod. Schemas would otherwise try to make code at run time, which the window's
// policy forbids and reports as a breach; this holds before the first schema is made, whatever loads first.
import { config } from 'zod/v4';

config({ jitless: true });

export * from 'zod/v4';
