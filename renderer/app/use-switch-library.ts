import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.ts';
import { pickFiles } from '../api/platform.ts';
import { resetPlace } from './place.ts';
import { clearSession } from './session.ts';

/** Opening, making and closing libraries; afterwards nothing of the one before is left on the screen. */
export const useSwitchLibrary = () => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const onSuccess = async (): Promise<void> => {
    resetPlace();
    clearSession();
    client.removeQueries({
      predicate: ({ queryKey: [path] }) => Array.isArray(path) && path[0] !== 'settings' && path[0] !== 'library',
    });
    await client.invalidateQueries({ queryKey: q.library.key() });
  };
  const open = useMutation({ mutationFn: (key: string) => api.library.open({ key }), onSuccess });
  const openFile = useMutation({
    mutationFn: async () => {
      const [picked] = await pickFiles(api, 'library');
      return picked ? api.library.open({ file: picked.file }) : null;
    },
    onSuccess: (opened) => (opened ? onSuccess() : undefined),
  });
  const create = useMutation({
    mutationFn: (input: { name: string; file?: string; sample?: boolean }) => api.library.create(input),
    onSuccess,
  });
  const close = useMutation({ mutationFn: () => api.library.close(), onSuccess });
  return { open, openFile, create, close };
};
