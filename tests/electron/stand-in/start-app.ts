import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StandIn, type StandInOptions } from './electron.ts';

const NAME = 'briefwright.electron-stand-in';
const worlds = new Map<string, StandIn>();
Object.assign(globalThis, { [NAME]: worlds });

// Every start of the app gets an Electron of its own: the query of the main file's address names it.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: `stand-in:${new URL(context.parentURL ?? '').searchParams.get('start')}`, shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) => {
    if (!url.startsWith('stand-in:')) return next(url, context);
    const start = url.slice('stand-in:'.length);
    const names = Object.keys(worlds.get(start)?.exports() ?? {}).join(', ');
    const source = `export const { ${names} } = globalThis['${NAME}'].get('${start}').exports();`;
    return { format: 'module', source, shortCircuit: true };
  },
});

/** Node's own import, past the test runner's: the built files run as they are. */
const nativeImport = createRequire(import.meta.url)('./native-import.cjs') as (url: string) => Promise<unknown>;

/** Runs the built main process on a fresh stand-in. */
export const startApp = async (options: StandInOptions, argv: readonly string[] = []): Promise<StandIn> => {
  const start = String(worlds.size + 1);
  const world = new StandIn(options);
  worlds.set(start, world);
  const before = process.argv;
  process.argv = ['electron', ...argv];
  try {
    await nativeImport(`${pathToFileURL(join(options.folder, 'out/main/index.js')).href}?start=${start}`);
  } finally {
    process.argv = before;
  }
  return world;
};
