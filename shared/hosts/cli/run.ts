import { main } from './main.ts';

/** The command line as a program of its own. */
await main(process.argv);
