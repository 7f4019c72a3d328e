import { type App, type BrowserWindow, dialog, type Session, shell, type WebContents } from 'electron';
import { APP_ORIGIN } from './scheme.ts';
import { TEXTS } from './texts.ts';

/**
 * Switches that keep Chromium's own services from the network. No name is ever resolved; the window's scheme and its
 * ports need none. Has to run before Electron is ready.
 */
export const keepOffline = (app: App): void => {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('no-proxy-server');
};

/** Keeps a page where it is: it cannot navigate, open windows or attach web views. */
export const guardContents = (contents: WebContents): void => {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
};

/** True for what the window is made of: files of the own scheme, and bytes it made itself. */
const staysInside = (url: string, developing: boolean): boolean =>
  url.startsWith(`${APP_ORIGIN}/`) ||
  url.startsWith(`blob:${APP_ORIGIN}/`) ||
  url.startsWith('data:') ||
  (developing && url.startsWith('devtools://'));

/** Denies every permission, download and request that leaves the own scheme. `developing` lets the developer tools in. */
export const guardSession = (session: Session, developing: boolean): void => {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !staysInside(details.url, developing) }));
};

/** The address as a browser may be asked to open it, or undefined: https only, no credentials in it. */
const externalUrl = (text: string): URL | undefined => {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
};

/** Opens an https address in the system's browser after the user has agreed; false when it was not opened. */
export const openExternal = async (window: BrowserWindow, text: string): Promise<boolean> => {
  const url = externalUrl(text);
  if (!url) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: TEXTS.external.message(url.host),
    detail: url.href,
    buttons: [TEXTS.external.open, TEXTS.external.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (response !== 0) return false;
  await shell.openExternal(url.href);
  return true;
};
