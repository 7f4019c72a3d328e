import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { MENU_COMMANDS, type MenuCommand } from '#shared/contract/bridge.ts';
import { connect, type Launched, launch, newHome, PROJECT } from './launch.ts';
import { startApp } from './stand-in/start-app.ts';

let app: Launched | undefined;
afterEach(async () => {
  await app?.end();
  app = undefined;
});

/** A library file, made by the app itself. */
const makeLibrary = async (from: Launched, name: string): Promise<string> => {
  const place = join(from.home, `${name}.bwlib`);
  from.electron.dialog.saveAnswer = place;
  const api = await connect(from.page);
  await api.library.create({ name, file: (await from.bridge.dialogs.save('library', name)) ?? '' });
  await api.library.close();
  return place;
};

/** What the user does with the menu. */
const choose = ({ electron }: Launched, command: MenuCommand): void => {
  const item = electron.menuItems().find((known) => known.id === command);
  if (item?.click) (item.click as () => void)();
};

test('the menu knows every command, each with its key, and sends it to the window', async () => {
  app = await launch();
  const heard: MenuCommand[] = [];
  const stop = app.bridge.onCommand((command) => heard.push(command));
  const commands = Object.keys(MENU_COMMANDS) as MenuCommand[];
  for (const command of commands) {
    const item = app.electron.menuItems().find((known) => known.id === command);
    expect(item, command).toBeDefined();
    const keys = MENU_COMMANDS[command];
    if (keys === null) expect(item?.accelerator, command).toBeUndefined();
    else expect(item?.accelerator?.toLowerCase(), command).toBe(keys.toLowerCase().replace('mod', 'cmdorctrl'));
    expect(item?.registerAccelerator ?? false, command).toBe(false);
    choose(app, command);
  }
  await expect.poll(() => heard).toEqual(commands);
  stop();
  choose(app, 'edit.undo');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heard).toHaveLength(commands.length);
});

test('no key stands in the menu twice', async () => {
  app = await launch();
  const keys = app.electron.menuItems().flatMap((item) => item.accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a second start ends at once and opens nothing', async () => {
  process.env.BRIEFWRIGHT_HOME = newHome();
  const second = await startApp({ folder: PROJECT, firstInstance: false });
  expect(await second.app.exited).toBe(0);
  expect(second.windows).toEqual([]);
  expect(existsSync(join(process.env.BRIEFWRIGHT_HOME, 'profile'))).toBe(false);
});

test('a second start focuses the window of the first and opens the library it was given', async () => {
  app = await launch();
  const place = await makeLibrary(app, 'Second');
  app.window.minimized = true;
  app.electron.app.emit('second-instance', {}, ['electron', '--some-flag', 'Second.bwlib'], app.home);
  expect(app.window.minimized).toBe(false);
  expect(app.window.focused).toBe(1);
  expect(app.electron.windows).toHaveLength(1);
  const api = await connect(app.page);
  await expect.poll(async () => (await api.library.status()).open?.name).toBe('Second');
  expect(existsSync(place)).toBe(true);
});

test('a file that the system gives is opened, and a bad one is told in a sentence', async () => {
  app = await launch();
  const place = await makeLibrary(app, 'Given');
  app.electron.app.emit('open-file', { preventDefault: () => undefined }, place);
  const api = await connect(app.page);
  await expect.poll(async () => (await api.library.status()).open?.name).toBe('Given');
  app.electron.app.emit('open-file', { preventDefault: () => undefined }, join(app.home, 'missing.bwlib'));
  await expect.poll(() => app?.electron.dialog.shown.at(-1)?.kind).toBe('error');
  expect(app.electron.dialog.shown.at(-1)?.options).toMatchObject({ content: expect.stringMatching(/^[^\n]+\.$/) });
  expect((await api.library.status()).open?.name).toBe('Given');
});

test('a library on the command line is open when the window is there', async () => {
  const first = await launch();
  const place = await makeLibrary(first, 'Argument');
  first.electron.app.quit();
  await first.electron.app.exited;
  app = await launch([PROJECT, place], first.home);
  const api = await connect(app.page);
  await expect.poll(async () => (await api.library.status()).open?.name).toBe('Argument');
});

test('closing the window lets the page write what was typed last, then ends the app and the core', async () => {
  const closing = await launch();
  const api = await connect(closing.page);
  await api.library.create({ name: 'Closing' });
  let written = '';
  closing.bridge.onClosing(async () => {
    written = (await api.facts.add({ statement: 'Typed in the last moment.' })).id;
  });
  expect(closing.window.close()).toBe(false);
  expect(await closing.electron.app.exited).toBe(0);
  expect(written).not.toBe('');
  expect(closing.electron.windows).toEqual([]);
  await expect(api.settings.about()).rejects.toThrow();

  app = await launch([], closing.home);
  const after = await connect(app.page);
  const { known } = await after.library.status();
  await after.library.open({ key: known.find(({ name }) => name === 'Closing')?.key ?? '' });
  expect((await after.facts.get({ id: written })).statement).toBe('Typed in the last moment.');
});

test('quitting closes the core, which leaves no journal beside the library', async () => {
  const quitting = await launch();
  const place = await makeLibrary(quitting, 'Quit');
  const api = await connect(quitting.page);
  quitting.electron.dialog.openAnswer = [place];
  const [picked] = await quitting.bridge.dialogs.open('library');
  await api.library.open({ file: picked?.file ?? '' });
  await api.facts.add({ statement: 'Written before the end.' });
  expect(existsSync(`${place}-wal`)).toBe(true);
  quitting.electron.app.quit();
  expect(await quitting.electron.app.exited).toBe(0);
  expect(existsSync(`${place}-wal`)).toBe(false);
});

test('a page that has crashed does not hold the end up', async () => {
  const crashed = await launch();
  crashed.window.webContents.crashed = true;
  expect(crashed.window.close()).toBe(true);
  expect(await crashed.electron.app.exited).toBe(0);
});
