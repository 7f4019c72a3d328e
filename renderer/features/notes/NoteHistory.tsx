import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { proseSchema, proseText } from '#shared/model/prose.ts';
import type { HistoryEntry } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import { WordDifference } from '../../ui/WordDifference.tsx';
import classes from './Notes.module.css';

const textOf = (value: unknown): string => {
  const prose = proseSchema.safeParse(value);
  if (prose.success) return proseText(prose.data);
  if (Array.isArray(value)) return value.map((entry) => (typeof entry === 'string' ? entry : '')).join(', ');
  return typeof value === 'string' ? value : '';
};

const Entry = ({ entry }: { readonly entry: HistoryEntry }) => {
  const { t } = useTranslation();
  const changes = entry.op === 'edit' ? entry.changes.filter(({ field }) => field !== 'links') : [];
  return (
    <li className={classes.entry}>
      <p title={formatTime(entry.at)}>
        {[formatTimeShort(entry.at), entry.author, entry.op !== 'edit' && t(`notes:ops.${entry.op}`)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {changes.map(({ field, before, after }) => (
        <p className={classes.change} dir="auto" key={field}>
          <WordDifference after={textOf(after)} before={textOf(before)} short />
        </p>
      ))}
      {entry.reason && <p className={classes.change}>{entry.reason}</p>}
    </li>
  );
};

/** Who changed which words of the note when; newest first. */
export const NoteHistory = ({ id }: { readonly id: string }) => {
  const { q } = useApi();
  const entries = useQuery(q.notes.history.queryOptions({ input: { id } })).data ?? [];
  return (
    <ol className={classes.links}>
      {[...entries]
        .sort((a, b) => b.at - a.at || b.seq - a.seq)
        .map((entry) => (
          <Entry entry={entry} key={`${entry.replica}-${entry.seq}`} />
        ))}
    </ol>
  );
};
