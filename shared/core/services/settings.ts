import { join } from 'node:path';
import { type Settings, settingsSchema } from '../../contract/settings.ts';
import { ProfileFile } from '../profile-file.ts';
import type { ServiceOf } from '../router.ts';
import type { Context } from './context.ts';

/** Settings of this user on this machine. */
export class SettingsFile {
  readonly #file: ProfileFile<Settings>;
  value: Settings;

  constructor(profile: string) {
    this.#file = new ProfileFile(join(profile, 'settings.json'), settingsSchema, settingsSchema.parse({}));
    this.value = this.#file.read();
  }

  /** Writes the changed keys over what another window may have written meanwhile. */
  change(patch: { [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const current = this.#file.read();
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    this.value = { ...current, ...given, screens: { ...current.screens, ...patch.screens } };
    this.#file.write(this.value);
    return this.value;
  }
}

export const settingsService = (context: Context, sqlite: string): ServiceOf<'settings'> => ({
  get: () => context.settings.value,
  set: (patch) => context.settingsChanged(context.settings.change(patch)),
  about: () => ({ version: context.options.version, node: process.versions.node, sqlite, host: context.options.host }),
});
