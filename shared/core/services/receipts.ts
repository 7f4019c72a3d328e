import type { MergeCounts, MergeResult, Receipt } from '../../contract/exchange.ts';
import type { Applied } from '../merge/apply.ts';
import { portable } from '../merge/decide.ts';
import type { Readable, Row } from '../store/handle.ts';
import type { Write } from '../store/write.ts';
import type { Claims } from './inspections.ts';
import type { Preview } from './previews.ts';

/** Notes what a merge brought in. Returns the number of the receipt. */
export const writeReceipt = (
  write: Write,
  author: string,
  preview: Pick<Preview, 'claims' | 'name' | 'sha256'>,
  result: MergeResult,
  applied: Applied,
  leftNone: boolean,
): number => {
  const { db } = write;
  db.run('INSERT INTO authors (name) VALUES (?) ON CONFLICT DO NOTHING', author);
  const { receipt: _none, ...counts } = result;
  const whole = leftNone && applied.clashes.length === 0 ? { claims: preview.claims } : {};
  const receipt = db.run(
    `INSERT INTO receipts (at, author, sender, name, sha256, counts)
      VALUES (?, (SELECT n FROM authors WHERE name = ?), ?, ?, ?, ?)`,
    write.now,
    author,
    preview.claims.from,
    preview.name,
    preview.sha256,
    JSON.stringify({ ...counts, ...whole }),
  );
  for (const dot of applied.dots) db.run('INSERT INTO receipt_changes (receipt, dot) VALUES (?, ?)', receipt, dot);
  for (const change of applied.clashes)
    db.run(
      'INSERT INTO quarantine (receipt, record, kind, change) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      receipt,
      change.record,
      change.kind,
      JSON.stringify(portable(change)),
    );
  return receipt;
};

/** SQL: all receipts, each with who merged. */
export const RECEIPTS = `SELECT r.*, a.name AS merged_by FROM receipts r JOIN authors a ON a.n = r.author`;

/** Notes that a merge was taken back, and by which step, since that step can be undone. */
export const noteUndone = (write: Write, receipt: number): void => {
  write.db.run(
    `UPDATE receipts SET undone_at = ?, counts = json_set(counts, '$.undoneBy', CAST(? AS INTEGER)) WHERE n = ?`,
    write.now,
    write.edit,
    receipt,
  );
};

/** Notes that the merge which a step took back is there again, or taken back once more at that time. */
export const noteMergeBack = ({ db }: Write, step: number, undoneAt: number | null): void => {
  db.run(`UPDATE receipts SET undone_at = ? WHERE json_extract(counts, '$.undoneBy') = ?`, undoneAt, step);
};

type Stored = MergeCounts & { readonly claims?: Claims; readonly undoneBy?: number };

const storedIn = (row: Row): Stored => JSON.parse(row.counts as string) as Stored;

const countsIn = (row: Row): MergeCounts => {
  const { claims: _claims, undoneBy: _undoneBy, ...counts } = storedIn(row);
  return counts;
};

/**
 * What a file claims that came in whole by an earlier merge, its records counted, also when that was taken back later:
 * nothing in it can be new here again (M17), so it need not be read. Undefined for every other file.
 */
export const mergedWhole = (db: Readable, sha256: string): Claims | undefined => {
  const row = db.get(
    `SELECT counts FROM receipts WHERE sha256 = ? AND json_type(counts, '$.claims') = 'object'`,
    sha256,
  );
  return row && storedIn(row).claims;
};

export const readReceipt = (row: Row): Receipt => ({
  ...countsIn(row),
  id: row.n as number,
  at: row.at as number,
  author: row.merged_by as string,
  from: row.sender as string,
  name: row.name as string,
  sha256: row.sha256 as string,
  undoneAt: row.undone_at as number | null,
});
