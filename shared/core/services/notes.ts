import type { NoteDetail } from '../../contract/notes.ts';
import type { NoteFields } from '../../model/note.ts';
import { type Prose, proseText } from '../../model/prose.ts';
import type { Link } from '../../model/records.ts';
import type { ServiceOf } from '../router.ts';
import { canonicalId } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';
import { historyOf } from '../store/history.ts';
import { needRecord, readRecord, tagsOf } from '../store/records.ts';
import { readRevision } from '../store/vectors.ts';
import { changeSeen } from './change-seen.ts';
import type { Context } from './context.ts';
import { Conditions } from './filter.ts';
import { inConflict } from './in-conflict.ts';
import { parseQuery } from './query.ts';
import { changeEach, nameOf } from './records.ts';

const EXCERPT = 160;
const ORDER: Readonly<Record<string, string>> = {
  title: 't.title COLLATE NOCASE',
  createdAt: 't.n',
  updatedAt: 't.updated_at',
};

const excerpt = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = Array.from(line.slice(0, EXCERPT * 2));
  return letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('').trimEnd()}…` : line;
};

/** What a link leads to; a link to a joined record leads to the one that stands for it. */
const linked = (db: Readable, link: Link): NoteDetail['linked'] => {
  const { kind } = link;
  const id = canonicalId(db, link.id);
  const record = readRecord(db, kind, id);
  return record ? [{ kind, id, title: nameOf(record), retired: record.retired }] : [];
};

const detail = (db: Readable, id: string): NoteDetail => {
  const note = needRecord(db, 'note', id);
  return { ...note, linked: note.links.flatMap((link) => linked(db, link)) };
};

/** A note without a title goes by its first words. */
const titleOf = (fields: Partial<NoteFields>): string =>
  fields.title || (fields.body ? excerpt(proseText(fields.body)) : '');

const addTag = (conditions: Conditions, tag: string): Conditions =>
  conditions.add(`t.n IN (SELECT record FROM tags WHERE kind = 'note' AND tag = ?)`, tag);

export const notesService = (context: Context): ServiceOf<'notes'> => ({
  list: ({ query, tags, retired, sort, offset, limit }) => {
    const start = performance.now();
    const db = context.read;
    const conditions = new Conditions().add('t.retired = ?', retired ? 1 : 0);
    const parsed = parseQuery(query, { growing: true, fields: ['tag'] });
    conditions.addWords('notes', 't', parsed);
    for (const tag of tags) addTag(conditions, tag);
    for (const { value, not } of parsed.fields) {
      if (not) conditions.addNot(addTag(new Conditions(), value));
      else addTag(conditions, value);
    }
    const order = sort ? `${ORDER[sort.by] ?? 't.n'}${sort.descending ? ' DESC' : ''}` : 't.updated_at DESC';
    const rows = db.all(
      `SELECT t.* FROM notes t ${conditions.where} ORDER BY ${order}, t.n LIMIT ? OFFSET ?`,
      ...conditions.values,
      limit,
      offset,
    );
    const unsettled = inConflict(
      db,
      rows.map((row) => row.id as string),
    );
    const items = rows.map((row) => ({
      id: row.id as string,
      revision: readRevision(db, row.vector as string),
      title: row.title as string,
      excerpt: excerpt(proseText(JSON.parse(row.body as string) as Prose)),
      marking: row.marking as NoteFields['marking'],
      tags: tagsOf(row),
      retired: row.retired === 1,
      inConflict: unsettled.has(row.id as string),
      updatedAt: row.updated_at as number,
    }));
    return {
      total: db.count(`SELECT count(*) FROM notes t ${conditions.where}`, ...conditions.values),
      items,
      ms: performance.now() - start,
    };
  },
  get: ({ id }) => detail(context.read, id),
  add: async (fields) =>
    detail(
      context.read,
      await context.write({ title: 'note.add', subject: titleOf(fields) }, (write) => write.create('note', fields)),
    ),
  edit: async ({ id, patch, reason, seen }) => {
    const subject = titleOf({ ...needRecord(context.read, 'note', id), ...(patch as Partial<NoteFields>) });
    // Autosaved typing counts as one step.
    await context.write(
      { title: 'note.edit', subject, reason, joins: `note ${id} ${Object.keys(patch).join(' ')}` },
      (write) => changeSeen(write, 'note', id, patch, seen),
    );
    return detail(context.read, id);
  },
  retire: ({ ids, reason }, signal) =>
    changeEach(
      context,
      { title: 'note.retire', kind: 'note', ids, reason },
      (write, id) => write.retire('note', id),
      signal,
    ),
  restore: ({ ids }, signal) =>
    changeEach(context, { title: 'note.restore', kind: 'note', ids }, (write, id) => write.restore('note', id), signal),
  history: ({ id }) => {
    needRecord(context.read, 'note', id);
    return historyOf(context.read, 'note', id);
  },
});
