import { config } from 'zod';

// Schemas would otherwise try to make code at run time, which the window's policy forbids and reports as a breach.
// The build keeps this beside zod, so that it holds before the first schema is made.
config({ jitless: true });
