import { type SubjectFields, subjectFields } from '../../model/subject.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { canonicalId, joinedWith, standing, unjoined } from '../store/aliases.ts';
import { needRecord } from '../store/records.ts';
import type { Write } from '../store/write.ts';
import { changeSeen } from './change-seen.ts';
import type { Context } from './context.ts';
import { Conditions } from './filter.ts';
import { refuseJoined } from './joined.ts';
import { parseQuery } from './query.ts';
import { otherNames } from './subject-names.ts';

/** Refuses a parent that is the subject itself or stands below it. */
export const checkParent = (write: Write, parent: string | null | undefined, own?: string): void => {
  const passed = new Set<string>();
  // A ring that came about elsewhere must not keep this from ending.
  for (let above = parent; above && !passed.has(above); above = write.need('subject', above).parent) {
    passed.add(above);
    if (above === own)
      throw new Refusal('INVALID', 'subject-loop', 'A subject cannot stand below itself; choose another parent.');
  }
};

export const subjectsService = (context: Context): ServiceOf<'subjects'> => ({
  list: ({ query, offset, limit }) => {
    const start = performance.now();
    const conditions = new Conditions().add('u.retired = 0').add(unjoined('subject', 'u.n'));
    // Found are also those that stand for one with these words.
    const named = `u.id IN (SELECT ${standing('j.id')} FROM subjects j
      WHERE j.n IN (SELECT abs(rowid) FROM subjects_text WHERE subjects_text MATCH ?))`;
    const { match, unwanted } = parseQuery(query, { growing: true });
    if (match) conditions.add(named, match);
    if (unwanted) conditions.add(`NOT (${named})`, unwanted);
    const rows = context.read.all(
      `SELECT u.*, (SELECT count(*) FROM facts f
          WHERE f.subject IN ${joinedWith('u.id')} AND f.retired = 0 AND ${unjoined('fact', 'f.n')}) AS facts
        FROM subjects u ${conditions.where} ORDER BY u.name COLLATE NOCASE, u.n LIMIT ? OFFSET ?`,
      ...conditions.values,
      limit,
      offset,
    );
    const aliases = otherNames(context.read, rows);
    const items = rows.map((row) => ({
      id: row.id as string,
      name: row.name as string,
      kind: row.kind as SubjectFields['kind'],
      aliases: aliases.get(row.id as string) ?? [],
      parent: row.parent as string | null,
      facts: row.facts as number,
    }));
    return {
      total: context.read.count(`SELECT count(*) FROM subjects u ${conditions.where}`, ...conditions.values),
      items,
      ms: performance.now() - start,
    };
  },
  get: ({ id }) => needRecord(context.read, 'subject', canonicalId(context.read, id)),
  add: async (fields) => {
    const id = await context.write({ title: 'subject.add', subject: fields.name }, (write) => {
      checkParent(write, fields.parent);
      return write.create('subject', subjectFields.parse(fields));
    });
    return needRecord(context.read, 'subject', id);
  },
  edit: async ({ id, patch, seen }) => {
    const subject = patch.name ?? needRecord(context.read, 'subject', id).name;
    await context.write({ title: 'subject.edit', subject }, (write) => {
      refuseJoined(write.db, 'subject', id);
      checkParent(write, patch.parent, id);
      changeSeen(write, 'subject', id, patch, seen);
    });
    return needRecord(context.read, 'subject', id);
  },
});
