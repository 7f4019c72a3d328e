/**
 * All that the preload puts into Electron's window, as `window.briefwright`; absent in browser mode. It is plain types
 * and tables on purpose: the sandboxed preload must stay free of libraries.
 */

/** Commands that the application menu can send, each with the key the window binds it to (`mod` is Ctrl, or Cmd). */
export const MENU_COMMANDS = {
  'library.create': null,
  'library.open': 'mod+O',
  'library.backup': null,
  'facts.import': null,
  'exchange.share': null,
  'exchange.receive': null,
  'briefing.export': 'mod+E',
  'settings.open': 'mod+,',
  'edit.undo': 'mod+Z',
  'edit.redo': 'mod+shift+Z',
  'list.filter': 'mod+F',
  'palette.open': 'mod+K',
  'fact.capture': 'mod+shift+F',
  'source.create': null,
  'note.create': null,
  'briefing.create': null,
  'go.facts': 'mod+1',
  'go.sources': 'mod+2',
  'go.notes': 'mod+3',
  'go.briefings': 'mod+4',
  'go.exchange': 'mod+5',
} as const;
export type MenuCommand = keyof typeof MENU_COMMANDS;

/** Files the user can choose to be read, by their extensions. A folder has none. */
export const OPEN_KINDS = {
  library: ['bwlib'],
  facts: ['csv', 'jsonl'],
  template: ['json'],
  exchange: ['bwpack', 'bwlib', 'pdf'],
  folder: [],
} as const;
export type OpenKind = keyof typeof OPEN_KINDS;

/** Files the user can choose a place for. */
export const SAVE_KINDS = {
  library: ['bwlib'],
  pdf: ['pdf'],
  markdown: ['md'],
  json: ['json'],
  pack: ['bwpack'],
} as const;
export type SaveKind = keyof typeof SAVE_KINDS;

/** A file the user chose: an opaque token for the Api, and its bare name to show. */
export interface PickedFile {
  readonly file: string;
  readonly name: string;
}

/** `data` of the window's `message` event that brings the Api's port as `ports[0]`. */
export const PORT_MESSAGE = 'briefwright:port';

export interface Bridge {
  readonly host: 'electron';
  /**
   * Asks for a port to the Api. A port cannot cross as a return value: it arrives as a `message` event of the window
   * whose `source` is the window itself and whose `data` is `PORT_MESSAGE`. Listen first, then call. Each call gives a
   * fresh port.
   */
  readonly connect: () => void;
  readonly dialogs: {
    /** Files to read; empty when the user thought better of it. `multiple` is for facts only. */
    readonly open: (kind: OpenKind, multiple?: boolean) => Promise<readonly PickedFile[]>;
    /** A place to write to, as a token; null when the user thought better of it. */
    readonly save: (kind: SaveKind, suggestedName: string) => Promise<string | null>;
  };
  /** A file that was dropped onto the window, where it lies on the disk; null for one that lies nowhere. */
  readonly dropped: (file: File) => Promise<PickedFile | null>;
  /** Shows the file behind the token in the system's file manager; false when it is not there any more. */
  readonly reveal: (file: string) => Promise<boolean>;
  /** Opens an https address in the system's browser after the user has agreed; false when it was not opened. */
  readonly openExternal: (url: string) => Promise<boolean>;
  /** Calls the listener for every command chosen in the menu; the result ends that. */
  readonly onCommand: (listener: (command: MenuCommand) => void) => () => void;
  /**
   * Calls the listener before the window closes and waits for it, a few seconds at most, so that what was typed last is
   * written. The result ends that.
   */
  readonly onClosing: (listener: () => Promise<void>) => () => void;
}
