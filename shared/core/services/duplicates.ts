import type { DuplicateMark, DuplicatePair } from '../../contract/duplicates.ts';
import { JOINABLE_KINDS, type JoinableKind, type Joining, joinGroups } from '../../model/duplicates.ts';
import { hasSeen } from '../../model/vector.ts';
import { decide } from '../merge/decide.ts';
import { titleOf } from '../merge/title.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { canonicalId, canonicalIds, joinedWith, unjoined } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';
import { changesOf, KIND_RULES } from '../store/history.ts';
import { needRecord, type RecordOf, readRecord } from '../store/records.ts';
import type { Write } from '../store/write.ts';
import type { Context } from './context.ts';
import { offeredPairs } from './duplicate-pairs.ts';
import { FACTS_BY_SOURCE } from './filter.ts';
import { timedPage } from './paging.ts';

type Side = DuplicatePair['keep'];
type Decision = NonNullable<DuplicatePair['decided']>;

/** A pair as listed, before its records are read. */
interface Listed {
  readonly kind: JoinableKind;
  readonly by: DuplicateMark | null;
  readonly keep: string;
  readonly other: string;
  readonly decided: (db: Readable) => Decision | null;
}

/** SQL: what makes use of a record and of those joined to it; takes the id twice. */
const USES: Readonly<Record<JoinableKind, string>> = {
  fact: `SELECT count(*) FROM evidence WHERE fact IN ${joinedWith('?')} AND retired = 0`,
  source: `SELECT count(*) FROM facts f WHERE f.retired = 0 AND f.id IN ${FACTS_BY_SOURCE}`,
  subject: `SELECT count(*) FROM facts f WHERE f.subject IN ${joinedWith('?')} AND f.retired = 0 AND ${unjoined('fact', 'f.n')}`,
};

const detailOf = (db: Readable, kind: JoinableKind, record: RecordOf<JoinableKind>): string => {
  if (kind === 'fact') {
    const { subject } = record as RecordOf<'fact'>;
    return subject === null ? '' : (readRecord(db, 'subject', canonicalId(db, subject))?.name ?? '');
  }
  if (kind === 'subject') return (record as RecordOf<'subject'>).kind;
  const { url, doi } = record as RecordOf<'source'>;
  return url || doi;
};

const sideOf = (db: Readable, kind: JoinableKind, id: string): Side => {
  const record = needRecord<JoinableKind>(db, kind, id);
  return {
    id,
    title: titleOf(kind, record),
    detail: detailOf(db, kind, record),
    marking: record.marking,
    uses: db.count(USES[kind], id, id),
    createdAt: record.createdAt,
    updatedBy: record.updatedBy,
  };
};

const pairOf = (db: Readable, { kind, by, keep, other, decided }: Listed): DuplicatePair => ({
  id: `${keep} ${other}`,
  kind,
  by,
  keep: sideOf(db, kind, keep),
  other: sideOf(db, kind, other),
  decided: decided(db),
});

/** Who joined a record, when and why, and how much was written on it meanwhile that the joining did not know of. */
const joining = (db: Readable, kind: JoinableKind, id: string): Decision => {
  const changes = changesOf(db, id);
  const change = decide(KIND_RULES[kind], changes).fields.joinedTo?.[0]?.change;
  if (!change) return { author: '', at: 0, reason: '', unseen: 0 };
  const unseen = changes.filter(
    (other) => other !== change && !('joinedTo' in other.fields) && !hasSeen(change.seen, other.replica, other.seq),
  ).length;
  return { author: change.author, at: change.ms, reason: change.reason, unseen };
};

const joinedPairs = (db: Readable, kind: JoinableKind, record: string | undefined): Listed[] => {
  const [which, ids] = record === undefined ? ['', []] : ['AND (id = ? OR canonical = ?)', [record, record]];
  return db.all(`SELECT id, canonical FROM aliases WHERE kind = ? ${which} ORDER BY id`, kind, ...ids).map((row) => ({
    kind,
    by: null,
    keep: row.canonical as string,
    other: row.id as string,
    decided: () => joining(db, kind, row.id as string),
  }));
};

const dismissedPairs = (db: Readable, kind: JoinableKind, record: string | undefined): Listed[] => {
  const [which, ids] = record === undefined ? ['', []] : ['AND (one = ? OR other = ?)', [record, record]];
  const rows = db.all(
    `SELECT one, other, at, author FROM not_same WHERE kind = ? ${which} ORDER BY one, other`,
    kind,
    ...ids,
  );
  return rows.map((row) => ({
    kind,
    by: null,
    keep: row.one as string,
    other: row.other as string,
    decided: () => ({
      author: db.name('authors', row.author as number),
      at: row.at as number,
      reason: '',
      unseen: 0,
    }),
  }));
};

const LISTS = { joined: joinedPairs, dismissed: dismissedPairs } as const;

/** Which kind of record an id is of; refused when it is none that can be joined, or is held back or deleted. */
const kindOf = (db: Readable, id: string): JoinableKind => {
  const kind = JOINABLE_KINDS.find((one) => readRecord(db, one, id));
  if (kind === undefined)
    throw new Refusal(
      'NOT_FOUND',
      'record-missing',
      `There is no fact, source or subject with the id ${id}; it may be in another library.`,
      { id },
    );
  const record = needRecord(db, kind, id);
  if (record.retired)
    throw new Refusal('INVALID', 'join-retired', `The ${kind} ${id} is retired or withheld; restore it first.`, { id });
  return kind;
};

const refusePair = (): Refusal =>
  new Refusal(
    'INVALID',
    'join-kinds',
    'Give two different records of one kind: two facts, two sources or two subjects.',
  );

/** The kind of some records; refused when they are of several kinds. */
const commonKind = (db: Readable, ids: readonly string[]): JoinableKind => {
  const [kind, ...others] = new Set(ids.map((id) => kindOf(db, id)));
  if (kind === undefined || others.length > 0) throw refusePair();
  return kind;
};

const nameOf = (db: Readable, kind: JoinableKind, id: string): string => titleOf(kind, needRecord(db, kind, id));

/** The two ids as they stand in `not_same`: the smaller one first. */
const inOrder = ({ one, other }: Joining): readonly [string, string] => (one < other ? [one, other] : [other, one]);

const tellApart = (write: Write, author: string, kind: JoinableKind, pair: Joining): void => {
  const [one, other] = inOrder(pair);
  write.db.run('INSERT INTO authors (name) VALUES (?) ON CONFLICT DO NOTHING', author);
  write.db.run(
    `INSERT INTO not_same (one, other, kind, at, author) VALUES (?, ?, ?, ?, (SELECT n FROM authors WHERE name = ?))
      ON CONFLICT DO NOTHING`,
    one,
    other,
    kind,
    write.now,
    author,
  );
  for (const id of [one, other]) write.touched.push({ kind, id });
};

/** Forgets that two records were told apart; says whether they were. */
const forgetApart = (write: Write, pair: Joining): boolean => {
  const [one, other] = inOrder(pair);
  const row = write.db.get('SELECT kind FROM not_same WHERE one = ? AND other = ?', one, other);
  if (!row) return false;
  write.db.run('DELETE FROM not_same WHERE one = ? AND other = ?', one, other);
  for (const id of [one, other]) write.touched.push({ kind: row.kind as JoinableKind, id });
  return true;
};

/** What a step on pairs is told by: the name of a single one, else their number. */
const subjectOf = (db: Readable, pairs: readonly Joining[]): string => {
  const [first] = pairs;
  return pairs.length === 1 && first ? nameOf(db, kindOf(db, first.one), first.one) : String(pairs.length);
};

/** The groups that some pairs make, with joined records read through the one that stands for them. */
const groupsToJoin = (db: Readable, pairs: readonly Joining[]): Map<string, string[]> => {
  for (const { one, other } of pairs) {
    if (one === other) throw refusePair();
    commonKind(db, [one, other]);
  }
  const standing = canonicalIds(
    db,
    pairs.flatMap(({ one, other }) => [one, other]),
  );
  const through = (id: string): string => standing.get(id) ?? id;
  // Those that somebody has joined meanwhile are done.
  const left = pairs.filter(({ one, other }) => through(one) !== through(other));
  return joinGroups(left.map(({ one, other }) => ({ one: through(one), other: through(other) })));
};

/** True when joins run in a ring through the record that stands for all: there it must be cut, or the two would only change places. */
const isInRing = (db: Readable, kind: JoinableKind, canonical: string): boolean => {
  const { joinedTo } = needRecord(db, kind, canonical);
  return joinedTo !== null && joinedTo !== canonical && canonicalId(db, joinedTo) === canonical;
};

/** Likely duplicates: offered, joined, told apart, and separated again (M13). */
export const duplicatesService = (context: Context): ServiceOf<'duplicates'> => ({
  list: ({ state, kind, receipt, record, offset, limit }) =>
    timedPage(() => {
      const db = context.read;
      const kinds = kind ? [kind] : JOINABLE_KINDS;
      const pairs: readonly Listed[] =
        state === 'offered'
          ? offeredPairs(db, kind, { receipt, record }).map((pair) => ({ ...pair, decided: () => null }))
          : kinds.flatMap((one) => LISTS[state](db, one, record));
      return { total: pairs.length, items: pairs.slice(offset, offset + limit).map((pair) => pairOf(db, pair)) };
    }),
  join: async ({ keep: asked, others, reason }) => {
    const kind = commonKind(context.read, [asked, ...others]);
    const keep = canonicalId(context.read, asked);
    const step = { title: 'duplicate.join', subject: nameOf(context.read, kind, keep), reason };
    return context.write(step, (write) => {
      const giving = new Set(canonicalIds(write.db, others).values());
      if (giving.has(keep)) throw refusePair();
      let joined = 0;
      for (const id of giving) if (write.change(kind, id, { joinedTo: keep })) joined += 1;
      for (const id of giving) forgetApart(write, { one: keep, other: id });
      return { keep, joined };
    });
  },
  joinMany: async ({ pairs, reason, dryRun }) => {
    if (dryRun) {
      const groups = groupsToJoin(context.read, pairs);
      return { joined: [...groups.values()].flat().length, kept: groups.size };
    }
    const step = { title: 'duplicate.joinMany', subject: subjectOf(context.read, pairs), reason };
    return context.write(step, (write) => {
      const groups = groupsToJoin(write.db, pairs);
      let joined = 0;
      for (const [keep, others] of groups) {
        const kind = kindOf(write.db, keep);
        for (const id of others) if (write.change(kind, id, { joinedTo: keep })) joined += 1;
      }
      for (const pair of pairs) forgetApart(write, pair);
      return { joined, kept: groups.size };
    });
  },
  dismiss: async ({ pairs }) => {
    if (pairs.some(({ one, other }) => one === other)) throw refusePair();
    const kinds = pairs.map(({ one, other }) => commonKind(context.read, [one, other]));
    const step = { title: 'duplicate.dismiss', subject: subjectOf(context.read, pairs), undoable: false };
    await context.write(step, (write) => {
      for (const [at, pair] of pairs.entries()) tellApart(write, context.author, kinds[at] as JoinableKind, pair);
    });
    return { dismissed: pairs.length };
  },
  offer: async ({ pairs }) => {
    const step = { title: 'duplicate.offer', subject: subjectOf(context.read, pairs), undoable: false };
    const offered = await context.write(step, (write) => pairs.filter((pair) => forgetApart(write, pair)).length);
    return { offered };
  },
  separate: async ({ id, reason }) => {
    const db = context.read;
    const kind = kindOf(db, id);
    const from = canonicalId(db, id);
    if (from === id)
      throw new Refusal(
        'INVALID',
        'not-joined',
        `The ${kind} ${id} is not joined to another; there is nothing to separate.`,
        {
          kind,
          id,
        },
      );
    await context.write({ title: 'duplicate.separate', subject: nameOf(db, kind, id), reason }, (write) => {
      const cut = isInRing(write.db, kind, from);
      write.change(kind, id, { joinedTo: null });
      if (cut) write.change(kind, from, { joinedTo: null });
      tellApart(write, context.author, kind, { one: id, other: from });
    });
    return { from };
  },
});
