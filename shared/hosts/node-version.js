// Loaded before everything else (`node --import`), in plain JavaScript, so that an old Node still understands it.
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const [major] = process.versions.node.split('.').map(Number);
if (major < NEEDED) {
  process.stderr.write(
    `Briefwright needs Node ${NEEDED} or newer and this is Node ${process.versions.node}; run \`npm ci\`, which brings one along on Linux and Windows, or install it from nodejs.org.\n`,
  );
  process.exit(2);
}
// Stripped of types and compiled once, all that follows starts in half the time. In a folder of our own, since whoever
// writes there decides what runs here.
nodeModule.enableCompileCache?.(fileURLToPath(new URL('../../node_modules/.cache/briefwright', import.meta.url)));
