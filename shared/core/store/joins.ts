import { isJoinable, JOINABLE_KINDS, type JoinableKind } from '../../model/duplicates.ts';
import type { RecordKind } from '../../model/records.ts';
import { aliasesOf } from './aliases.ts';
import type { Writable } from './handle.ts';
import { reindexJoined } from './indexing.ts';

/** Brings the aliases of a kind, and the words that hang on them, up to what its records say. */
const rewrite = (db: Writable, kind: JoinableKind): void => {
  const wanted = aliasesOf(db, kind);
  const touched = new Set<string>();
  for (const { record, id, canonical } of db.all('SELECT record, id, canonical FROM aliases WHERE kind = ?', kind)) {
    const now = wanted.get(id as string);
    if (now && now.n === record && now.canonical === canonical) {
      wanted.delete(id as string);
      continue;
    }
    db.run('DELETE FROM aliases WHERE kind = ? AND record = ?', kind, record as number);
    for (const one of [id, canonical]) touched.add(one as string);
  }
  for (const [id, { n, canonical }] of wanted) {
    db.run('INSERT INTO aliases (kind, record, id, canonical) VALUES (?, ?, ?, ?)', kind, n, id, canonical);
    for (const one of [id, canonical]) touched.add(one);
  }
  for (const id of touched) reindexJoined(db, kind, id);
};

/** The kinds in which something was joined or separated during a transaction, until their aliases are rewritten. */
export class Joins {
  readonly #db: Writable;
  readonly #kinds = new Set<JoinableKind>();

  constructor(db: Writable) {
    this.#db = db;
  }

  /** Takes note that a record of the kind leads elsewhere now, or that one came which others may lead to. */
  changed(kind: RecordKind): void {
    if (isJoinable(kind)) this.#kinds.add(kind);
  }

  finish(): void {
    for (const kind of JOINABLE_KINDS) if (this.#kinds.delete(kind)) rewrite(this.#db, kind);
  }
}
