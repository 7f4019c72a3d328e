import { RECORD_KINDS, type RecordKind } from '../../../model/records.ts';
import { formatVector, parseVector } from '../../../model/vector.ts';
import type { Pace } from '../../pace.ts';
import { replicaOf, seqOf } from '../../store/dots.ts';
import type { Readable, Row } from '../../store/handle.ts';
import { decodeRecord, toldOf } from '../../store/records.ts';
import { readVector } from '../../store/vectors.ts';
import { canLink, linksOf } from '../links.ts';
import type { PackMeta } from '../pack-format.ts';
import type { Chosen } from './choose.ts';
import type { PackedChange, PackedVector, PackFile } from './pack-file.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A vector by the replicas' own names, in their order. */
const portable = (db: Readable, stored: string): PackedVector =>
  stored === '' ? [] : [...parseVector(formatVector(readVector(db, stored)))];

const COLUMNS = 'dot, clock_ms, clock_counter, author, op, fields, seen, reason';

const packed = (db: Readable, row: Row, fields: string): PackedChange => ({
  replica: db.name('replicas', replicaOf(row.dot as number)),
  seq: seqOf(row.dot as number),
  ms: row.clock_ms as number,
  counter: row.clock_counter as number,
  author: db.name('authors', row.author as number),
  op: row.op as string,
  fields,
  seen: portable(db, row.seen as string),
  reason: row.reason as string,
});

/** The captures that some fields of a source or of evidence name. */
const capturesIn = ({ attachments }: Fields): string[] =>
  ((attachments ?? []) as { sha256: string }[]).map(({ sha256 }) => sha256);

class Filling {
  readonly #db: Readable;
  readonly #pack: PackFile;
  readonly #chosen: Chosen;
  readonly #captures = new Set<string>();
  records = 0;

  constructor(db: Readable, pack: PackFile, chosen: Chosen) {
    this.#db = db;
    this.#pack = pack;
    this.#chosen = chosen;
  }

  /** Notes what the fields point to: a placeholder for what does not go, and the captures. */
  #lookAt(kind: RecordKind, fields: Fields): void {
    for (const { kind: to, id } of linksOf(kind, fields))
      if (!this.#chosen.has(to, id)) this.#pack.withhold({ kind: to, id });
    for (const sha256 of capturesIn(fields)) this.#captures.add(sha256);
  }

  /** Adds a record whole, with its history (M5). */
  add(kind: RecordKind, row: Row): void {
    const id = row.id as string;
    const looks = canLink(kind) || kind === 'source';
    const changes = this.#db
      .all(`SELECT ${COLUMNS} FROM changes WHERE record = ? ORDER BY dot`, id)
      .map((change): PackedChange => {
        if (change.fields !== null) {
          if (looks) this.#lookAt(kind, JSON.parse(change.fields as string) as Fields);
          return packed(this.#db, change, change.fields as string);
        }
        // What a record that was never changed was made with stands in its row.
        const told = toldOf(kind, decodeRecord(this.#db, kind, row));
        if (looks) this.#lookAt(kind, told);
        return packed(this.#db, change, JSON.stringify(told));
      });
    this.#pack.add(kind, id, portable(this.#db, row.vector as string), changes);
    this.records += 1;
  }

  addCaptures(): void {
    for (const sha256 of [...this.#captures].sort()) {
      const row = this.#db.get('SELECT media_type, bytes FROM attachments WHERE sha256 = ?', sha256);
      if (row) this.#pack.attach(sha256, row.media_type as string, row.bytes as Buffer);
    }
  }
}

/** Fills a new pack with the chosen records, tells each with its vector as stored, and returns how many they are. */
export const fillPack = async (
  db: Readable,
  pack: PackFile,
  chosen: Chosen,
  meta: Omit<PackMeta, 'id'>,
  pace: Pace,
  progress: (fraction: number) => void,
  tell: (id: string, vector: string) => void,
): Promise<number> => {
  const filling = new Filling(db, pack, chosen);
  const total = RECORD_KINDS.reduce((sum, kind) => sum + chosen.count(kind), 0) || 1;
  let seen = 0;
  for (const kind of RECORD_KINDS) {
    for (const row of chosen.rows(kind)) {
      filling.add(kind, row);
      tell(row.id as string, row.vector as string);
      seen += 1;
      const pause = pace();
      if (!pause) continue;
      progress(seen / total);
      await pause;
    }
  }
  filling.addCaptures();
  pack.finish(meta);
  return filling.records;
};
