import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type {} from '../api/access.ts';
import { useApi } from '../api/context.ts';
import { formatBytes } from '../i18n/format.ts';
import { menuCommand, useCommands } from './commands.ts';
import { notice } from './notices.tsx';
import { useSwitchLibrary } from './use-switch-library.ts';

/** Makes a checked copy and says so. */
export const useBackup = () => {
  const { api, q } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.library.backup({}),
    onSuccess: ({ name, bytes }) => {
      void client.invalidateQueries({ queryKey: q.library.backups.key() });
      notice(i18next.t('app:library.backedUp', { name, size: formatBytes(bytes) }));
    },
  });
};

/** Making, opening, closing and copying libraries, from anywhere. */
export const useLibraryCommands = (): void => {
  const { q } = useApi();
  const { open, openFile, close } = useSwitchLibrary();
  const { known, open: current } = useQuery(q.library.status.queryOptions()).data ?? { known: [], open: null };
  const backup = useBackup();
  useCommands([
    // Both new and known libraries are chosen on the start screen.
    { ...menuCommand('library.create'), title: 'app:commands.newLibrary', group: 'library', run: () => close.mutate() },
    {
      ...menuCommand('library.open'),
      title: 'app:commands.openLibrary',
      group: 'library',
      run: () => openFile.mutate(),
    },
    { ...menuCommand('library.backup'), title: 'app:commands.backup', group: 'library', run: () => backup.mutate() },
    ...known
      .filter((library) => !library.missing && library.name !== current?.name)
      .map((library) => ({
        id: `library.open.${library.key}`,
        title: 'app:commands.switchLibrary',
        params: { name: library.name },
        group: 'library' as const,
        run: () => open.mutate(library.key),
      })),
    { id: 'library.close', title: 'app:commands.closeLibrary', group: 'library', run: () => close.mutate() },
  ]);
};
