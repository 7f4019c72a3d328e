import { Menu, type MenuItemConstructorOptions } from 'electron';
import { MENU_COMMANDS, type MenuCommand } from '../../shared/contract/bridge.ts';
import { TEXTS } from './texts.ts';

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** `mod+shift+F` as Electron writes it. */
const accelerator = (keys: string): string =>
  keys
    .split('+')
    .map((key) => (key === 'mod' ? 'CmdOrCtrl' : key === 'shift' ? 'Shift' : key))
    .join('+');

/**
 * The application menu. Every item that is not the system's own sends its command to the window, which knows best what
 * it means there. The window binds the keys itself, as it must in a browser, so the menu only shows them; on a Mac the
 * menu takes a key that the window has left.
 */
export const buildMenu = (send: (command: MenuCommand) => void, mac: boolean, developing: boolean): Menu => {
  const item = (command: MenuCommand): MenuItemConstructorOptions => {
    const keys = MENU_COMMANDS[command];
    return {
      id: command,
      label: TEXTS.commands[command],
      ...(keys === null ? {} : { accelerator: accelerator(keys), registerAccelerator: false }),
      click: () => send(command),
    };
  };
  const file: MenuItemConstructorOptions[] = [
    item('fact.capture'),
    item('source.create'),
    item('note.create'),
    item('briefing.create'),
    SEPARATOR,
    item('library.create'),
    item('library.open'),
    item('library.backup'),
    SEPARATOR,
    item('facts.import'),
    item('briefing.export'),
    SEPARATOR,
    item('exchange.share'),
    item('exchange.receive'),
    ...(mac ? [] : [SEPARATOR, item('settings.open'), SEPARATOR, { role: 'quit' } as const]),
  ];
  const edit: MenuItemConstructorOptions[] = [
    item('edit.undo'),
    item('edit.redo'),
    SEPARATOR,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    SEPARATOR,
    item('list.filter'),
  ];
  const view: MenuItemConstructorOptions[] = [
    item('palette.open'),
    SEPARATOR,
    item('go.facts'),
    item('go.sources'),
    item('go.notes'),
    item('go.briefings'),
    item('go.exchange'),
    SEPARATOR,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(developing ? [SEPARATOR, { role: 'toggleDevTools' } as const] : []),
  ];
  const app: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      SEPARATOR,
      item('settings.open'),
      SEPARATOR,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      { role: 'quit' },
    ],
  };
  return Menu.buildFromTemplate([
    ...(mac ? [app] : []),
    { label: TEXTS.menus.file, submenu: file },
    { label: TEXTS.menus.edit, submenu: edit },
    { label: TEXTS.menus.view, submenu: view },
    { role: 'windowMenu', label: TEXTS.menus.window },
  ]);
};
