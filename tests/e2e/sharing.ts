import type { Locator, Page } from '@playwright/test';
import type { App } from './app.ts';
import { go } from './steps.ts';
import { usesElectron } from './which.ts';

/** Goes to a part of the exchange by its tab, whatever count stands behind its name. */
export const showPart = async (page: Page, name: string): Promise<void> => {
  await go(page, 'Exchange');
  await page.getByRole('tab', { name: new RegExp(`^${name}(\\d|$)`) }).click();
};

/** Chooses the shared folder as this host lets a user: by a dialog, or by its path. */
export const chooseFolder = async (app: App, path: string): Promise<void> => {
  const { page } = app;
  await showPart(page, 'Colleagues');
  const choose = page.getByRole('button', { name: 'Choose a folder' });
  if (usesElectron()) return app.choose(() => choose.click(), [path]);
  await choose.click();
  await page.getByRole('textbox', { name: 'Path of the folder' }).fill(path);
  await page.getByRole('button', { name: 'Use this folder' }).click();
};

/** Names for whom a pack is, and leaves the field, whose list of names would cover what follows. */
export const shareFor = async (page: Page, name: string): Promise<void> => {
  await showPart(page, 'Share');
  const field = page.getByRole('combobox', { name: 'For', exact: true });
  await field.fill(name);
  await field.press('Tab');
};

/** Remembers the public key of a colleague who has none so far. */
export const rememberKey = async (page: Page, name: string, key: string): Promise<Locator> => {
  await showPart(page, 'Colleagues');
  await page.getByRole('button', { name: 'Remember a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name);
  await dialog.getByRole('textbox', { name: 'Public key' }).fill(key);
  await dialog.getByRole('button', { name: 'Remember the key' }).click();
  return dialog;
};
