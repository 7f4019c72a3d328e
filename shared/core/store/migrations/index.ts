import { initial } from './010-initial.ts';
import { exchange } from './020-exchange.ts';
import { colleagues } from './040-colleagues.ts';

export interface Migration {
  /** Written to `user_version`; numbered in tens, so that a fix can go between two. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** In rising order. A library is at the version of the last one that ran on it. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 10, name: 'initial', sql: initial },
  { version: 20, name: 'exchange', sql: exchange },
  { version: 40, name: 'colleagues', sql: colleagues },
];

export const SCHEMA_VERSION = MIGRATIONS.at(-1)?.version ?? 0;
