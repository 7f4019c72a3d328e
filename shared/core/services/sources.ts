import type { SourceDetail } from '../../contract/sources.ts';
import { formatName, type Name, type SourceFields, sourceFields } from '../../model/source.ts';
import type { ServiceOf } from '../router.ts';
import { canonicalId, joinedWith, standing, unjoined } from '../store/aliases.ts';
import type { Readable, Row } from '../store/handle.ts';
import { historyOf } from '../store/history.ts';
import { needRecord } from '../store/records.ts';
import { readRevision } from '../store/vectors.ts';
import { changeSeen } from './change-seen.ts';
import type { Context } from './context.ts';
import { factItemsById } from './fact-items.ts';
import { Conditions, FACTS_BY_SOURCE } from './filter.ts';
import { inConflict } from './in-conflict.ts';
import { refuseJoined } from './joined.ts';
import { parseQuery } from './query.ts';
import { changeEach } from './records.ts';

/** At most this many facts come with a source; the rest is a filter on the fact list. */
const FACTS_SHOWN = 200;

const ORDER: Readonly<Record<string, string>> = {
  title: 's.title COLLATE NOCASE',
  type: 's.type',
  reliability: 's.reliability',
  issued: 's.issued',
  accessed: 's.accessed',
  facts: 'facts',
  updatedAt: 's.updated_at',
};

/** A source with the facts that rest on it; of a joined source, the one that stands for it. */
const detail = (db: Readable, asked: string): SourceDetail => {
  const id = canonicalId(db, asked);
  const source = needRecord(db, 'source', id);
  const used = `FROM facts f WHERE f.retired = 0 AND f.id IN ${FACTS_BY_SOURCE}`;
  const ids = db
    .all(`SELECT f.id ${used} ORDER BY f.updated_at DESC, f.n LIMIT ${FACTS_SHOWN}`, id, id)
    .map((row) => row.id as string);
  return { ...source, facts: factItemsById(db, ids), factCount: db.count(`SELECT count(*) ${used}`, id, id) };
};

const item = (db: Readable, row: Row, unsettled: ReadonlySet<string>) => ({
  id: row.id as string,
  revision: readRevision(db, row.vector as string),
  title: row.title as string,
  type: row.type as SourceFields['type'],
  authors: (JSON.parse(row.authors as string) as Name[]).map(formatName).join(', '),
  publisher: row.publisher as string,
  issued: row.issued as string | null,
  accessed: row.accessed as string | null,
  url: row.url as string,
  reliability: row.reliability as SourceFields['reliability'],
  marking: row.marking as SourceFields['marking'],
  facts: row.facts as number,
  retired: row.retired === 1,
  inConflict: unsettled.has(row.id as string),
  updatedAt: row.updated_at as number,
});

export const sourcesService = (context: Context): ServiceOf<'sources'> => ({
  list: ({ query, reliabilities, retired, sort, offset, limit }) => {
    const start = performance.now();
    const conditions = new Conditions().add('s.retired = ?', retired ? 1 : 0).add(unjoined('source', 's.n'));
    conditions.addWords('sources', 's', parseQuery(query, { growing: true }));
    if (reliabilities.length > 0)
      conditions.add('s.reliability IN (SELECT value FROM json_each(?))', JSON.stringify(reliabilities));
    const order = sort ? `${ORDER[sort.by] ?? 's.n'}${sort.descending ? ' DESC' : ''}` : 's.updated_at DESC';
    const rows = context.read.all(
      `SELECT s.*, (SELECT count(DISTINCT ${standing('e.fact')}) FROM evidence e
          WHERE e.source IN ${joinedWith('s.id')} AND e.retired = 0) AS facts
        FROM sources s ${conditions.where} ORDER BY ${order}, s.n LIMIT ? OFFSET ?`,
      ...conditions.values,
      limit,
      offset,
    );
    const total = context.read.count(`SELECT count(*) FROM sources s ${conditions.where}`, ...conditions.values);
    const unsettled = inConflict(
      context.read,
      rows.map((row) => row.id as string),
    );
    return { total, items: rows.map((row) => item(context.read, row, unsettled)), ms: performance.now() - start };
  },
  get: ({ id }) => detail(context.read, id),
  add: async (fields) =>
    detail(
      context.read,
      await context.write({ title: 'source.add', subject: fields.title }, (write) =>
        write.create('source', sourceFields.parse(fields)),
      ),
    ),
  edit: async ({ id, patch, reason, seen }) => {
    const subject = patch.title ?? needRecord(context.read, 'source', id).title;
    await context.write({ title: 'source.edit', subject, reason }, (write) => {
      refuseJoined(write.db, 'source', id);
      changeSeen(write, 'source', id, patch, seen);
    });
    return detail(context.read, id);
  },
  retire: ({ ids, reason }, signal) =>
    changeEach(
      context,
      { title: 'source.retire', kind: 'source', ids, reason },
      (write, id) => write.retire('source', id),
      signal,
    ),
  restore: ({ ids }, signal) =>
    changeEach(
      context,
      { title: 'source.restore', kind: 'source', ids },
      (write, id) => write.restore('source', id),
      signal,
    ),
  history: ({ id }) => {
    needRecord(context.read, 'source', id);
    return historyOf(context.read, 'source', id);
  },
});
