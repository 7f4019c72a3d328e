import { useQuery } from '@tanstack/react-query';
import { diffWords } from 'diff';
import { useTranslation } from 'react-i18next';
import { proseSchema, proseText } from '#shared/model/prose.ts';
import type { HistoryEntry } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import classes from './Notes.module.css';

const CONTEXT = 40;

const textOf = (value: unknown): string => {
  const prose = proseSchema.safeParse(value);
  if (prose.success) return proseText(prose.data);
  if (Array.isArray(value)) return value.map((entry) => (typeof entry === 'string' ? entry : '')).join(', ');
  return typeof value === 'string' ? value : '';
};

/** Words that stayed are shown only around those that changed. */
const shortened = (text: string, first: boolean, last: boolean): string => {
  if (text.length <= CONTEXT * 2) return text;
  const head = first ? '' : text.slice(0, CONTEXT);
  const tail = last ? '' : text.slice(-CONTEXT);
  return `${head} … ${tail}`;
};

const Difference = ({ before, after }: { readonly before: string; readonly after: string }) => {
  const parts = diffWords(before, after);
  return (
    <span className="bw-difference">
      {parts.map((part, index) => {
        const key = `${index} ${part.value.slice(0, 20)}`;
        if (part.added) return <ins key={key}>{part.value}</ins>;
        if (part.removed) return <del key={key}>{part.value}</del>;
        return <span key={key}>{shortened(part.value, index === 0, index === parts.length - 1)}</span>;
      })}
    </span>
  );
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
          <Difference after={textOf(after)} before={textOf(before)} />
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
