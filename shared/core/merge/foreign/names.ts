import type Database from 'better-sqlite3';
import { isLine, isReplica } from './cells.ts';
import { MAX_LINE } from './limits.ts';
import { refuseContent } from './refusals.ts';
import { checkUtf8, upTo } from './sql.ts';

/** The replicas and authors behind their numbers in one file, read as they are asked for. */
export class Names {
  readonly #db: Database.Database;
  readonly #name: string;
  readonly #replica: Database.Statement;
  readonly #author: Database.Statement;
  readonly #replicas = new Map<number, string>();
  /** The other way round: two numbers for one replica would make two changes of one dot. */
  readonly #numbers = new Map<string, number>();
  readonly #authors = new Map<number, string>();

  constructor(db: Database.Database, name: string) {
    this.#db = db;
    this.#name = name;
    this.#replica = db.prepare(`SELECT ${upTo(32, 'id')} FROM replicas WHERE n = ?`).pluck();
    this.#author = db.prepare(`SELECT ${upTo(4 * MAX_LINE, 'name')} FROM authors WHERE n = ?`).pluck();
  }

  replica(n: number): string {
    const known = this.#replicas.get(n);
    if (known !== undefined) return known;
    const id: unknown = this.#replica.get(n);
    if (!isReplica(id)) throw refuseContent(this.#name, 'a writer has no proper name');
    if ((this.#numbers.get(id) ?? n) !== n) throw refuseContent(this.#name, 'a writer is there twice');
    this.#numbers.set(id, n);
    this.#replicas.set(n, id);
    return id;
  }

  author(n: number): string {
    const known = this.#authors.get(n);
    if (known !== undefined) return known;
    const author: unknown = this.#author.get(n);
    if (!isLine(author)) throw refuseContent(this.#name, 'an author has no proper name');
    checkUtf8(this.#db, this.#name, author, { table: 'authors', column: 'name', by: 'n', key: n });
    this.#authors.set(n, author);
    return author;
  }
}
