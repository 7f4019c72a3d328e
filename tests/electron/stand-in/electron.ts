import { type ForkOptions, fork } from 'node:child_process';
import type {
  BrowserWindowConstructorOptions,
  CustomScheme,
  Dialog,
  Menu as ElectronMenu,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  OpenDialogOptions,
  Protocol,
  SaveDialogOptions,
  Shell,
} from 'electron';
import { AppStandIn } from './app.ts';
import { MainIpc } from './page.ts';
import { SessionStandIn } from './session.ts';
import { WindowStandIn } from './window.ts';

export interface StandInOptions {
  /** The app's folder. */
  readonly folder: string;
  /** False plays a second start of the app. */
  readonly firstInstance?: boolean;
}

/** A utility process: another Node, whose parent copies messages to and fro as Electron does. */
const forkUtility = (path: string, args: string[], { execArgv, env }: ForkOptions) => {
  const child = fork(path, args, {
    execArgv: [...(execArgv ?? [])],
    env: env ?? {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return Object.assign(child, { postMessage: (message: object) => void child.send(message) });
};

const windowClass = (world: StandIn) =>
  class extends WindowStandIn {
    constructor(options: BrowserWindowConstructorOptions) {
      super(world, options);
    }
  };

/** What the user does in the next dialog of the kind, and what the dialogs were asked to show. */
class DialogStandIn {
  readonly shown: { kind: string; options: unknown }[] = [];
  openAnswer: string[] = [];
  saveAnswer = '';
  messageAnswer = 0;

  async showOpenDialog(_window: unknown, options: OpenDialogOptions) {
    this.shown.push({ kind: 'open', options });
    return { canceled: this.openAnswer.length === 0, filePaths: this.openAnswer };
  }
  async showSaveDialog(_window: unknown, options: SaveDialogOptions) {
    this.shown.push({ kind: 'save', options });
    return { canceled: this.saveAnswer === '', filePath: this.saveAnswer };
  }
  async showMessageBox(_window: unknown, options: MessageBoxOptions) {
    this.shown.push({ kind: 'message', options });
    return { response: this.messageAnswer, checkboxChecked: false };
  }
  showErrorBox(title: string, content: string): void {
    this.shown.push({ kind: 'error', options: { title, content } });
  }
}
({}) as DialogStandIn satisfies Pick<Dialog, 'showErrorBox'>;

/**
 * A stand-in for the `electron` module, on which the built main process and preload run in plain Node. It keeps to
 * Electron's order of events and to its boundaries: whatever crosses between page and main process is copied or
 * transferred, as there.
 */
export class StandIn {
  readonly windows: WindowStandIn[] = [];
  readonly ipcMain = new MainIpc();
  readonly session = new SessionStandIn();
  readonly dialog = new DialogStandIn();
  readonly app: AppStandIn;
  readonly schemes: CustomScheme[] = [];
  readonly opened: string[] = [];
  readonly revealed: string[] = [];
  menu: MenuItemConstructorOptions[] = [];
  readonly #handlers = new Map<string, (request: Request) => Response | Promise<Response>>();

  constructor({ folder, firstInstance = true }: StandInOptions) {
    this.app = new AppStandIn(folder, firstInstance, this.windows);
  }

  /** Asks the handler of the address's scheme, as the page does for each of its files. */
  async request(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) throw new Error(`ERR_UNKNOWN_URL_SCHEME for '${url}'`);
    return handler(new Request(url, init));
  }

  /** The items of the menu, all levels in one list. */
  menuItems(items = this.menu): MenuItemConstructorOptions[] {
    return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? this.menuItems(item.submenu) : [])]);
  }

  /** The exports of the module. */
  exports() {
    const protocol = {
      registerSchemesAsPrivileged: (schemes) => {
        if (this.app.ready)
          throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
        this.schemes.push(...schemes);
      },
      handle: (scheme, handler) => {
        if (!this.app.ready) throw new Error('protocol can only be used when app is ready');
        this.#handlers.set(scheme, handler);
      },
    } satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
    const shell = {
      openExternal: async (url) => {
        this.opened.push(url);
      },
      showItemInFolder: (path) => {
        this.revealed.push(path);
      },
    } satisfies Pick<Shell, 'openExternal' | 'showItemInFolder'>;
    const menu = {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template as unknown as ElectronMenu,
      setApplicationMenu: (built: ElectronMenu | null) => {
        this.menu = built as unknown as MenuItemConstructorOptions[];
      },
    } satisfies Pick<typeof ElectronMenu, 'buildFromTemplate' | 'setApplicationMenu'>;
    return {
      app: this.app,
      BrowserWindow: windowClass(this),
      dialog: this.dialog,
      ipcMain: this.ipcMain,
      Menu: menu,
      nativeTheme: { shouldUseDarkColors: false },
      protocol,
      session: { defaultSession: this.session },
      shell,
      utilityProcess: { fork: forkUtility },
    };
  }
}
