import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Settings, settingsSchema } from '../../contract/settings.ts';
import type { ServiceOf } from '../router.ts';
import type { Context } from './context.ts';

/** Settings of this user on this machine: one JSON file in the profile, replaced whole. */
export class SettingsFile {
  readonly #path: string;
  value: Settings;

  constructor(profile: string) {
    mkdirSync(profile, { recursive: true });
    this.#path = join(profile, 'settings.json');
    this.value = this.#read();
  }

  #read(): Settings {
    try {
      return settingsSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      // Missing or spoilt settings must never keep anybody from their library.
      return settingsSchema.parse({});
    }
  }

  /** Writes the changed keys over what another window may have written meanwhile. */
  change(patch: { [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const current = this.#read();
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    this.value = { ...current, ...given, screens: { ...current.screens, ...patch.screens } };
    const temporary = `${this.#path}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(this.value, null, 2));
    renameSync(temporary, this.#path);
    return this.value;
  }
}

export const settingsService = (context: Context, sqlite: string): ServiceOf<'settings'> => ({
  get: () => context.settings.value,
  set: (patch) => context.settingsChanged(context.settings.change(patch)),
  about: () => ({ version: context.options.version, node: process.versions.node, sqlite, host: context.options.host }),
});
