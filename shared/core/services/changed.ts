import type { ChangedDetail, ChangedField, ChangedRecord } from '../../contract/changes.ts';
import type { Link, RecordKind } from '../../model/records.ts';
import { hasSeen } from '../../model/vector.ts';
import { conflictsOf, decide } from '../merge/decide.ts';
import { titleOf } from '../merge/title.ts';
import { isSame } from '../store/canonical.ts';
import type { Readable } from '../store/handle.ts';
import {
  changesOfMany,
  KIND_RULES,
  type LoggedChange,
  rowState,
  type State,
  stateAfter,
  writtenState,
} from '../store/history.ts';
import { namesIn, placeOf } from './record-words.ts';

type Json = ChangedField['now'];

/** The merge with which a change came in. */
interface Arrival {
  readonly receipt: number;
  readonly at: number;
  readonly from: string;
  readonly takenBack: boolean;
}

/** Where one record stands with what came in. */
interface Arrived {
  readonly kind: RecordKind;
  readonly id: string;
  readonly changes: readonly LoggedChange[];
  /** Those that came in, in order of display. */
  readonly came: readonly LoggedChange[];
  readonly arrivals: ReadonlyMap<number, Arrival>;
  /** What it was here without them; undefined when it was not. */
  readonly before: State | undefined;
  readonly now: State;
  readonly conflicts: readonly string[];
}

/** SQL: the receipts that are looked at; takes the one up to which was looked. */
export const receiptsSince = (all: boolean): string =>
  `SELECT n FROM receipts WHERE n > ?${all ? '' : ' AND undone_at IS NULL'}`;

/** How the changes came in, by dot, of those that came in with the receipts that are looked at. */
const arrivalsOf = (db: Readable, dots: readonly number[], mark: number, all: boolean): Map<number, Arrival> =>
  new Map(
    db
      .all(
        `SELECT rc.dot, r.n, r.at, r.sender, r.undone_at FROM receipts r JOIN receipt_changes rc ON rc.receipt = r.n
          WHERE r.n IN (${receiptsSince(all)}) AND rc.dot IN (SELECT value FROM json_each(?))`,
        mark,
        JSON.stringify(dots),
      )
      .map((row) => [
        row.dot as number,
        {
          receipt: row.n as number,
          at: row.at as number,
          from: row.sender as string,
          takenBack: row.undone_at !== null,
        },
      ]),
  );

const follows = (change: LoggedChange, others: readonly LoggedChange[]): boolean =>
  others.some(({ replica, seq }) => hasSeen(change.seen, replica, seq));

/** What a record was without these changes and those that build on them; undefined when it was not there. */
const without = (kind: RecordKind, changes: readonly LoggedChange[], left: readonly LoggedChange[]) => {
  const out = new Set(left.map(({ dot }) => dot));
  const rest = changes.filter((change) => !out.has(change.dot) && !follows(change, left));
  return rest.some(({ op }) => op === 'create') ? stateAfter(kind, rest) : undefined;
};

const arrivedOf = (
  kind: RecordKind,
  id: string,
  changes: readonly LoggedChange[],
  arrivals: ReadonlyMap<number, Arrival>,
): Arrived => {
  const came = changes.filter(({ dot }) => arrivals.has(dot));
  const decided = decide(KIND_RULES[kind], changes);
  return {
    ...{ kind, id, changes, came, arrivals },
    before: without(kind, changes, came),
    now: rowState(kind, decided),
    conflicts: conflictsOf(KIND_RULES[kind], decided),
  };
};

const latest = (times: readonly number[]): number => times.reduce((a, b) => Math.max(a, b), 0);

const isEmpty = (value: Json): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

/** Fields that say nothing to a reader: which revision a proposer saw. */
const MUTE: ReadonlySet<string> = new Set(['proposal saw']);

/** The fields that these changes wrote, with what they said before; those that come to the same are left out. */
const fieldsOf = (arrived: Arrived, mine: readonly LoggedChange[]): ChangedField[] => {
  const { kind, changes, now, conflicts } = arrived;
  // What a colleague changed of a record that another one made is told by what the other one made.
  const before = arrived.before ?? without(kind, changes, mine);
  const after = mine.reduce<State | undefined>((state, change) => writtenState(kind, state, change), before) ?? {};
  const value = (state: State | undefined, field: string): Json => (state?.[field] ?? null) as Json;
  return Object.keys(now)
    .filter((field) => !MUTE.has(`${kind} ${field}`) && mine.some(({ fields }) => field in fields))
    .map((field) => ({
      field,
      before: value(before, field),
      after: value(after, field),
      now: value(now, field),
      conflict: conflicts.includes(field),
    }))
    .filter(({ before: was, after: is }) => (before ? !isSame(was, is) : !isEmpty(is)));
};

const authorsOf = ({ came }: Arrived): string[] => [...new Set(came.map(({ author }) => author))];

const effectOf = ({ before, now, came }: Arrived): ChangedRecord['effect'] => {
  if (!before) return 'added';
  const wrote = came.findLast(({ fields }) => 'retired' in fields);
  if (!wrote || before.retired === now.retired) return 'updated';
  return now.retired ? 'deleted' : 'restored';
};

/** The field that names the record of which another one is a part. */
const WHOLE: Readonly<Partial<Record<RecordKind, string>>> = { evidence: 'fact', block: 'section', proposal: 'target' };

/** The id of the record of which one without words of its own is a part; empty for any other. */
const wholeOf = ({ kind, now }: Arrived): string => {
  const whole = WHOLE[kind] === undefined || titleOf(kind, now) !== '' ? undefined : now[WHOLE[kind]];
  return typeof whole === 'string' ? whole : ((whole as Link | undefined)?.id ?? '');
};

type Titles = Readonly<Record<string, string>>;

const recordOf = (arrived: Arrived, titles: Titles): ChangedRecord => {
  const { kind, id, now, came, arrivals, conflicts } = arrived;
  const effect = effectOf(arrived);
  const [first, ...others] = came.flatMap(({ dot }) => arrivals.get(dot) ?? []) as [Arrival, ...Arrival[]];
  const newest = others.reduce((last, arrival) => (arrival.receipt > last.receipt ? arrival : last), first);
  return {
    ...{ kind, id, effect },
    title: titleOf(kind, now),
    partOf: titles[wholeOf(arrived)] ?? '',
    authors: authorsOf(arrived).sort(),
    fields: effect === 'added' ? [] : fieldsOf(arrived, came).map(({ field }) => field),
    at: latest(came.map(({ ms }) => ms)),
    receivedAt: newest.at,
    receipt: newest.receipt,
    conflict: conflicts.length > 0,
    takenBack: [first, ...others].every(({ takenBack }) => takenBack),
  };
};

/** Records with what came in of them, in the order of their ids. */
const arrivedRecords = (db: Readable, records: readonly Link[], mark: number, all: boolean): Arrived[] => {
  const changes = changesOfMany(db, records);
  const dots = [...changes.values()].flatMap((list) => list.map(({ dot }) => dot));
  const arrivals = arrivalsOf(db, dots, mark, all);
  return records
    .map(({ kind, id }) => arrivedOf(kind, id, changes.get(id) ?? [], arrivals))
    .filter(({ came }) => came.length > 0);
};

/** The records of a page with what came in of each since the mark. */
export const changedRecords = (...asked: Parameters<typeof arrivedRecords>): ChangedRecord[] => {
  const records = arrivedRecords(...asked);
  const titles = namesIn(asked[0], records.map(wholeOf));
  return records.map((arrived) => recordOf(arrived, titles));
};

/** One record with what each colleague changed in it since the mark; undefined when nothing of it came in. */
export const changedDetail = (
  db: Readable,
  kind: RecordKind,
  id: string,
  mark: number,
  all: boolean,
): ChangedDetail | undefined => {
  const [arrived] = arrivedRecords(db, [{ kind, id }], mark, all);
  if (!arrived) return undefined;
  const titles = namesIn(db, [wholeOf(arrived)]);
  const by = authorsOf(arrived).map((author): ChangedDetail['by'][number] => {
    const mine = arrived.came.filter((change) => change.author === author);
    const newest = recordOf({ ...arrived, came: mine }, titles);
    return {
      author,
      at: newest.at,
      receivedAt: newest.receivedAt,
      receipt: newest.receipt,
      from:
        mine.map(({ dot }) => arrived.arrivals.get(dot)).find((found) => found?.receipt === newest.receipt)?.from ?? '',
      reasons: [...new Set(mine.map(({ reason }) => reason).filter(Boolean))],
      fields: fieldsOf(arrived, mine),
    };
  });
  const values = by.flatMap(({ fields }) => fields.flatMap(({ before, after, now }) => [before, after, now]));
  return {
    ...recordOf(arrived, titles),
    opens: placeOf(db, kind, id),
    names: namesIn(db, values),
    by: by.sort((a, b) => b.at - a.at || (a.author < b.author ? -1 : 1)),
  };
};
