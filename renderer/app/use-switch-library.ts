import { useMutation, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type {} from '../api/access.ts';
import { useApi } from '../api/context.ts';
import { pickFiles } from '../api/platform.ts';
import { notice } from './notices.tsx';
import { resetPlace } from './place.ts';
import { clearSession } from './session.ts';
import { flushTexts } from './unsaved.ts';

/** Opening, making and closing libraries; afterwards nothing of the one before is left on the screen. */
export const useSwitchLibrary = () => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const opened = async (): Promise<void> => {
    resetPlace();
    clearSession();
    client.removeQueries({
      predicate: ({ queryKey: [path] }) => Array.isArray(path) && path[0] !== 'settings' && path[0] !== 'library',
    });
    await client.invalidateQueries({ queryKey: q.library.key() });
  };
  /** The screens stay as they are until they are gone: with no library open they could ask for nothing. */
  const closed = (): Promise<void> => client.invalidateQueries({ queryKey: q.library.status.key() });
  /** What was typed belongs to the library it was typed in: nothing is switched before it is written there. */
  const leave = async (act: () => Promise<unknown>, settle = opened): Promise<void> => {
    if (!(await flushTexts())) return notice(i18next.t('app:library.unsaved'));
    await act();
    await settle();
  };
  const open = useMutation({ mutationFn: (key: string) => leave(() => api.library.open({ key })) });
  const openFile = useMutation({
    mutationFn: async () => {
      const [picked] = await pickFiles(api, 'library');
      if (picked) await leave(() => api.library.open({ file: picked.file }));
    },
  });
  const create = useMutation({
    mutationFn: (input: { name: string; file?: string; sample?: boolean }) => leave(() => api.library.create(input)),
  });
  const close = useMutation({ mutationFn: () => leave(() => api.library.close(), closed) });
  return { open, openFile, create, close };
};
