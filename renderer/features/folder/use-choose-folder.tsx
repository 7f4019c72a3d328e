import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickedFile } from '#shared/contract/bridge.ts';
import { useApi } from '../../api/context.ts';
import { hasFolderDialog, pickFiles } from '../../api/platform.ts';
import { notice } from '../../app/notices.tsx';
import { NameFolder } from './NameFolder.tsx';

interface ChooseFolder {
  readonly choose: () => void;
  readonly choosing: boolean;
  /** Stops sharing through the folder. */
  readonly leave: () => void;
  /** The box that asks for a path, where it is needed. */
  readonly box: ReactNode;
}

/** Chooses the shared folder: by the system's dialog, or by its path where there is none. */
export const useChooseFolder = (): ChooseFolder => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const [naming, setNaming] = useState(false);
  const fresh = (): Promise<void> => client.invalidateQueries({ queryKey: q.folder.key() });
  const use = async ({ file }: PickedFile): Promise<void> => {
    const { name } = await api.folder.set({ file });
    await fresh();
    notice(t('folder:set', { name }));
  };
  const pick = useMutation({
    mutationFn: async () => {
      const [folder] = await pickFiles(api, 'folder');
      if (folder) await use(folder);
    },
  });
  const leave = useMutation({
    mutationFn: () => api.folder.unset(),
    onSuccess: async () => {
      await fresh();
      notice(t('folder:left'));
    },
  });
  return {
    choose: () => (hasFolderDialog() ? pick.mutate() : setNaming(true)),
    choosing: pick.isPending,
    leave: () => leave.mutate(),
    box: naming && <NameFolder onClose={() => setNaming(false)} onNamed={use} />,
  };
};
