import { Button } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConflictDetail, ConflictField } from '#shared/contract/exchange.ts';
import { useCommands } from '../../app/commands.ts';
import { formatTimeShort } from '../../i18n/format.ts';
import { Keys } from '../../ui/Keys.tsx';
import classes from './Conflicts.module.css';
import { fieldLabel } from './fields.ts';
import { useWriter } from './ValueCard.tsx';

interface RetiredQuestionProps {
  readonly detail: ConflictDetail;
  readonly field: ConflictField;
  /** Takes the keys 1 and 2. */
  readonly keyed: boolean;
  readonly readOnly: boolean;
  readonly busy: boolean;
  readonly onAnswer: (retired: boolean) => void;
}

/** Somebody retired what somebody else went on editing: keep it, or retire it after all (M10). */
export const RetiredQuestion = ({ detail, field, keyed, readOnly, busy, onAnswer }: RetiredQuestionProps) => {
  const { t } = useTranslation();
  const writer = useWriter();
  const deletion = field.values.find(({ value }) => value === true);
  const edit = field.values.find(({ value }) => value === false);
  const usable = keyed && !readOnly;
  useCommands([
    {
      id: 'conflict.take1',
      title: 'conflicts:retired.keep',
      group: 'here',
      keys: '1',
      enabled: () => usable && !busy,
      run: () => onAnswer(false),
    },
    {
      id: 'conflict.take2',
      title: 'conflicts:retired.retire',
      group: 'here',
      keys: '2',
      enabled: () => usable && !busy,
      run: () => onAnswer(true),
    },
  ]);
  const wrote = (edit?.wrote ?? []).filter((name) => name !== 'retired');
  return (
    <div className={classes.question}>
      <IconArchive aria-hidden className={classes.questionIcon} size={18} />
      <div>
        {deletion && (
          <p>{t('conflicts:retired.by', { who: writer(deletion.author), when: formatTimeShort(deletion.at) })}</p>
        )}
        {deletion?.reason && <p className={classes.reason}>{t('history:reason', { reason: deletion.reason })}</p>}
        {edit && (
          <p>
            {t(wrote.length > 0 ? 'conflicts:retired.edited' : 'conflicts:retired.kept', {
              who: writer(edit.author),
              when: formatTimeShort(edit.at),
              fields: wrote.map((name) => fieldLabel(t, detail.kind, name)).join(', '),
            })}
          </p>
        )}
        <p className={classes.meanwhile}>{t('conflicts:retired.meanwhile')}</p>
        {!readOnly && (
          <div className={classes.ways}>
            <Button
              disabled={busy}
              onClick={() => onAnswer(false)}
              rightSection={keyed && <Keys keys="1" />}
              variant="filled"
            >
              {t('conflicts:retired.keep')}
            </Button>
            <Button disabled={busy} onClick={() => onAnswer(true)} rightSection={keyed && <Keys keys="2" />}>
              {t('conflicts:retired.retire')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
};
