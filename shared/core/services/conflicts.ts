import type { ConflictItem } from '../../contract/exchange.ts';
import { type Change, dotName } from '../../model/change.ts';
import { fieldName } from '../../model/field-names.ts';
import { compareMarkings, highestMarking } from '../../model/marking.ts';
import { type Link, markingSchema, type RecordKind } from '../../model/records.ts';
import { titleOf } from '../merge/title.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import type { Readable, Row } from '../store/handle.ts';
import { changesOf, changesOfMany } from '../store/history.ts';
import { needRecord } from '../store/records.ts';
import { FIELD_SCHEMAS } from '../store/tables/index.ts';
import type { Write } from '../store/write.ts';
import { conflictDetail, openFields, writtenValue } from './conflict-detail.ts';
import type { Context } from './context.ts';
import { timedPage } from './paging.ts';

/** A record with a conflict. */
interface Listed extends Link {
  /** When the newest of what is in conflict was written. */
  readonly at: number;
}

const LISTED = `SELECT s.record, min(c.kind) AS kind, max(c.clock_ms) AS at
  FROM siblings s JOIN changes c ON c.dot = s.dot`;

const listedOf = (row: Row): Listed => ({
  id: row.record as string,
  kind: row.kind as RecordKind,
  at: row.at as number,
});

const listed = (kind: RecordKind | undefined, author: string | undefined) => {
  const conditions = [...(kind ? ['c.kind = ?'] : []), ...(author === undefined ? [] : ['a.name = ?'])];
  const where =
    conditions.length === 0
      ? ''
      : `WHERE s.record IN (SELECT s.record FROM siblings s
    JOIN changes c ON c.dot = s.dot JOIN authors a ON a.n = c.author WHERE ${conditions.join(' AND ')})`;
  return {
    sql: `${LISTED} ${where} GROUP BY s.record`,
    values: [...(kind ? [kind] : []), ...(author === undefined ? [] : [author])],
  };
};

const itemsOf = (db: Readable, records: readonly Listed[]): ConflictItem[] => {
  const changes = changesOfMany(db, records);
  return records.map(({ id, kind, at }) => {
    const open = openFields(kind, changes.get(id) ?? []);
    const authors = new Set(open.flatMap(({ rivals }) => rivals.map(({ author }) => author)));
    return {
      ...{ kind, id, at },
      title: titleOf(kind, needRecord(db, kind, id)),
      fields: open.map(({ field }) => field),
      authors: [...authors].sort(),
    };
  });
};

const checked = (kind: RecordKind, field: string, value: unknown): unknown => {
  const schema = (
    FIELD_SCHEMAS[kind].shape as Record<
      string,
      { safeParse(value: unknown): { success: boolean; data?: unknown; error?: { issues: { message: string }[] } } }
    >
  )[field];
  const result = schema?.safeParse(value);
  if (result?.success) return result.data;
  const name = fieldName(kind, field);
  const why = result?.error?.issues[0]?.message ?? `A ${kind} has no such field; list the conflicts.`;
  throw new Refusal('INVALID', 'input-invalid', `${name}: ${why}`, { field });
};

const settle = (write: Write, kind: RecordKind, id: string, field: string, value: unknown): void => {
  if (field === 'retired') write.apply(kind, id, value ? 'retire' : 'restore', { retired: Boolean(value) });
  else write.apply(kind, id, 'edit', { [field]: value });
};

type By = Parameters<ServiceOf<'conflicts'>['resolveMany']>[0]['by'];

/** The change that a rule chooses among rivals, the displayed one first. */
const chosen = (rivaling: readonly Change[], by: By): Change | undefined =>
  by === 'newest' ? rivaling[0] : rivaling.find(({ author }) => author === by.author);

/** Whether a value sets a marking below another one in conflict. */
const lowers = (field: string, value: unknown, rivaling: readonly Change[]): boolean => {
  if (field !== 'marking') return false;
  const markings = rivaling.flatMap(({ fields }) => markingSchema.safeParse(fields.marking).data ?? []);
  const taken = markingSchema.safeParse(value);
  return taken.success && compareMarkings(taken.data, highestMarking(markings)) < 0;
};

/** A downgrade needs a reason and a name (TLP practice); the history keeps both. */
const needReason = (lowered: number, reason: string): void => {
  if (lowered === 0 || reason.trim() !== '') return;
  const what = lowered === 1 ? 'a marking' : `${lowered} markings`;
  throw new Refusal(
    'INVALID',
    'reason-needed',
    `This sets ${what} lower than another version says; say why, with --reason on the command line.`,
    { lowered },
  );
};

/** The inbox of conflicts: fields of which more than one value survives, until somebody decides (M7, M10). */
export const conflictsService = (context: Context): ServiceOf<'conflicts'> => ({
  list: ({ kind, author, offset, limit }) =>
    timedPage(() => {
      const { sql, values } = listed(kind, author);
      const total = context.read.count(`SELECT count(*) FROM (${sql})`, ...values);
      const rows = context.read.all(`${sql} ORDER BY at DESC, s.record LIMIT ? OFFSET ?`, ...values, limit, offset);
      return { total, items: itemsOf(context.read, rows.map(listedOf)) };
    }),
  overview: () => ({
    fields: context.read
      .all(
        `SELECT c.kind, s.field, count(DISTINCT s.record) AS count FROM siblings s JOIN changes c ON c.dot = s.dot
          GROUP BY c.kind, s.field ORDER BY c.kind, s.field`,
      )
      .map((row) => ({ kind: row.kind as RecordKind, field: row.field as string, count: row.count as number })),
    authors: context.read
      .all(
        `SELECT author, count(*) AS count FROM (SELECT DISTINCT a.name AS author, s.record, s.field
          FROM siblings s JOIN changes c ON c.dot = s.dot JOIN authors a ON a.n = c.author)
          GROUP BY author ORDER BY count DESC, author`,
      )
      .map((row) => ({ author: row.author as string, count: row.count as number })),
  }),
  get: ({ kind, id }) => conflictDetail(context.read, id, kind),
  resolve: async ({ kind, id, field, use, reason }) => {
    const subject = titleOf(kind, needRecord(context.read, kind, id));
    return context.write({ title: 'conflict.resolve', subject, reason }, (write) => {
      const rivaling = openFields(kind, changesOf(write.db, id)).find((open) => open.field === field)?.rivals;
      if (!rivaling)
        throw new Refusal(
          'CHANGED',
          'conflict-settled',
          'That conflict was settled already; look at the record again.',
        );
      const chosenValue = (): unknown => {
        if ('value' in use) return field === 'retired' ? use.value : checked(kind, field, use.value);
        const change = rivaling.find((rival) => dotName(rival) === use.dot);
        if (change) return writtenValue(kind, change, field);
        throw new Refusal('NOT_FOUND', 'value-missing', 'That value is not among those in conflict; look again.');
      };
      const value = chosenValue();
      needReason(lowers(field, value, rivaling) ? 1 : 0, reason);
      settle(write, kind, id, field, value);
      return { left: openFields(kind, changesOf(write.db, id)).length };
    });
  },
  resolveMany: async ({ by, fields, kind, ids, reason, dryRun }) => {
    const subject = by === 'newest' ? 'newest' : by.author;
    const { sql, values } = listed(kind, by === 'newest' ? undefined : by.author);
    const only = ids && new Set(ids);
    const records = context.read
      .all(sql, ...values)
      .map(listedOf)
      .filter(({ id }) => !only || only.has(id));
    let [resolved, lowered] = [0, 0];
    const each = (db: Readable, use: (kind: RecordKind, id: string, field: string, change: Change) => void): void => {
      const changes = changesOfMany(db, records);
      for (const { id, kind: of } of records)
        for (const { field, rivals } of openFields(of, changes.get(id) ?? [])) {
          if (fields.length > 0 && !fields.includes(field)) continue;
          const change = chosen(rivals, by);
          if (!change) continue;
          resolved++;
          if (lowers(field, change.fields.marking, rivals)) lowered++;
          use(of, id, field, change);
        }
    };
    if (dryRun) each(context.read, () => {});
    else
      await context.write({ title: 'conflict.resolveMany', subject, reason }, (write) => {
        each(write.db, (of, id, field, change) => settle(write, of, id, field, writtenValue(of, change, field)));
        needReason(lowered, reason);
      });
    const open = context.read.count('SELECT count(*) FROM (SELECT DISTINCT record, field FROM siblings)');
    return { resolved, left: dryRun ? open - resolved : open, lowered };
  },
});
