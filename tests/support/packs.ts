import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { PackChoice } from '#shared/contract/exchange.ts';
import { replicaOf, seqOf } from '#shared/core/store/dots.ts';
import type { Change, Op } from '#shared/model/change.ts';
import type { RecordKind } from '#shared/model/records.ts';
import { finishTask, type openWorld } from './world.ts';

/** A pack as a reader would take it apart; nothing is checked. */
export interface ReadPack {
  readonly meta: Readonly<Record<string, string>>;
  readonly records: ReadonlyMap<string, RecordKind>;
  readonly changes: readonly Change[];
  readonly withheld: ReadonlyMap<string, RecordKind>;
  readonly replicas: readonly string[];
  readonly authors: readonly string[];
  readonly attachments: readonly string[];
  /** Everything that stands in it, as one text, beside the bare bytes. */
  readonly text: string;
}

const TABLES = ['meta', 'replicas', 'authors', 'records', 'changes', 'withheld', 'attachments'] as const;
type Rows = Record<string, string | number>[];

export const readPack = (path: string): ReadPack => {
  const db = new Database(path, { readonly: true });
  try {
    const [meta, replicas, authors, records, changes, withheld, attachments] = TABLES.map(
      (table) => db.prepare(`SELECT * FROM ${table}`).all() as Rows,
    ) as [Rows, Rows, Rows, Rows, Rows, Rows, Rows];
    const replica = new Map(replicas.map(({ n, id }) => [n, String(id)]));
    const author = new Map(authors.map(({ n, name }) => [n, String(name)]));
    const kinds = (rows: Rows) => new Map(rows.map(({ id, kind }) => [String(id), kind as RecordKind]));
    const seenIn = (text: string) =>
      new Map(
        text
          .split(',')
          .filter(Boolean)
          .map((part) => part.split(':').map(Number) as [number, number])
          .map(([n, seq]) => [replica.get(n) ?? '?', seq]),
      );
    return {
      meta: Object.fromEntries(meta.map(({ key, value }) => [key, String(value)])),
      records: kinds(records),
      withheld: kinds(withheld),
      replicas: [...replica.values()],
      authors: [...author.values()],
      attachments: attachments.map(({ sha256 }) => String(sha256)),
      changes: changes.map((row) => ({
        replica: replica.get(replicaOf(row.dot as number)) ?? '?',
        seq: seqOf(row.dot as number),
        ms: row.clock_ms as number,
        counter: row.clock_counter as number,
        author: author.get(row.author as number) ?? '?',
        kind: row.kind as RecordKind,
        record: row.record as string,
        op: row.op as Op,
        fields: JSON.parse(row.fields as string) as Record<string, unknown>,
        seen: seenIn(row.seen as string),
        reason: row.reason as string,
      })),
      text: [
        JSON.stringify([meta, replicas, authors, records, changes, withheld, attachments]),
        readFileSync(path, 'utf8'),
      ].join('\n'),
    };
  } finally {
    db.close();
  }
};

type Opened = Awaited<ReturnType<typeof openWorld>>;

/** Writes a pack of a world's open library and reads it. */
export const packOf = async (
  world: Opened,
  choice: Partial<PackChoice> = {},
  more: { name?: string; note?: string } = {},
) => {
  const { api, running } = world;
  const { name = 'some.bwpack', ...rest } = more;
  const file = world.path(name);
  const { task } = await api.packs.start({ choice, file: await running.grant(file), ...rest });
  const result = await finishTask(api, 'pack', task);
  return { file, result, pack: readPack(file) };
};
