import type { Block, Briefing, Section } from '../../model/briefing.ts';
import { Refusal } from '../refusal.ts';
import type { Readable } from '../store/handle.ts';
import { decodeRecord, needRecord, readRecord } from '../store/records.ts';

/** The sections of a briefing that are not retired, in printed order. */
export const sectionsOf = (db: Readable, briefing: string): Section[] =>
  db
    .all('SELECT * FROM sections WHERE briefing = ? AND retired = 0 ORDER BY position, id', briefing)
    .map((row) => decodeRecord(db, 'section', row));

/** The blocks of a section that are not retired, in printed order. */
export const blocksOf = (db: Readable, section: string): Block[] =>
  db
    .all('SELECT * FROM blocks WHERE section = ? AND retired = 0 ORDER BY position, id', section)
    .map((row) => decodeRecord(db, 'block', row));

/**
 * When the briefing `b` or any part of it was last changed, as an SQL expression: its sections, also retired ones, their
 * blocks, and the judgements that it names. Every part is found by an index; only blocks of judgements are taken apart.
 */
export const CHANGED_AT = `max(b.updated_at,
  ifnull((SELECT max(s.updated_at) FROM sections s WHERE s.briefing = b.id), 0),
  ifnull((SELECT j.updated_at FROM judgements j WHERE j.id = b.bottom_line), 0),
  ifnull((SELECT max(max(k.updated_at, CASE WHEN k.content LIKE '%"judgements":[%'
      THEN ifnull((SELECT max(j.updated_at) FROM json_each(k.content, '$.judgements') named
        CROSS JOIN judgements j ON j.id = named.value), 0) ELSE 0 END))
    FROM sections s CROSS JOIN blocks k ON k.section = s.id WHERE s.briefing = b.id), 0))`;

/** When the briefing or any part of it was last changed. */
export const changedAt = (db: Readable, briefing: string): number =>
  db.count(`SELECT ${CHANGED_AT} FROM briefings b WHERE b.id = ?`, briefing);

/** The briefing of that id or exact title, or a refusal that says what to do. */
export const findBriefing = (db: Readable, text: string): Briefing => {
  const byId = readRecord(db, 'briefing', text);
  if (byId) return byId;
  const named = db.all('SELECT * FROM briefings WHERE title = ? AND retired = 0', text);
  if (named.length > 1) {
    throw new Refusal('INVALID', 'briefing-ambiguous', `Several briefings are called “${text}”; name one by its id.`, {
      title: text,
    });
  }
  const [row] = named;
  if (!row) {
    throw new Refusal(
      'NOT_FOUND',
      'briefing-missing',
      `There is no briefing “${text}”; list the briefings and give an id or the exact title.`,
      { briefing: text },
    );
  }
  return decodeRecord(db, 'briefing', row);
};

/** The briefing that a block stands in. */
export const briefingOfBlock = (db: Readable, block: string): string =>
  needRecord(db, 'section', needRecord(db, 'block', block).section).briefing;
