import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { beforeAll } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { apiAccess } from '../../../renderer/api/access.ts';
import { ApiContext } from '../../../renderer/api/context.ts';
import { createQueryClient } from '../../../renderer/api/query-client.ts';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { theme } from '../../../renderer/theme/theme.ts';

type Loose = Record<string, Record<string, (input: never) => Promise<unknown>>>;

const SETTINGS: Settings = {
  author: '',
  theme: 'light',
  density: 'normal',
  language: 'en',
  page: 'A4',
  screens: {},
};

/** An Api of which only the given procedures answer; settings are held in memory. */
export const fakeApi = (procedures: Loose = {}): Api => {
  let settings = SETTINGS;
  const known: Loose = {
    settings: {
      get: () => Promise.resolve(settings),
      set: (patch: Partial<Settings>) => {
        settings = { ...settings, ...patch, screens: { ...settings.screens, ...patch.screens } };
        return Promise.resolve(settings);
      },
    },
    ...procedures,
  };
  const feature = (name: string) =>
    new Proxy(
      {},
      {
        get: (_target, procedure) => {
          if (typeof procedure !== 'string' || procedure === 'then') return undefined;
          return known[name]?.[procedure] ?? (() => Promise.reject(new Error(`${name}.${procedure} is not faked`)));
        },
      },
    );
  return new Proxy({}, { get: (_target, name) => (typeof name === 'string' ? feature(name) : undefined) }) as Api;
};

interface WindowProps {
  readonly api: Api;
  readonly children?: ReactNode;
}

const Window = ({ api, children }: WindowProps) => {
  const [client] = useState(() => createQueryClient(() => undefined));
  const [access] = useState(() => apiAccess(api));
  return (
    <QueryClientProvider client={client}>
      <ApiContext value={access}>
        <MantineProvider theme={theme} env="test">
          <section id="overlays" />
          {children}
        </MantineProvider>
      </ApiContext>
    </QueryClientProvider>
  );
};

/** Shows a part of the window on top of an Api; `change` puts another in its place. */
export const show = (part: ReactNode, api: Api = fakeApi()) => {
  const { rerender } = render(<Window api={api}>{part}</Window>);
  return { change: (next: ReactNode) => rerender(<Window api={api}>{next}</Window>) };
};

/** Gives every element a size, which the test's DOM does not lay out, and starts the screen texts. */
export const prepareWindow = (size = { width: 1200, height: 600 }): void => {
  beforeAll(async () => {
    Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => size.width });
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => size.height });
    // Fields that grow with their text ask when the fonts are there; the test's DOM has none.
    Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
    await startI18n('en');
  });
};
