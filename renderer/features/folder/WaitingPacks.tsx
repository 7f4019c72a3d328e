import { Button } from '@mantine/core';
import { IconFileSearch, IconFolder, IconFolderOff, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FolderPack } from '#shared/contract/folder.ts';
import { useApi } from '../../api/context.ts';
import { useLibrary } from '../../app/library.ts';
import { goTo } from '../../app/place.ts';
import { type Shared, useSharedFolder } from '../../app/shared-folder.ts';
import { formatBytes, formatCount, formatTime, formatTimeShort } from '../../i18n/format.ts';
import classes from './Folder.module.css';

interface LineProps {
  readonly pack: FolderPack;
  readonly onLook: () => void;
  readonly onDismiss: (() => void) | undefined;
}

const Line = ({ pack, onLook, onDismiss }: LineProps) => {
  const { t } = useTranslation();
  const { name, bytes, at, mergedInPart } = pack;
  return (
    <tr>
      <th dir="auto" scope="row">
        {name}
        {mergedInPart && <small>{t('folder:mergedInPart')}</small>}
      </th>
      <td className={classes.number}>{formatBytes(bytes)}</td>
      <td title={formatTime(at)}>{formatTimeShort(at)}</td>
      <td className={classes.acts}>
        {onDismiss && (
          <Button
            aria-label={t('folder:dismissNamed', { name })}
            onClick={onDismiss}
            title={t('folder:dismissHelp')}
            variant="subtle"
          >
            {t('folder:dismiss')}
          </Button>
        )}
        <Button
          aria-label={t('folder:lookNamed', { name })}
          leftSection={<IconFileSearch size={14} />}
          onClick={onLook}
        >
          {t('folder:look')}
        </Button>
      </td>
    </tr>
  );
};

const sentenceOf = ({ folder, packs, arriving }: Shared): [key: string, count: number] => {
  if (!folder?.reachable) return ['folder:goneLong', 0];
  if (packs.length > 0) return ['folder:waiting', packs.length];
  return arriving > 0 ? ['folder:onlyArriving', arriving] : ['folder:nothing', 0];
};

interface WaitingPacksProps {
  readonly onLook: (pack: FolderPack) => void;
}

/** The packs of others that wait in the shared folder; without one, the way to set it up. */
export const WaitingPacks = ({ onLook }: WaitingPacksProps) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const { readOnly } = useLibrary();
  const client = useQueryClient();
  const shared = useSharedFolder();
  const { folder, packs, arriving, lookAgain } = shared;
  const dismiss = useMutation({
    mutationFn: ({ file }: FolderPack) => api.folder.dismiss({ file }),
    onSuccess: () => client.invalidateQueries({ queryKey: q.folder.key() }),
  });
  if (folder === undefined) return null;
  if (folder === null)
    return (
      <p className={classes.hint}>
        {t('folder:hint')}{' '}
        <Button onClick={() => goTo('exchange', 'colleagues')} variant="subtle">
          {t('folder:setUp')}
        </Button>
      </p>
    );
  const [sentence, count] = sentenceOf(shared);
  return (
    <section aria-label={t('folder:title')} className={classes.waiting}>
      <header data-gone={!folder.reachable || undefined}>
        {folder.reachable ? <IconFolder aria-hidden size={16} /> : <IconFolderOff aria-hidden size={16} />}
        <h2 dir="auto">{folder.name}</h2>
        <span role="status">
          {t(sentence, { count, number: formatCount(count), name: folder.name })}
          {packs.length > 0 &&
            arriving > 0 &&
            ` ${t('folder:arriving', { count: arriving, number: formatCount(arriving) })}`}
        </span>
        <Button leftSection={<IconRefresh size={14} />} onClick={lookAgain} variant="subtle">
          {t('folder:again')}
        </Button>
      </header>
      {packs.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('folder:columns.name')}</th>
              <th className={classes.number} scope="col">
                {t('folder:columns.size')}
              </th>
              <th scope="col">{t('folder:columns.at')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {packs.map((pack) => (
              <Line
                key={pack.name}
                onDismiss={readOnly ? undefined : () => dismiss.mutate(pack)}
                onLook={() => onLook(pack)}
                pack={pack}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
