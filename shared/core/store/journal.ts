import type { Op } from '../../model/change.ts';
import { compareStamps, nextStamp, type Stamp } from '../../model/clock.ts';
import type { RecordKind } from '../../model/records.ts';
import { dotOf, replicaOf } from './dots.ts';
import type { Row, Writable } from './handle.ts';
import { newestSeqs, type ReplicaSource } from './replica.ts';
import { storedVector } from './vectors.ts';

export interface WriteInput {
  /** Names the step for undo and history, such as `fact.edit`. */
  readonly title: string;
  /** The record it is about, in words. */
  readonly subject: string;
  readonly author: string;
  readonly reason?: string | undefined;
  /** Steps in quick succession with the same text here join into one for undo. */
  readonly joins?: string;
  readonly undoable?: boolean;
}

const JOIN_MS = 10_000;
/** How far ahead of the machine's clock the library's may be moved by others, in milliseconds. */
const AHEAD_MS = 5 * 60_000;
/** Values of the counter in a stamp (model/clock.ts). */
const COUNTERS = 65_536;

/** Who writes in this transaction, and how far that replica and the library's clock have come. */
interface Hand {
  readonly replica: number;
  readonly replicaId: string;
  readonly author: number;
  readonly edit: number;
  seq: number;
  stamp: Stamp;
}

/**
 * The history of one writing transaction: allocates dots and stamps, and keeps the step that they belong to. Nothing is
 * allocated before the first change, so that a step that changes nothing leaves no trace.
 */
export class Journal {
  readonly #db: Writable;
  readonly #memory: ReplicaSource;
  readonly #input: WriteInput;
  readonly #now: number;
  #hand: Hand | undefined;
  /** The first dot and stamp of the new records that are not in the log yet. */
  #firstNew: { readonly seq: number; readonly stamp: Stamp } | undefined;

  constructor(db: Writable, memory: ReplicaSource, input: WriteInput, now: number) {
    this.#db = db;
    this.#memory = memory;
    this.#input = input;
    this.#now = now;
  }

  /** Begins the step, also when nothing is appended to it. */
  begin(): Hand {
    this.#hand ??= this.#takeUp();
    return this.#hand;
  }

  #takeUp(): Hand {
    const db = this.#db;
    const replicaId = this.#memory.current(newestSeqs(db));
    db.run('INSERT INTO replicas (id) VALUES (?) ON CONFLICT DO NOTHING', replicaId);
    const own = db.get('SELECT n, last_seq FROM replicas WHERE id = ?', replicaId) as Row;
    db.run('INSERT INTO authors (name) VALUES (?) ON CONFLICT DO NOTHING', this.#input.author);
    const author = db.get('SELECT n FROM authors WHERE name = ?', this.#input.author)?.n as number;
    const replica = own.n as number;
    const seq = own.last_seq as number;
    const edit = this.#joinedEdit(replica) ?? this.#newEdit(author, replica, seq);
    return { replica, replicaId, author, edit, seq, stamp: this.#clock() };
  }

  #joinedEdit(replica: number): number | undefined {
    if (!this.#input.joins) return undefined;
    const last = this.#db.get('SELECT n, joins, at, last_dot, undone_by FROM edits ORDER BY n DESC LIMIT 1');
    const fits =
      last &&
      last.joins === this.#input.joins &&
      last.undone_by === null &&
      replicaOf(last.last_dot as number) === replica &&
      Math.abs(this.#now - Number(last.at)) < JOIN_MS;
    return fits ? Number(last.n) : undefined;
  }

  #newEdit(author: number, replica: number, seq: number): number {
    const undoable = this.#input.undoable ?? true;
    // A new step makes what was undone unreachable for redo.
    if (undoable) this.#db.run('UPDATE edits SET undoable = 0 WHERE undone_by IS NOT NULL AND undoable = 1');
    return this.#db.run(
      'INSERT INTO edits (title, subject, at, author, joins, undoable, first_dot, last_dot) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      this.#input.title,
      // Cut between characters, since half of one cannot be stored.
      Array.from(this.#input.subject.slice(0, 400)).slice(0, 200).join(''),
      this.#now,
      author,
      this.#input.joins ?? '',
      undoable ? 1 : 0,
      dotOf(replica, seq + 1),
      dotOf(replica, seq),
    );
  }

  /** Takes the next dot and stamp for a new record and returns its vector as stored; the change follows in `tellNew`. */
  allot(): string {
    const hand = this.#advance();
    this.#firstNew ??= { seq: hand.seq, stamp: hand.stamp };
    return storedVector('', hand.replica, hand.seq);
  }

  #advance(): Hand {
    const hand = this.begin();
    hand.seq += 1;
    hand.stamp = nextStamp(hand.stamp, this.#now);
    return hand;
  }

  /**
   * Appends the changes of new records, a kind at a time, since one statement for many rows costs a fraction of many
   * statements. What they were made with stays in their rows; only dots and stamps count up.
   */
  tellNew(kind: RecordKind, table: string, firstRow: number, lastRow: number): void {
    if (!this.#hand || !this.#firstNew) return;
    const { seq, stamp } = this.#firstNew;
    this.#db.run(
      `INSERT INTO changes (dot, clock_ms, clock_counter, author, kind, record, op, seen, reason)
        SELECT dots + seq, ms + since / ${COUNTERS}, since % ${COUNTERS}, updated_by, ?, id, 'create', '', ?
        FROM (SELECT id, updated_by, dots, ms, seq, counter + seq - first AS since FROM
          (SELECT id, updated_by, CAST(substr(vector, instr(vector, ':') + 1) AS INTEGER) AS seq
            FROM ${table} WHERE n BETWEEN ? AND ?),
          (SELECT CAST(? AS INTEGER) AS dots, CAST(? AS INTEGER) AS first, CAST(? AS INTEGER) AS ms, CAST(? AS INTEGER) AS counter))`,
      kind,
      this.#input.reason ?? '',
      firstRow,
      lastRow,
      dotOf(this.#hand.replica, 0),
      seq,
      stamp.ms,
      stamp.counter,
    );
  }

  /** Called when all new records so far are in the log. */
  toldNew(): void {
    this.#firstNew = undefined;
  }

  /** Writes down what a record was made with, before its first change. */
  keepFirst(id: string, told: () => Readonly<Record<string, unknown>>): void {
    const first = this.#db.get('SELECT dot FROM changes WHERE record = ? AND fields IS NULL', id);
    if (first) this.tellFirst(first.dot as number, told());
  }

  /** The same for a change that is known to be the only one of its record. */
  tellFirst(dot: number, told: Readonly<Record<string, unknown>>): void {
    this.#db.run('UPDATE changes SET fields = ? WHERE dot = ? AND fields IS NULL', JSON.stringify(told), dot);
  }

  /** Appends a change, its told values as JSON, and returns the record's new vector as stored. */
  append(kind: RecordKind, id: string, op: Op, told: string, seen: string): string {
    const hand = this.#advance();
    this.#db.run(
      'INSERT INTO changes (dot, clock_ms, clock_counter, author, kind, record, op, fields, seen, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      dotOf(hand.replica, hand.seq),
      hand.stamp.ms,
      hand.stamp.counter,
      hand.author,
      kind,
      id,
      op,
      told,
      seen,
      this.#input.reason ?? '',
    );
    return storedVector(seen, hand.replica, hand.seq);
  }

  /** Takes note of a clock that came in with changes of others; one far ahead moves ours by five minutes at most (M18). */
  witness(ms: number, counter: number): void {
    const most = this.#now + AHEAD_MS;
    const stamp = ms > most ? { ms: most, counter: 0 } : { ms, counter };
    if (this.#hand) {
      if (compareStamps(stamp, this.#hand.stamp) > 0) this.#hand.stamp = stamp;
    } else if (compareStamps(stamp, this.#clock()) > 0) this.#writeClock(stamp);
  }

  #clock(): Stamp {
    const text = this.#db.get(`SELECT value FROM meta WHERE key = 'clock'`)?.value as string;
    const [ms = 0, counter = 0] = text.split('.').map(Number);
    return { ms, counter };
  }

  #writeClock({ ms, counter }: Stamp): void {
    this.#db.run(`UPDATE meta SET value = ? WHERE key = 'clock'`, `${ms}.${counter}`);
  }

  /** Writes down the newest dot and clock; comes last, right before the commit. */
  finish(): void {
    if (!this.#hand) return;
    const { replica, replicaId, edit, seq, stamp } = this.#hand;
    this.#db.run('UPDATE edits SET last_dot = ? WHERE n = ?', dotOf(replica, seq), edit);
    this.#db.run('UPDATE replicas SET last_seq = ? WHERE n = ?', seq, replica);
    this.#writeClock(stamp);
    this.#memory.remember(replicaId, seq);
  }
}
