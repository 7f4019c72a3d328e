import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { useApi } from './context.ts';

type Json = Settings['screens'][string];

/** The settings that are one of a few values. */
export const SETTING_CHOICES = {
  theme: ['system', 'light', 'dark'],
  density: ['normal', 'compact'],
  page: ['A4', 'Letter'],
} as const;
export type SettingChoice = keyof typeof SETTING_CHOICES;

const FALLBACK: Settings = {
  author: '',
  theme: 'system',
  density: 'normal',
  language: 'en',
  page: 'A4',
  screens: {},
};

/** The settings as they are now; before they are read, those of a new profile. */
export const useSettings = (): Settings => {
  const { q } = useApi();
  return useQuery(q.settings.get.queryOptions()).data ?? FALLBACK;
};

/** Changes settings; shown at once, taken back with a notice when it fails. */
export const useSetSettings = () => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const key = q.settings.get.queryKey();
  return useMutation({
    mutationFn: (patch: Partial<Settings>) => api.settings.set(patch),
    onMutate: (patch) => {
      const before = client.getQueryData(key);
      if (before) client.setQueryData(key, { ...before, ...patch, screens: { ...before.screens, ...patch.screens } });
      return before;
    },
    onError: (_error, _patch, before) => client.setQueryData(key, before),
  });
};

const SAVE_MS = 400;

/**
 * State that a screen remembers across sessions under the key, such as pane widths. Changes show at once and are
 * written shortly after the last one; failing to remember a width is not worth a notice.
 */
export const useScreenMemory = <T extends Json>(key: string, initial: T): [T, (value: T) => void] => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const stored = useSettings().screens[key] as T | undefined;
  const [own, setOwn] = useState<T | undefined>();
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; write: () => void } | undefined>(undefined);

  const set = useCallback(
    (value: T) => {
      setOwn(value);
      if (waiting.current) clearTimeout(waiting.current.timer);
      const write = (): void => {
        waiting.current = undefined;
        api.settings
          .set({ screens: { [key]: value } })
          .then((settings) => client.setQueryData(q.settings.get.queryKey(), settings))
          .catch(() => undefined);
      };
      waiting.current = { timer: setTimeout(write, SAVE_MS), write };
    },
    [api, client, key, q],
  );
  useEffect(
    () => () => {
      if (!waiting.current) return;
      clearTimeout(waiting.current.timer);
      waiting.current.write();
    },
    [],
  );
  return [own ?? stored ?? initial, set];
};
