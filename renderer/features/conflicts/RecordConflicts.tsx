import { Button } from '@mantine/core';
import { IconArrowsSplit } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictDetail } from '#shared/contract/exchange.ts';
import type { RecordKind } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { useCommands } from '../../app/commands.ts';
import { openConflicts } from '../../app/open-conflicts.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import { fieldText } from '../history/field-text.ts';
import classes from './Conflicts.module.css';
import { fieldLabel } from './fields.ts';
import { useWriter } from './ValueCard.tsx';

const RecordContext = createContext<ConflictDetail | null>(null);

/** So much of a long value stands beside its field; the inbox has all of it. */
const SHOWN = 160;

const shortened = (words: string): string => (words.length > SHOWN ? `${words.slice(0, SHOWN).trimEnd()}…` : words);

interface RivalsProps {
  readonly field: string;
  /** Says which field it is, where that does not stand beside it. */
  readonly named?: boolean;
}

/** Beside a field in conflict: every value that survives, who wrote it, and the way to settle it. */
export const Rivals = ({ field, named = false }: RivalsProps) => {
  const { t } = useTranslation();
  const writer = useWriter();
  const detail = use(RecordContext);
  const found = detail?.fields.find((known) => known.field === field);
  if (!detail || !found) return null;
  const label = fieldLabel(t, detail.kind, field);
  return (
    <div className={classes.rivals}>
      {named && <span>{label}</span>}
      <ul>
        {found.values.map(({ dot, value, author, at, shown }) => (
          <li key={dot}>
            <span dir="auto">
              {shortened(fieldText(detail.kind, field, value, detail.names)) || t('conflicts:nothing')}
            </span>{' '}
            <small title={formatTime(at)}>
              {[writer(author), formatTimeShort(at), shown && t('conflicts:here.shown')].filter(Boolean).join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      <button
        aria-label={t('conflicts:here.settleField', { field: label })}
        className={classes.settle}
        onClick={() => openConflicts(detail.id)}
        type="button"
      >
        {t('conflicts:here.settle')}
      </button>
    </div>
  );
};

const Strip = ({ detail }: { readonly detail: ConflictDetail }) => {
  const { t } = useTranslation();
  const open = (): void => openConflicts(detail.id);
  useCommands([{ id: 'conflict.settle', title: 'conflicts:commands.open', group: 'here', run: open }]);
  const names = detail.fields.map(({ field }) => fieldLabel(t, detail.kind, field)).join(', ');
  return (
    <div className={classes.strip}>
      <IconArrowsSplit aria-hidden size={16} />
      <span>{t('conflicts:here.strip', { count: detail.fields.length, fields: names })}</span>
      <Button onClick={open}>{t('conflicts:here.settle')}</Button>
    </div>
  );
};

interface RecordConflictsProps {
  readonly kind: RecordKind;
  readonly id: string;
  readonly children: ReactNode;
}

/** The content of a record's own pane: says at its top what is in conflict, and lets each field show its values. */
export const RecordConflicts = ({ kind, id, children }: RecordConflictsProps) => {
  const { q } = useApi();
  // Most libraries have no conflicts; then there is nothing to ask for.
  const some = (useQuery(q.library.stats.queryOptions()).data?.conflicts ?? 0) > 0;
  const found = useQuery({ ...q.conflicts.get.queryOptions({ input: { kind, id } }), enabled: some }).data;
  const detail = some && found && found.fields.length > 0 ? found : null;
  return (
    <RecordContext value={detail}>
      {detail && <Strip detail={detail} />}
      {children}
    </RecordContext>
  );
};
