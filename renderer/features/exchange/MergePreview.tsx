import { Button, Checkbox } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeEffect } from '#shared/contract/exchange.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { formatCount } from '../../i18n/format.ts';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { totalOf } from './effects.ts';
import { FileClaims } from './FileClaims.tsx';
import { ItemDetail } from './ItemDetail.tsx';
import { ItemTable } from './ItemTable.tsx';
import { MergeCounts } from './MergeCounts.tsx';
import classes from './Receive.module.css';
import type { Receive, Receiving } from './receive.ts';
import { useItems } from './use-items.ts';
import { Warnings } from './Warnings.tsx';

const focusIn = (box: HTMLElement | null): void => box?.querySelector<HTMLElement>('[role=grid]')?.focus();

interface MergePreviewProps {
  readonly now: Extract<Receiving, { step: 'ready' }>;
  readonly receive: Receive;
}

/** What merging a file would do, before it is done: counts, every record field by field, and the choice of each. */
export const MergePreview = ({ now, receive }: MergePreviewProps) => {
  const { t } = useTranslation();
  const { readOnly } = useLibrary();
  const { found, file } = now;
  const [effect, setEffect] = useState<MergeEffect | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const items = useItems(found.preview, effect, receive.left);
  const total = totalOf(found);
  const taken = total - receive.left.size;
  const keyChanged = found.inspection.signature?.state === 'changed';
  const [accepted, setAccepted] = useState(false);
  const merge = (): void => void receive.merge(accepted);
  const mergeable = taken > 0 && !readOnly && (accepted || !keyChanged);
  const number = formatCount(taken);
  const from = found.inspection.from || t('exchange:claims.nobody');
  const held = Object.values(found.inspection.records).reduce((sum, count) => sum + count, 0);
  useCommands([
    {
      id: 'exchange.merge',
      title: 'exchange:commands.merge',
      params: { count: taken, number },
      group: 'here',
      keys: 'mod+enter',
      enabled: () => mergeable,
      run: merge,
    },
    {
      id: 'exchange.takeAll',
      title: 'exchange:commands.takeAll',
      group: 'here',
      run: () => items.takeAll(true),
    },
    {
      id: 'exchange.takeNone',
      title: 'exchange:commands.takeNone',
      group: 'here',
      run: () => items.takeAll(false),
    },
  ]);
  const { known } = items.rows;
  // The question for a passphrase, or the wait before, is gone and has left the keyboard nowhere.
  useEffect(() => {
    if (known && document.activeElement === document.body) focusIn(list.current);
  }, [known]);
  return (
    <>
      <Toolbar
        end={
          <>
            <span className={classes.quiet}>{t('exchange:preview.nothingYet')}</span>
            <Button onClick={receive.close}>{t('exchange:preview.close')}</Button>
            <Button disabled={!mergeable} onClick={merge} variant="filled">
              {t('exchange:preview.merge', { count: taken, number })}
            </Button>
          </>
        }
        label={t('exchange:preview.label')}
      >
        <h2 className={classes.fileName} dir="auto" title={file.name}>
          {t('exchange:preview.title', { name: file.name })}
        </h2>
        <span className={classes.origin} dir="auto">
          {t('exchange:preview.origin', { from, count: held, number: formatCount(held) })}
        </span>
      </Toolbar>
      {keyChanged && (
        <Checkbox
          checked={accepted}
          className={classes.key ?? ''}
          label={t('exchange:signature.accept', { from })}
          onChange={(event) => setAccepted(event.currentTarget.checked)}
        />
      )}
      <Warnings found={found} problem={now.problem} readOnly={readOnly} nothing={total === 0} />
      <div className={classes.preview}>
        <ScrollRegion label={t('exchange:preview.about')} className={classes.about}>
          <MergeCounts effect={effect} found={found} onEffect={setEffect} />
          <FileClaims inspection={found.inspection} />
        </ScrollRegion>
        <div className={classes.records}>
          <ListDetail
            detail={
              openId && (
                <ItemDetail
                  id={openId}
                  onClose={() => {
                    setOpenId(null);
                    focusIn(list.current);
                  }}
                  preview={found.preview}
                  taken={!receive.left.has(openId)}
                />
              )
            }
            id="exchange"
            list={<ItemTable items={items} onOpen={setOpenId} openId={openId} />}
            listRef={list}
          />
        </div>
      </div>
    </>
  );
};
