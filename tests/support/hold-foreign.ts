import { Opener } from './foreign.ts';

// Opens a file, says which process reads it, and then only lives on.
const opener = new Opener();
const file = await opener.open(process.argv[2] ?? '');
process.stdout.write(`${opener.processes[0]?.pid}\n`);
setInterval(() => file, 1000);
