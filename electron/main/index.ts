import { basename, join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { app, type BrowserWindow, dialog, Menu, protocol, session, shell } from 'electron';
import { forwardRouter } from '../../shared/core/forward.ts';
import type { RunningCore } from '../../shared/core/running.ts';
import { startCore } from '../../shared/core/start-core.ts';
import { userPlaces } from '../../shared/hosts/places.ts';
import { makeDialogs } from './dialogs.ts';
import { utilityProcesses } from './foreign-process.ts';
import { libraryArgument, openGivenLibrary } from './given-file.ts';
import { guardContents, guardSession, keepOffline, openExternal } from './guards.ts';
import { flushWindow, listenToWindow, sendCommand } from './ipc.ts';
import { buildMenu } from './menu.ts';
import { appPlaces } from './places.ts';
import { registerScheme, serveWindow } from './scheme.ts';
import { TEXTS } from './texts.ts';
import { focusWindow, openWindow } from './window.ts';

const user = userPlaces();
const places = appPlaces(app.getAppPath(), import.meta.url);
const developing = !app.isPackaged;
const mac = process.platform === 'darwin';

let window: BrowserWindow | undefined;

const showWindow = (): void => {
  if (window) {
    focusWindow(window);
    return;
  }
  window = openWindow(places.preload, developing, flushWindow);
  window.once('closed', () => {
    window = undefined;
  });
};

const startOwnCore = (): Promise<RunningCore> =>
  startCore({
    host: 'electron',
    version: app.getVersion(),
    profile: user.profile,
    libraries: user.libraries,
    resources: places.resources,
    pdfWorker: places.pdfWorker.href,
    backupWorker: places.backupWorker.href,
    foreignProcess: places.foreignProcess.href,
    now: null,
    author: null,
    worker: places.coreWorker,
    startProcess: utilityProcesses(places.foreignProcess),
  });

const listen = (core: Promise<RunningCore>): void => {
  const dialogs = makeDialogs(async (path) => (await core).grant(path), join(user.profile, 'dialogs.json'));
  listenToWindow(() => window, {
    // The port keeps what the page sends until it is started, so the page need not wait for the core.
    connect: (port) =>
      void core.then(
        ({ api }) => {
          new RPCHandler(forwardRouter(api)).upgrade(port);
          port.start();
        },
        () => port.close(),
      ),
    openDialog: (from, { kind, multiple }) => dialogs.open(from, kind, multiple),
    saveDialog: (from, { kind, suggestedName }) => dialogs.save(from, kind, suggestedName),
    dropped: async (_from, { path }) => ({ file: await (await core).grant(path), name: basename(path) }),
    reveal: async (_from, { file }) => {
      const path = await (await core).locate(file);
      if (path !== undefined) shell.showItemInFolder(path);
      return path !== undefined;
    },
    openExternal: (from, { url }) => openExternal(from, url),
  });
};

/** Holds the end of the process back until the core has closed the library. */
const closeCoreAtTheEnd = (core: Promise<RunningCore>): void => {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void core
      .then((running) => running.close())
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
};

const run = async (): Promise<void> => {
  const core = startOwnCore();
  const given = (path: string | undefined): void => {
    if (path !== undefined)
      void core.then(
        (running) => openGivenLibrary(running, path),
        () => undefined,
      );
  };
  closeCoreAtTheEnd(core);
  listen(core);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('second-instance', (_event, argv, folder) => {
    if (app.isReady()) showWindow();
    given(libraryArgument(argv, folder));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    given(path);
  });
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (!mac) app.quit();
  });
  given(libraryArgument(process.argv, process.cwd()));

  await app.whenReady();
  guardSession(session.defaultSession, developing);
  serveWindow(protocol, places.renderer);
  Menu.setApplicationMenu(
    buildMenu((command) => (window ? sendCommand(window, command) : showWindow()), mac, developing),
  );
  showWindow();
  await core;
};

app.setName('Briefwright');
app.setPath('userData', user.window);
keepOffline(app);
registerScheme(protocol);
if (app.requestSingleInstanceLock())
  run().catch((error: unknown) => {
    dialog.showErrorBox(TEXTS.cannotStart, error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
else app.quit();
