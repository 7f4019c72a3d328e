import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, HandlerDetails, WindowOpenHandlerResponse } from 'electron';
import type { StandIn } from './electron.ts';
import { PreventableEvent } from './events.ts';
import { type Frame, Page } from './page.ts';

/** Node calls the origin of an unknown scheme "null"; Chromium knows the app's scheme as a standard one. */
const originOf = (url: string): string => `${new URL(url).protocol}//${new URL(url).host}`;

export class ContentsStandIn extends EventEmitter {
  page: Page | undefined;
  /** The page's text and headers as the scheme served them. */
  document = '';
  headers = new Headers();
  windowOpenHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | undefined;
  webRtcPolicy = 'default';
  reloads = 0;
  crashed = false;
  readonly sent: { channel: string; args: unknown[] }[] = [];

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.windowOpenHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }
  isCrashed(): boolean {
    return this.crashed;
  }
  reload(): void {
    this.reloads += 1;
  }
  send(channel: string, ...args: unknown[]): void {
    this.sent.push({ channel, args });
    this.page?.receive(channel, args);
  }
  /** Emits an event that can be called off, and says whether it was. */
  refuses(name: string, ...args: unknown[]): boolean {
    const event = new PreventableEvent();
    this.emit(name, event, ...args);
    return event.defaultPrevented;
  }
}

export class WindowStandIn extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new ContentsStandIn();
  /** Settled when the page stands and its preload has run. */
  loaded: Promise<void> | undefined;
  visible = false;
  focused = 0;
  minimized = false;
  #destroyed = false;
  readonly #world: StandIn;

  constructor(world: StandIn, options: BrowserWindowConstructorOptions) {
    super();
    this.#world = world;
    this.options = options;
    this.visible = options.show !== false;
    world.windows.push(this);
    world.app.emit('web-contents-created', new PreventableEvent(), this.webContents);
  }

  loadURL(url: string): Promise<void> {
    this.loaded = this.#load(url);
    return this.loaded;
  }
  async #load(url: string): Promise<void> {
    if (await this.#world.session.blocks(url)) throw new Error('ERR_BLOCKED_BY_CLIENT');
    const response = await this.#world.request(url);
    if (!response.ok) throw new Error(`ERR_FAILED (${response.status}) loading '${url}'`);
    this.webContents.document = await response.text();
    this.webContents.headers = response.headers;
    const frame: Frame = { origin: originOf(url), url, parent: null };
    this.webContents.page = new Page(this.webContents, frame, this.#world.ipcMain);
    const { preload } = this.options.webPreferences ?? {};
    if (preload !== undefined) this.webContents.page.runPreload(preload);
    this.emit('ready-to-show');
  }
  /** The page, once it stands. */
  async page(): Promise<Page> {
    await this.loaded;
    if (!this.webContents.page) throw new Error('The window has loaded nothing.');
    return this.webContents.page;
  }

  show(): void {
    this.visible = true;
  }
  focus(): void {
    this.focused += 1;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  restore(): void {
    this.minimized = false;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  /** Closes unless a listener holds it back; true when it is gone. */
  close(): boolean {
    if (this.#destroyed) return true;
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.#destroyed = true;
    this.#world.windows.splice(this.#world.windows.indexOf(this), 1);
    this.emit('closed');
    if (this.#world.windows.length === 0 && !this.#world.app.quitting) this.#world.app.emit('window-all-closed');
    return true;
  }
}
