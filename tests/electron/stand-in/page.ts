import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import type { MessagePort as NodePort } from 'node:worker_threads';
import type { ContextBridge, IpcRenderer, MessagePortMain, WebUtils } from 'electron';
import { PreventableEvent } from './events.ts';

/** The part of Electron's frame that a sender check may look at. */
export interface Frame {
  readonly origin: string;
  readonly url: string;
  readonly parent: Frame | null;
}

export interface IpcEvent {
  readonly sender: unknown;
  readonly senderFrame: Frame | null;
  readonly ports: MainPort[];
}

/** A port as the main process has it: nothing arrives before `start`. */
export class MainPort extends EventEmitter {
  readonly #port: NodePort;

  constructor(port: NodePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  close(): void {
    this.#port.close();
  }
}
({}) as MainPort satisfies Pick<MessagePortMain, 'start' | 'close'>;

/** `ipcMain`, with `deliver` and `answer` for what arrives from a page. */
export class MainIpc extends EventEmitter {
  readonly handlers = new Map<string, (event: IpcEvent, ...args: unknown[]) => unknown>();

  handle(channel: string, handler: (event: IpcEvent, ...args: unknown[]) => unknown): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
}

/** What the context bridge lets through: plain values are copied, functions and promises are wrapped. */
const cross = (value: unknown): unknown => {
  if (typeof value === 'function')
    return (...args: unknown[]) => cross((value as (...all: unknown[]) => unknown)(...args.map(cross)));
  if (value instanceof Promise) return value.then(cross);
  // A file goes through with its place on the disk, which the page itself does not see.
  if (value instanceof File) return value;
  if (Array.isArray(value)) return value.map(cross);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cross(inner)])));
  return structuredClone(value);
};

/** The page's own `window`: messages it posts to itself come back as events, ports and all. */
export class PageWindow extends EventTarget {
  postMessage(message: unknown, _targetOrigin: string, transfer: NodePort[] = []): void {
    const copy = structuredClone({ message, transfer }, { transfer: transfer as never });
    setImmediate(() => {
      const event = new Event('message');
      this.dispatchEvent(Object.assign(event, { data: copy.message, ports: copy.transfer, source: this }));
    });
  }
}

/** Modules that Electron's sandbox lets a preload require. */
const SANDBOX_MODULES = ['events', 'timers', 'url'];

/** A loaded page: the preload runs in it, and what that exposes is found on `window` by its name. */
export class Page {
  /** The window of the page's own world. */
  readonly window = new PageWindow() as PageWindow & Record<string, unknown>;
  /** Who the page says it is; tests put another frame here to play somebody else. */
  frame: Frame | null;
  /** The web contents the page says it belongs to. */
  sender: unknown;
  /** Files that the user dropped onto the page, and where each lies. */
  readonly dropped = new Map<unknown, string>();
  readonly #ipcMain: MainIpc;
  readonly #ipcRenderer = new EventEmitter();

  constructor(sender: unknown, frame: Frame, ipcMain: MainIpc) {
    this.sender = sender;
    this.frame = frame;
    this.#ipcMain = ipcMain;
  }

  /** Brings what the main process sent. */
  receive(channel: string, args: unknown[]): void {
    const copy = structuredClone(args);
    setImmediate(() => this.#ipcRenderer.emit(channel, new PreventableEvent(), ...copy));
  }

  /** Runs the built preload as the sandbox does: one script, whose `require` knows Electron and next to nothing else. */
  runPreload(file: string): void {
    const require = (name: string): unknown => {
      if (name === 'electron')
        return { contextBridge: this.#contextBridge(), ipcRenderer: this.#renderer(), webUtils: this.#webUtils() };
      if (SANDBOX_MODULES.includes(name)) return process.getBuiltinModule(name);
      throw new Error(`module not found: ${name}`);
    };
    const script = `(function (require, module, exports, window) {${readFileSync(file, 'utf8')}\n})`;
    const exports = {};
    (runInThisContext(script, { filename: file }) as (...args: unknown[]) => void)(
      require,
      { exports },
      exports,
      this.window,
    );
  }

  #event(ports: MainPort[] = []): IpcEvent {
    return { sender: this.sender, senderFrame: this.frame, ports };
  }

  #contextBridge() {
    return {
      exposeInMainWorld: (key, api) => {
        if (key in this.window) throw new Error(`Cannot bind an API on top of an existing property: ${key}`);
        Object.defineProperty(this.window, key, { value: cross(api) });
      },
    } satisfies Pick<ContextBridge, 'exposeInMainWorld'>;
  }

  #webUtils() {
    return { getPathForFile: (file) => this.dropped.get(file) ?? '' } satisfies WebUtils;
  }

  #renderer() {
    const emitter = this.#ipcRenderer;
    return {
      on: emitter.on.bind(emitter),
      off: emitter.off.bind(emitter),
      ...({
        send: (channel, ...args) => {
          const copy = structuredClone(args);
          setImmediate(() => this.#ipcMain.emit(channel, this.#event(), ...copy));
        },
        postMessage: (channel, message, transfer = []) => {
          const copy = structuredClone({ message, transfer }, { transfer: transfer as never });
          const ports = (copy.transfer as unknown as NodePort[]).map((port) => new MainPort(port));
          setImmediate(() => this.#ipcMain.emit(channel, this.#event(ports), copy.message));
        },
        invoke: async (channel, ...args) => {
          const copy = structuredClone(args);
          const handler = this.#ipcMain.handlers.get(channel);
          if (!handler) throw new Error(`No handler registered for '${channel}'`);
          try {
            return structuredClone(await handler(this.#event(), ...copy));
          } catch (error) {
            throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
          }
        },
      } satisfies Pick<IpcRenderer, 'send' | 'postMessage' | 'invoke'>),
    };
  }
}
