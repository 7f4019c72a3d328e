import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { userPlaces } from '../places.ts';
import { project, projectVersion } from '../project.ts';
import type { Output } from './output.ts';
import { DONE } from './problems.ts';
import type { Bind } from './program.ts';
import type { Session } from './session.ts';
import { wholeNumber } from './values.ts';

interface Options {
  readonly port?: number;
  readonly open: boolean;
}

/** A browser can only open where there is a screen. */
const hasDisplay = (): boolean =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const openBrowser = async (session: Session, url: string): Promise<void> => {
  try {
    const { default: open } = await import('open');
    const child = await open(url);
    child.on('error', () => session.output.note('No browser could be opened; open the address above yourself.'));
  } catch {
    session.output.note('No browser could be opened; open the address above yourself.');
  }
};

/** Until Ctrl-C or the end of the terminal; each Enter prints a fresh address. */
const untilStopped = (output: Output, fresh: () => string): Promise<void> =>
  new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop());
    if (!process.stdin.isTTY) return;
    createInterface({ input: process.stdin }).on('line', () => output.line(fresh()));
  });

export const addServeCommand = (program: Command, bind: Bind): void => {
  program
    .command('serve')
    .description('open the app in the browser, on this machine only')
    .argument('[library]', 'library file (.bwlib) to open')
    .option('--port <number>', 'port to listen on (default: a free one)', wholeNumber(1, 65_535))
    .option('--no-open', 'only print the address')
    .action(
      bind(async (session, library: string | undefined, options: Options) => {
        const { output } = session;
        if (!project.isBuilt) {
          const { buildRenderer } = await import('../serve/renderer.ts');
          await buildRenderer(project.folder, (message) => output.note(message));
        }
        const { startCore } = await import('../../core/start-core.ts');
        const starting = startCore({
          ...userPlaces(),
          host: 'browser',
          version: projectVersion(),
          resources: project.resources,
          worker: project.coreWorker,
          pdfWorker: project.pdfWorker.href,
          backupWorker: project.backupWorker.href,
          foreignProcess: project.foreignProcess.href,
          now: session.options.now ?? null,
          author: session.options.author ?? null,
          debug: session.options.debug ?? false,
        });
        // Told where it is awaited; the server is loaded meanwhile.
        starting.catch(() => undefined);
        const { startServer } = await import('../serve/server.ts');
        const core = await starting;
        session.owns(core);
        if (library !== undefined) await session.open(library);
        const server = await startServer({
          core,
          renderer: project.renderer,
          log: (message, error) => {
            if (session.options.debug) console.error(message, error);
          },
          ...(options.port === undefined ? {} : { port: options.port }),
        });
        // Listened for before the address is out, since whoever reads it may stop us at once.
        const stopped = untilStopped(output, () => server.newUrl());
        session.stopsItself();
        try {
          output.line(server.url);
          output.note('Open this address in a browser; it works once. Enter prints a new one, Ctrl-C ends.');
          if (options.open && hasDisplay()) await openBrowser(session, server.url);
          await stopped;
        } finally {
          await server.close();
        }
        return DONE;
      }),
    );
};
