import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { APP_URL } from './scheme.ts';
import { TEXTS } from './texts.ts';

/** Grounds of the window in light and dark, shown until the first frame is painted. */
const GROUND = { light: '#ffffff', dark: '#16181d' } as const;

const offerAgain = async (window: BrowserWindow): Promise<void> => {
  const { message, reload, quit } = TEXTS.windowStopped;
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message,
    buttons: [reload, quit],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) window.webContents.reload();
  else app.quit();
};

/**
 * Makes the app's window. Electron itself keeps its place and size across starts, by its name. `flush` has to make the
 * page write what was typed last; the window closes when it has settled.
 */
export const openWindow = (
  preload: string,
  developing: boolean,
  flush: (window: BrowserWindow) => Promise<void>,
): BrowserWindow => {
  const window = new BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    width: 1440,
    height: 900,
    minWidth: 880,
    minHeight: 560,
    show: false,
    title: app.getName(),
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: developing,
      // Elsewhere the spell checker fetches its dictionaries from the network.
      spellcheck: process.platform === 'darwin',
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) void offerAgain(window);
  });
  closeWhenFlushed(window, flush);
  void window.loadURL(APP_URL);
  return window;
};

let quitting = false;
app.on('before-quit', () => {
  quitting = true;
});

const closeWhenFlushed = (window: BrowserWindow, flush: (window: BrowserWindow) => Promise<void>): void => {
  let flushed = false;
  window.on('close', (event) => {
    if (flushed || window.webContents.isCrashed()) return;
    // Holding the window back also calls off quitting, so that starts again afterwards.
    event.preventDefault();
    const wasQuitting = quitting;
    quitting = false;
    void flush(window).finally(() => {
      flushed = true;
      if (wasQuitting) app.quit();
      else window.close();
    });
  });
};

/** Brings the window to the front, however it was put away. */
export const focusWindow = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};
