import { createHash } from 'node:crypto';
import { RECORD_KINDS } from '../../model/records.ts';
import { formatVector } from '../../model/vector.ts';
import { canonicalJson } from './canonical.ts';
import type { Readable } from './handle.ts';
import { allChanges } from './history.ts';
import { decodeRecord } from './records.ts';
import { TABLES } from './tables/index.ts';

/**
 * SHA-256 over all records and over the whole history, both in canonical form and order. Two copies have equal digests
 * exactly when they hold the same (MERGE.md). Numbers and order inside the file do not enter.
 */
export const digestOf = (db: Readable): { content: string; history: string } => db.snapshot(() => digest(db));

const digest = (db: Readable): { content: string; history: string } => {
  const content = createHash('sha256');
  for (const kind of RECORD_KINDS) {
    for (const row of db.iterate(`SELECT * FROM ${TABLES[kind].name} WHERE vector <> '' ORDER BY id`)) {
      const { createdAt: _created, updatedAt: _updated, updatedBy: _by, ...record } = decodeRecord(db, kind, row);
      content.update(`${canonicalJson({ kind, ...record })}\n`);
    }
  }
  for (const row of db.iterate('SELECT sha256 FROM attachments ORDER BY sha256')) content.update(`${row.sha256}\n`);
  const history = createHash('sha256');
  for (const { seen, dot: _dot, ...change } of allChanges(db))
    history.update(`${canonicalJson({ ...change, seen: formatVector(seen) })}\n`);
  return { content: content.digest('hex'), history: history.digest('hex') };
};
