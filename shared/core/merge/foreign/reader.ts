import type Database from 'better-sqlite3';
import { ChangeReader } from './changes.ts';
import { asFileRefusal, openLoaded } from './database.ts';
import type { Loaded } from './file.ts';
import { LibraryTables } from './library.ts';
import { MAX_ATTACHMENT_BYTES } from './limits.ts';
import { Names } from './names.ts';
import { PackTables } from './pack.ts';
import type { PackedAttachment, PackedChanges, PackedRecords, PackedSummary } from './protocol.ts';
import { refuseContent } from './refusals.ts';
import { upTo } from './sql.ts';
import type { Tables } from './tables.ts';

/** A file from somebody else, opened: every answer is looked through, or a Refusal is thrown. For the child alone. */
export class ForeignReader {
  readonly #db: Database.Database;
  readonly #name: string;
  readonly #tables: Tables;
  readonly #changes: ChangeReader;

  constructor(loaded: Loaded) {
    this.#name = loaded.name;
    this.#db = openLoaded(loaded);
    const names = new Names(this.#db, this.#name);
    const Form = loaded.form.kind === 'pack' ? PackTables : LibraryTables;
    this.#tables = new Form(this.#db, this.#name, names);
    this.#changes = new ChangeReader(this.#db, this.#name, names, this.#tables);
  }

  /** Whatever goes wrong in reading is the file's fault and told as that. */
  #attempt<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw asFileRefusal(error, this.#name);
    }
  }

  summary(): PackedSummary {
    return this.#attempt(() => this.#tables.summary());
  }

  /** All records, some in each answer; returns the last, which has none. */
  *records(): Generator<PackedRecords, PackedRecords> {
    for (let after = ''; ; ) {
      const records = this.#attempt(() => this.#tables.records(after));
      const last = records.ids.at(-1);
      if (last === undefined) return records;
      yield records;
      after = last;
    }
  }

  /** The changes of these records, some in each answer; returns the last. */
  *changes(ids: readonly string[]): Generator<PackedChanges, PackedChanges> {
    try {
      return yield* this.#changes.read(ids);
    } catch (error) {
      throw asFileRefusal(error, this.#name);
    }
  }

  /** The bytes are passed on as they are; the parent holds them against their hash. */
  attachment(sha256: string): PackedAttachment {
    return this.#attempt(() => {
      const row = this.#db
        .prepare(
          `SELECT ${upTo(255, 'media_type')}, ${upTo(MAX_ATTACHMENT_BYTES, 'bytes')} FROM attachments WHERE sha256 = ?`,
        )
        .raw()
        .get(sha256) as unknown[] | undefined;
      if (!row) return {};
      const [mediaType, bytes] = row;
      if (typeof mediaType !== 'string' || !Buffer.isBuffer(bytes))
        throw refuseContent(this.#name, 'an attachment is too large or none');
      return { mediaType, bytes };
    });
  }

  close(): void {
    this.#db.close();
  }
}
