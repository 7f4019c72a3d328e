import { JOINABLE_KINDS, type JoinableKind } from '../../../model/duplicates.ts';
import { compareMarkings, highestMarking, MARKINGS, type Marking } from '../../../model/marking.ts';
import { RECORD_KINDS, type RecordKind } from '../../../model/records.ts';
import type { Pace } from '../../pace.ts';
import type { Readable } from '../../store/handle.ts';
import { decodeRecord } from '../../store/records.ts';
import { TABLES } from '../../store/tables/index.ts';
import { linksOf, tells } from '../links.ts';

/** Why a record stays behind: the highest marking that it, or what it tells of, has or ever had. */
export interface Withheld {
  readonly kind: RecordKind;
  readonly marking: Marking;
}
export type WithheldRecords = ReadonlyMap<string, Withheld>;

/** The field that holds a record's own marking. */
const OWN: Partial<Record<RecordKind, { readonly field: string; readonly column: string }>> = Object.fromEntries(
  RECORD_KINDS.flatMap((kind) =>
    ['marking', 'releaseMarking'].flatMap((field) => {
      const column = TABLES[kind].fields[field]?.columns[0];
      return column === undefined ? [] : [[kind, { field, column }]];
    }),
  ),
);

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What of a record may name any other: a sealed edition all that it printed, a proposal what it would write. */
const NAMING: Partial<Record<RecordKind, string>> = { edition: 'tree', proposal: 'patch' };

/** The records whose words some fields hold. */
const toldBy = (kind: RecordKind, fields: Readonly<Record<string, unknown>>): string[] => [
  ...linksOf(kind, fields)
    .filter(({ tie }) => tells(tie))
    .map(({ id }) => id),
  ...(NAMING[kind] ? (JSON.stringify(fields[NAMING[kind]] ?? null).match(UUID) ?? []) : []),
];

class Ceiling {
  readonly #db: Readable;
  readonly #pace: Pace;
  readonly #above: string;
  readonly #held = new Map<string, Withheld>();

  constructor(db: Readable, ceiling: Marking, pace: Pace) {
    this.#db = db;
    this.#pace = pace;
    this.#above = JSON.stringify(MARKINGS.filter((marking) => compareMarkings(marking, ceiling) > 0));
  }

  #hold(kind: RecordKind, id: string, marking: Marking): void {
    const before = this.#held.get(id)?.marking ?? 'CLEAR';
    this.#held.set(id, { kind, marking: highestMarking([before, marking]) });
  }

  /** Records that are or ever were marked above the ceiling: a record goes whole, with all its earlier versions. */
  #byOwnMarking(kind: RecordKind): void {
    const own = OWN[kind];
    if (!own) return;
    const now = this.#db.all(
      `SELECT id, ${own.column} AS marking FROM ${TABLES[kind].name}
        WHERE ${own.column} IN (SELECT value FROM json_each(?))`,
      this.#above,
    );
    const before = this.#db.all(
      `SELECT record AS id, json_extract(fields, '$.${own.field}') AS marking FROM changes
        WHERE kind = ? AND fields IS NOT NULL AND marking IN (SELECT value FROM json_each(?))`,
      kind,
      this.#above,
    );
    for (const { id, marking } of [...now, ...before]) this.#hold(kind, id as string, marking as Marking);
  }

  #check(kind: RecordKind, id: string, fields: Readonly<Record<string, unknown>>): void {
    for (const told of toldBy(kind, fields)) {
      const held = this.#held.get(told);
      if (held) this.#hold(kind, id, held.marking);
    }
  }

  /** Records that are or ever were joined to a withheld one, over however many steps. */
  #byJoining(kind: JoinableKind): void {
    const joins = this.#db.all(
      `SELECT id, joined_to AS target FROM ${TABLES[kind].name} WHERE joined_to IS NOT NULL
        UNION SELECT record, json_extract(fields, '$.joinedTo') AS target FROM changes
          WHERE kind = ? AND instr(fields, '"joinedTo"') > 0 AND target IS NOT NULL`,
      kind,
    );
    for (let before = -1; before !== this.#held.size; ) {
      before = this.#held.size;
      for (const { id, target } of joins) {
        const held = this.#held.get(target as string);
        if (held && !this.#held.has(id as string)) this.#hold(kind, id as string, held.marking);
      }
    }
  }

  /** Records that say, or said in an earlier version, what a withheld one says. */
  async #byWhatTheySay(kind: RecordKind): Promise<void> {
    for (const row of this.#db.iterate(`SELECT * FROM ${TABLES[kind].name}`)) {
      this.#check(kind, row.id as string, decodeRecord(this.#db, kind, row));
      await this.#pace();
    }
    const changes = this.#db.iterate(
      'SELECT record, fields FROM changes WHERE kind = ? AND fields IS NOT NULL ORDER BY dot',
      kind,
    );
    for (const { record, fields } of changes) {
      this.#check(kind, record as string, JSON.parse(fields as string) as Record<string, unknown>);
      await this.#pace();
    }
  }

  async withhold(): Promise<WithheldRecords> {
    for (const kind of RECORD_KINDS) this.#byOwnMarking(kind);
    if (this.#held.size === 0) return this.#held;
    for (const kind of JOINABLE_KINDS) this.#byJoining(kind);
    // In this order a record comes after everything that it can tell of, so once round is enough.
    for (const kind of ['evidence', 'note', 'judgement', 'section', 'block', 'edition', 'proposal'] as const)
      await this.#byWhatTheySay(kind);
    return this.#held;
  }
}

/** The records of a library that must stay behind when nothing above the ceiling may leave it (M5). */
export const withhold = async (db: Readable, ceiling: Marking, pace: Pace): Promise<WithheldRecords> =>
  ceiling === 'RED' ? new Map() : new Ceiling(db, ceiling, pace).withhold();
