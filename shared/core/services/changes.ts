import type { RecordKind } from '../../model/records.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import type { SqlValue } from '../store/handle.ts';
import { changedDetail, changedRecords, receiptsSince } from './changed.ts';
import type { Context } from './context.ts';
import { Looked, newestReceipt } from './looked.ts';
import { timedPage } from './paging.ts';
import { kindOf } from './record-words.ts';

/** SQL: every change that came in with the receipts that are looked at. */
const arrived = (all: boolean): string =>
  `FROM receipt_changes rc JOIN changes c ON c.dot = rc.dot WHERE rc.receipt IN (${receiptsSince(all)})`;

/** What others changed and merges brought in since one last looked. */
export const changesService = (context: Context): ServiceOf<'changes'> => {
  const looked = new Looked(context);
  const markFor = (all: boolean): number => (all ? 0 : looked.upTo.receipt);
  return {
    since: ({ author, kind, all, offset, limit }) =>
      timedPage(() => {
        const db = context.read;
        const mark = markFor(all);
        const conditions = ['', ...(kind ? ['c.kind = ?'] : []), ...(author === undefined ? [] : [BY_NAME])];
        const from = `${arrived(all)}${conditions.join(' AND ')}`;
        const values: SqlValue[] = [mark, ...(kind ? [kind] : []), ...(author === undefined ? [] : [author])];
        const rows = db.all(
          `SELECT c.record, c.kind, max(rc.receipt) AS receipt, max(c.clock_ms) AS at ${from}
            GROUP BY c.record ORDER BY receipt DESC, at DESC, c.record LIMIT ? OFFSET ?`,
          ...values,
          limit,
          offset,
        );
        const records = rows.map((row) => ({ kind: row.kind as RecordKind, id: row.record as string }));
        return {
          total: db.count(`SELECT count(DISTINCT c.record) ${from}`, ...values),
          items: changedRecords(db, records, mark, all),
        };
      }),
    overview: ({ all }) => {
      const db = context.read;
      const { receipt, at } = looked.upTo;
      const mark = markFor(all);
      const rows = db.all(
        `SELECT c.record, min(c.kind) AS kind, group_concat(DISTINCT c.author) AS authors ${arrived(all)}
          GROUP BY c.record`,
        mark,
      );
      const [authors, kinds] = [new Map<string, number>(), new Map<RecordKind, number>()];
      const add = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const row of rows) {
        add(kinds, row.kind as RecordKind);
        for (const n of String(row.authors).split(',')) add(authors, db.name('authors', Number(n)));
      }
      return {
        total: rows.length,
        authors: [...authors]
          .map(([author, count]) => ({ author, count }))
          .sort((a, b) => b.count - a.count || (a.author < b.author ? -1 : 1)),
        kinds: [...kinds].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count),
        mark: receipt,
        lookedAt: at,
        newest: newestReceipt(db),
      };
    },
    get: ({ id, all }) => {
      const found = changedDetail(context.read, kindOf(context.read, id), id, markFor(all), all);
      if (found) return found;
      throw new Refusal('NOT_FOUND', 'change-missing', 'Nothing of that record came in since you last looked.');
    },
    looked: ({ receipt }) => {
      const before = looked.upTo.receipt;
      const mark = receipt ?? newestReceipt(context.read);
      looked.set(mark);
      return { before, mark };
    },
  };
};

const BY_NAME = 'c.author = (SELECT n FROM authors WHERE name = ?)';
