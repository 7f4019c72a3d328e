import type * as z from 'zod';
import type { evidenceInputSchema, FactDetail } from '../../contract/facts.ts';
import { evidenceFields, factFields } from '../../model/fact.ts';
import { sourceFields } from '../../model/source.ts';
import { subjectFields } from '../../model/subject.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { canonicalId, standing } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';
import { historyOf } from '../store/history.ts';
import { needRecord, readMany } from '../store/records.ts';
import type { Write } from '../store/write.ts';
import { changeSeen } from './change-seen.ts';
import type { Context } from './context.ts';
import { FACT_ITEM_JOIN, factItemsById } from './fact-items.ts';
import { factConditions, subjectIds } from './filter.ts';
import { refuseJoined } from './joined.ts';
import { evidenceOf } from './material.ts';
import { factAtPin, factsStanding, readThrough } from './pinned.ts';
import { FACT_FIELDS, parseQuery } from './query.ts';
import { changeEach } from './records.ts';
import { withFoundBy } from './subject-names.ts';
import { usagesOf } from './usages.ts';

type EvidenceInput = z.output<typeof evidenceInputSchema>;

const ORDER: Readonly<Record<string, string>> = {
  statement: 'f.statement COLLATE NOCASE',
  subject: 'u.name COLLATE NOCASE',
  value: 'f.value_number',
  asOf: 'f.as_of_from',
  status: 'f.status',
  marking: `CASE f.marking WHEN 'CLEAR' THEN 0 WHEN 'GREEN' THEN 1 WHEN 'AMBER' THEN 2 WHEN 'AMBER+STRICT' THEN 3 ELSE 4 END`,
  createdAt: 'f.n',
  updatedAt: 'f.updated_at',
};

/** Empty values stand last in either direction; both directions can walk an index from one end. */
const orderBy = (sort: { by: string; descending: boolean } | undefined): string => {
  if (!sort || (sort.by === 'updatedAt' && sort.descending)) return 'ORDER BY f.updated_at DESC, f.n';
  if (sort.by === 'updatedAt') return 'ORDER BY f.updated_at, f.n DESC';
  const column = ORDER[sort.by] ?? 'f.n';
  return sort.descending ? `ORDER BY ${column} DESC, f.n DESC` : `ORDER BY ${column} ASC NULLS LAST, f.n`;
};

/** A fact with all that hangs on it; of a joined fact, the one that stands for it. */
export const factDetail = (db: Readable, asked: string): FactDetail => {
  const id = canonicalId(db, asked);
  const fact = readThrough(db, needRecord(db, 'fact', id));
  const subject = fact.subject ? readMany(db, 'subject', [fact.subject])[0] : undefined;
  return {
    ...fact,
    subjectName: subject?.name ?? '',
    evidence: evidenceOf(db, id).map(({ evidence, source }) => ({ ...evidence, sourceRecord: source })),
    usedIn: usagesOf(db, id),
  };
};

/** The subject of that name or alias, made or taken up again when there is none. An empty name means no subject. */
export const subjectByName = (write: Write, name: string): string | null => {
  const wanted = name.trim();
  if (wanted === '') return null;
  const [known] = subjectIds(write.db, wanted).map((id) => canonicalId(write.db, id));
  if (known === undefined) return write.create('subject', subjectFields.parse({ name: wanted }));
  // Undoing what made a subject retires it.
  write.restore('subject', known);
  return known;
};

/** The source of the evidence: by id, or the one with the same title and address, or a new one. */
const sourceFor = (write: Write, source: EvidenceInput['source']): string => {
  if ('id' in source) return write.need('source', source.id).id;
  const same = write.db.get(
    `SELECT ${standing('sources.id')} AS id FROM sources WHERE title = ? AND url = ? AND retired = 0`,
    source.title,
    source.url,
  );
  return (same?.id as string | undefined) ?? write.create('source', sourceFields.parse(source));
};

const addEvidence = (write: Write, fact: string, { source, ...fields }: EvidenceInput): void => {
  write.create('evidence', evidenceFields.parse({ ...fields, fact, source: sourceFor(write, source) }));
};

/** Checks what a schema cannot: that the records pointed to are there, and that no fact supersedes itself in the end. */
export const checkLinks = (
  write: Write,
  fields: { subject?: string | null | undefined; supersededBy?: string | null | undefined },
  own?: string,
): void => {
  if (fields.subject) write.need('subject', fields.subject);
  if (fields.supersededBy) write.need('fact', fields.supersededBy);
  const passed = new Set<string>();
  for (
    let newer = fields.supersededBy;
    own && newer && !passed.has(newer);
    newer = write.need('fact', newer).supersededBy
  ) {
    passed.add(newer);
    if (newer === own)
      throw new Refusal(
        'INVALID',
        'supersedes-itself',
        'A fact cannot be superseded by itself, nor by one that it supersedes; choose the newer fact.',
      );
  }
};

export const factsService = (context: Context): ServiceOf<'facts'> => ({
  list: ({ filter, sort, offset, limit }) => {
    const start = performance.now();
    const conditions = factConditions(context.read, filter, context.today());
    const total = context.read.count(`SELECT count(*) FROM facts f ${conditions.where}`, ...conditions.values);
    // The page's ids come first, so that only as many whole rows are read as are shown.
    const ids = context.read.all(
      `SELECT f.id FROM facts f ${sort?.by === 'subject' ? FACT_ITEM_JOIN : ''} ${conditions.where} ${orderBy(sort)} LIMIT ? OFFSET ?`,
      ...conditions.values,
      limit,
      offset,
    );
    const items = factItemsById(
      context.read,
      ids.map(({ id }) => id as string),
    );
    const { words } = parseQuery(filter.query, { fields: FACT_FIELDS, growing: true });
    return { total, items: withFoundBy(context.read, items, words), ms: performance.now() - start };
  },
  ids: ({ filter }) => {
    const { where, values } = factConditions(context.read, filter, context.today());
    return context.read
      .all(`SELECT f.id FROM facts f ${where} ORDER BY f.updated_at DESC, f.n LIMIT 100000`, ...values)
      .map((row) => row.id as string);
  },
  get: ({ id }) => factDetail(context.read, id),
  add: async ({ subjectName, evidence, ...fields }) => {
    const id = await context.write({ title: 'fact.add', subject: fields.statement }, (write) => {
      checkLinks(write, fields);
      const subject = subjectName === undefined ? fields.subject : subjectByName(write, subjectName);
      const fact = write.create('fact', factFields.parse({ ...fields, subject }));
      for (const entry of evidence) addEvidence(write, fact, entry);
      return fact;
    });
    return factDetail(context.read, id);
  },
  edit: async ({ id, patch, subjectName, reason, seen }) => {
    const subject = patch.statement ?? needRecord(context.read, 'fact', id).statement;
    await context.write({ title: 'fact.edit', subject, reason }, (write) => {
      refuseJoined(write.db, 'fact', id);
      checkLinks(write, patch, id);
      const named = subjectName === undefined ? {} : { subject: subjectByName(write, subjectName) };
      changeSeen(write, 'fact', id, { ...patch, ...named }, seen);
    });
    return factDetail(context.read, id);
  },
  tag: ({ ids, add, remove }, signal) =>
    changeEach(
      context,
      { title: 'fact.tag', kind: 'fact', ids },
      (write, id) => write.tag('fact', id, add, remove),
      signal,
    ),
  editMany: ({ ids, patch }, signal) =>
    changeEach(
      context,
      { title: 'fact.editMany', kind: 'fact', ids },
      (write, id) => {
        checkLinks(write, patch);
        return write.change('fact', id, patch);
      },
      signal,
    ),
  retire: ({ ids, reason }, signal) =>
    changeEach(
      context,
      { title: 'fact.retire', kind: 'fact', ids, reason },
      (write, id) => write.retire('fact', id),
      signal,
    ),
  restore: ({ ids }, signal) =>
    changeEach(context, { title: 'fact.restore', kind: 'fact', ids }, (write, id) => write.restore('fact', id), signal),
  history: ({ id }) => {
    needRecord(context.read, 'fact', id);
    return historyOf(context.read, 'fact', id);
  },
  atPins: ({ pins }) => {
    const ids = [...new Set(pins.map(({ fact }) => fact))];
    const items = new Map(factItemsById(context.read, ids).map((item) => [item.id, item]));
    const facts = factsStanding(context.read, ids);
    return pins.map((pin) => {
      const current = facts.get(pin.fact) ?? null;
      const { pinned, stale } = factAtPin(context.read, pin, current);
      return { pin, pinned, current: (current && items.get(current.id)) ?? null, stale };
    });
  },
  tags: () =>
    context.read
      .all(`SELECT tag, count(*) AS uses FROM tags WHERE kind = 'fact' GROUP BY tag ORDER BY uses DESC, tag`)
      .map((row) => ({ tag: row.tag as string, count: row.uses as number })),
});

export const evidenceService = (context: Context): ServiceOf<'evidence'> => {
  const factOf = (id: string) => needRecord(context.read, 'fact', needRecord(context.read, 'evidence', id).fact);
  return {
    add: async ({ fact, ...input }) => {
      const { statement } = needRecord(context.read, 'fact', fact);
      await context.write({ title: 'evidence.add', subject: statement }, (write) => addEvidence(write, fact, input));
      return factDetail(context.read, fact);
    },
    edit: async ({ id, patch, reason, seen }) => {
      const fact = factOf(id);
      await context.write({ title: 'evidence.edit', subject: fact.statement, reason }, (write) => {
        if (patch.source) write.need('source', patch.source);
        changeSeen(write, 'evidence', id, patch, seen);
      });
      return factDetail(context.read, fact.id);
    },
    retire: async ({ id, reason }) => {
      const fact = factOf(id);
      await context.write({ title: 'evidence.retire', subject: fact.statement, reason }, (write) =>
        write.retire('evidence', id),
      );
      return factDetail(context.read, fact.id);
    },
  };
};
