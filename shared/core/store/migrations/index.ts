import type Database from 'better-sqlite3';
import { initial } from './010-initial.ts';
import { exchange } from './020-exchange.ts';
import { fillKeys, joining } from './030-joining.ts';
import { proposals } from './030-proposals.ts';
import { colleagues } from './040-colleagues.ts';

export interface Migration {
  /** Written to `user_version`; numbered in tens, so that a fix can go between two. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** What SQL cannot do: brings the rows that are there already up to the new tables, in the same transaction. */
  readonly fill?: (db: Database.Database) => void;
}

/** In rising order. A library is at the version of the last one that ran on it. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 10, name: 'initial', sql: initial },
  { version: 20, name: 'exchange', sql: exchange },
  { version: 30, name: 'joining-proposals', sql: joining + proposals, fill: fillKeys },
  { version: 40, name: 'colleagues', sql: colleagues },
];

export const SCHEMA_VERSION = MIGRATIONS.at(-1)?.version ?? 0;
