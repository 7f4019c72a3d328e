import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { PreventableEvent } from './events.ts';
import type { WindowStandIn } from './window.ts';

/** `app`: the same order of events on quitting as Electron's, and a record of what was asked of it. */
export class AppStandIn extends EventEmitter {
  readonly paths = new Map<string, string>();
  readonly switches = new Map<string, string>();
  readonly isPackaged = false;
  readonly commandLine = {
    appendSwitch: (name: string, value = ''): void => {
      this.switches.set(name, value);
    },
  };
  name = '';
  ready = false;
  quitting = false;
  /** Settles with the exit code when the process would end. */
  readonly exited: Promise<number>;
  #exit: (code: number) => void = () => undefined;
  readonly #folder: string;
  readonly #firstInstance: boolean;
  readonly #windows: WindowStandIn[];

  constructor(folder: string, firstInstance: boolean, windows: WindowStandIn[]) {
    super();
    this.#folder = folder;
    this.#firstInstance = firstInstance;
    this.#windows = windows;
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
  }

  getAppPath(): string {
    return this.#folder;
  }
  getVersion(): string {
    return '0.1.0';
  }
  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  isReady(): boolean {
    return this.ready;
  }
  async whenReady(): Promise<void> {
    await new Promise(setImmediate);
    this.ready = true;
  }
  requestSingleInstanceLock(): boolean {
    return this.#firstInstance;
  }
  exit(code = 0): void {
    this.#exit(code);
  }
  quit(): void {
    const before = new PreventableEvent();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.quitting = true;
    const all = [...this.#windows].map((window) => window.close());
    const last = new PreventableEvent();
    if (all.every(Boolean)) this.emit('will-quit', last);
    this.quitting = false;
    if (all.every(Boolean) && !last.defaultPrevented) this.exit(0);
  }
}
({}) as AppStandIn satisfies Pick<
  App,
  | 'getAppPath'
  | 'getVersion'
  | 'getName'
  | 'setName'
  | 'isReady'
  | 'whenReady'
  | 'requestSingleInstanceLock'
  | 'exit'
  | 'quit'
>;
