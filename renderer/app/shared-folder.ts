import { useQuery } from '@tanstack/react-query';
import type { FolderPack, SharedFolder } from '#shared/contract/folder.ts';
import { useApi } from '../api/context.ts';

export interface Shared {
  /** Undefined while it is not known, null when the library has none. */
  readonly folder: SharedFolder | null | undefined;
  /** Packs of others that wait there. */
  readonly packs: readonly FolderPack[];
  /** How many are still on their way. */
  readonly arriving: number;
  /** Asks again. */
  readonly lookAgain: () => void;
}

/** The shared folder of the open library, kept fresh by the change stream. */
export const useSharedFolder = (): Shared => {
  const { q } = useApi();
  const place = useQuery(q.folder.get.queryOptions());
  const folder = place.data;
  const list = useQuery({ ...q.folder.list.queryOptions(), enabled: folder?.reachable === true });
  const { packs = [], arriving = 0 } = (folder?.reachable && !list.isError && list.data) || {};
  return {
    folder,
    packs,
    arriving,
    lookAgain: () => {
      void place.refetch();
      if (folder?.reachable) void list.refetch();
    },
  };
};
