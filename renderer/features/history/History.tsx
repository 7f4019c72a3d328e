import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, RecordKind } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import { fieldLabel } from './field-text.ts';
import classes from './History.module.css';
import { ShownValue } from './ShownValue.tsx';

const Entry = ({ kind, entry }: { kind: 'fact' | 'source'; entry: HistoryEntry }) => {
  const { t } = useTranslation();
  const author = entry.author && ` · ${entry.author}`;
  const changes = entry.op === 'edit' ? entry.changes : [];
  return (
    <li className={classes.entry}>
      <p className={classes.when} title={formatTime(entry.at)}>
        {formatTimeShort(entry.at)}
        {author}
        {entry.op !== 'edit' && ` · ${t(`history:op.${entry.op}`)}`}
      </p>
      {changes.map(({ field, before, after }) => (
        <p key={field} className={classes.change} dir="auto">
          <span>{fieldLabel(kind, field)}</span>{' '}
          <del>
            <ShownValue field={field} kind={kind} value={before} />
          </del>
          {' → '}
          <ins>
            <ShownValue field={field} kind={kind} value={after} />
          </ins>
        </p>
      ))}
      {entry.reason && <p className={classes.reason}>{t('history:reason', { reason: entry.reason })}</p>}
    </li>
  );
};

interface HistoryProps {
  readonly kind: Extract<RecordKind, 'fact' | 'source'>;
  readonly id: string;
}

/** Who changed what of a record when, with the values before and after; newest first. */
export const History = ({ kind, id }: HistoryProps) => {
  const { q } = useApi();
  const facts = useQuery({ ...q.facts.history.queryOptions({ input: { id } }), enabled: kind === 'fact' });
  const sources = useQuery({ ...q.sources.history.queryOptions({ input: { id } }), enabled: kind === 'source' });
  const entries = (kind === 'fact' ? facts : sources).data ?? [];
  return (
    <ol className={classes.list}>
      {[...entries]
        .sort((a, b) => b.at - a.at || b.seq - a.seq)
        .map((entry) => (
          <Entry key={`${entry.replica}-${entry.seq}`} kind={kind} entry={entry} />
        ))}
    </ol>
  );
};
