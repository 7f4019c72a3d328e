import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import type {
  Inspection,
  MergeItem,
  MergeResult,
  PreviewResult,
  Receipt,
  SignatureVerdict,
} from '../../contract/exchange.ts';
import type { HistoryEntry } from '../../model/records.ts';
import { type Applied, applyMerge } from '../merge/apply.ts';
import { conflictsOf, decide, join, portable } from '../merge/decide.ts';
import { sizeOf } from '../merge/foreign/file.ts';
import type { ForeignFile, ForeignSummary, OpenForeign } from '../merge/foreign.ts';
import { decryptFile, lockOf, type Opener } from '../merge/packs/encrypt.ts';
import { byRecord, type Plan, type PlannedRecord, planMerge } from '../merge/plan.ts';
import { titleOf } from '../merge/title.ts';
import { undoMerge } from '../merge/undo.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { sha256OfFile } from '../store/backup.ts';
import { isSame } from '../store/canonical.ts';
import { noteHandled } from '../store/colleagues.ts';
import type { Readable, Row } from '../store/handle.ts';
import { changesOf, KIND_RULES, rowState } from '../store/history.ts';
import { OwnReplica } from '../store/receive.ts';
import type { Write } from '../store/write.ts';
import type { TaskControl } from '../tasks.ts';
import { noteReceived } from './colleagues.ts';
import type { Context } from './context.ts';
import type { Keyring } from './keys.ts';
import { timedPage } from './paging.ts';
import { type Preview, Previews } from './previews.ts';
import { checkKey, isCredible, judgeSignature, learnKeys, signatureWarnings } from './signatures.ts';

/** What looking at a colleague's file takes. */
interface Means {
  readonly open: OpenForeign;
  readonly keys: Keyring;
}

/** Refusals of files that are encrypted and stay so. */
const LOCKED = ['file-encrypted', 'key-none', 'key-other'];

const inspectionOf = (
  { kind, meta, records, withheld, attachments, problems }: ForeignSummary,
  signature: SignatureVerdict,
): Inspection => ({
  kind,
  from: meta.from,
  createdAt: meta.createdAt,
  note: meta.note,
  ceiling: meta.ceiling,
  records,
  withheld: withheld.length,
  attachments,
  signature,
  safe: true,
  problems: [...signatureWarnings(meta.from, signature), ...problems],
});

const NO_RECORDS = Object.fromEntries(Object.keys(KIND_RULES).map((kind) => [kind, 0])) as Inspection['records'];

/** What is told of a file that cannot be merged: why, and nothing that it claims. */
const refused = (kind: Inspection['kind'], problem: string): Inspection => ({
  ...{ kind, from: '', createdAt: '', note: '', ceiling: '', records: NO_RECORDS, withheld: 0, attachments: 0 },
  signature: null,
  safe: false,
  problems: [problem],
});

/** What opens an encrypted file; undefined for one that is read as it is, or that needs a passphrase nobody gave. */
const openerFor = async (keys: Keyring, path: string, passphrase: string | undefined): Promise<Opener | undefined> => {
  // Folders, pipes and devices are refused before anything waits for them.
  sizeOf(path);
  const lock = await lockOf(path);
  if (lock === 'recipients') return { identity: keys.needIdentity(basename(path)) };
  return lock === undefined || passphrase === undefined ? undefined : { passphrase };
};

/** Opens a file, decrypted into a file of our own that is gone once it is read. */
const openWith = async (
  { tokens }: Context,
  { open, keys }: Means,
  path: string,
  passphrase: string | undefined,
  signal: AbortSignal,
): Promise<ForeignFile> => {
  const opener = await openerFor(keys, path, passphrase);
  if (!opener) return open(path, signal);
  const plain = tokens.path(tokens.temporary(basename(path)));
  try {
    await decryptFile(path, plain, opener, { signal });
    return await open(plain, signal);
  } finally {
    rmSync(plain, { force: true });
  }
};

/** Looks at a file of a stranger: what it holds, or why it would be refused (SAFETY.md). */
const inspectFile = async (keys: Keyring, open: () => Promise<ForeignFile>): Promise<Inspection> => {
  try {
    const foreign = await open();
    try {
      return inspectionOf(foreign.summary, judgeSignature(keys, foreign));
    } finally {
      await foreign.close();
    }
  } catch (error) {
    if (!(error instanceof Refusal) || !['FOREIGN', 'DAMAGED', 'NEWER', 'INVALID'].includes(error.kind)) throw error;
    return refused(LOCKED.includes(error.data.reason) ? 'encrypted' : 'library', error.message);
  }
};

const countsOf = ({ items, unchanged }: Plan) => {
  const count = (effect: PlannedRecord['effect']): number => items.filter((item) => item.effect === effect).length;
  return {
    added: count('added'),
    updated: count('updated'),
    unchanged,
    conflicts: count('conflict'),
    deleted: count('deleted'),
    withheld: 0,
    raised: items.filter(({ raised }) => raised !== null).length,
  };
};

type Json = HistoryEntry['changes'][number]['before'];

const withEffect = ({ items }: Plan, effects: readonly MergeItem['effect'][]): readonly PlannedRecord[] =>
  effects.length === 0 ? items : items.filter(({ effect }) => effects.includes(effect));

/** One record of a preview with what changes in it; `whole` tells the fields of a record that is not here yet, too. */
const itemOf = (db: Readable, planned: PlannedRecord, told: Parameters<typeof join>[1], whole: boolean): MergeItem => {
  const { kind, id } = planned;
  const rules = KIND_RULES[kind];
  const own = changesOf(db, id);
  const after = decide(rules, join(own, told).changes);
  const theirs = rowState(kind, decide(rules, told));
  const newest = told.reduce((last, change) => (change.ms >= last.ms ? change : last));
  const mine = own.length > 0 ? rowState(kind, decide(rules, own)) : {};
  const conflicts = new Set(conflictsOf(rules, after));
  const now = rowState(kind, after);
  const changed = Object.keys(now).filter((name) => conflicts.has(name) || !isSame(now[name], mine[name]));
  return {
    ...planned,
    title: titleOf(kind, own.length > 0 ? mine : theirs),
    by: newest.author,
    at: newest.ms,
    fields:
      own.length === 0 && !whole
        ? []
        : changed.map((field) => ({
            field,
            mine: (mine[field] ?? null) as Json,
            theirs: ((conflicts.has(field) ? theirs[field] : now[field]) ?? null) as Json,
            conflict: conflicts.has(field),
          })),
  };
};

const pageItems = async (
  db: Readable,
  foreign: ForeignFile,
  page: readonly PlannedRecord[],
  whole = false,
): Promise<MergeItem[]> => {
  const told = new Map<string, MergeItem>();
  const planned = new Map(page.map((item) => [item.id, item]));
  for await (const batch of foreign.changes([...planned.keys()])) {
    for (const changes of byRecord(batch)) {
      const item = planned.get(changes[0]?.record ?? '');
      if (item) told.set(item.id, itemOf(db, item, changes, whole));
    }
  }
  return page.flatMap(({ id }) => told.get(id) ?? []);
};

const writeReceipt = (
  write: Write,
  author: string,
  preview: Preview,
  result: MergeResult,
  applied: Applied,
): number => {
  const { db } = write;
  db.run('INSERT INTO authors (name) VALUES (?) ON CONFLICT DO NOTHING', author);
  const { receipt: _none, ...counts } = result;
  const receipt = db.run(
    `INSERT INTO receipts (at, author, sender, name, sha256, counts)
      VALUES (?, (SELECT n FROM authors WHERE name = ?), ?, ?, ?, ?)`,
    write.now,
    author,
    preview.inspection.from,
    preview.name,
    preview.sha256,
    JSON.stringify(counts),
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

const RECEIPTS = `SELECT r.*, a.name AS merged_by FROM receipts r JOIN authors a ON a.n = r.author`;

const readReceipt = (row: Row): Receipt => ({
  ...(JSON.parse(row.counts as string) as Omit<Receipt, 'id'>),
  id: row.n as number,
  at: row.at as number,
  author: row.merged_by as string,
  from: row.sender as string,
  name: row.name as string,
  sha256: row.sha256 as string,
  undoneAt: row.undone_at as number | null,
});

const runMerge = async (
  context: Context,
  preview: Preview,
  leave: ReadonlySet<string>,
  control: TaskControl,
): Promise<MergeResult> => {
  const { store } = context;
  const subject = preview.inspection.from || preview.name;
  control.progress(0, 'backup');
  if ([...preview.plan.items, ...preview.plan.clashes].some(({ id }) => !leave.has(id))) store.backup();
  try {
    return await context.writeLong({ title: 'merge.apply', subject, undoable: false }, async (write) => {
      const applied = await applyMerge(write, preview.foreign, preview.plan, leave, control);
      if (isCredible(preview.inspection.from, preview.verdict)) await noteReceived(write, preview.foreign);
      // What was left out may be wanted later, so a shared folder goes on to offer it.
      if (!preview.plan.items.some(({ id }) => leave.has(id))) noteHandled(write.db, preview.sha256, write.now);
      const { conflict: conflicts, ...counts } = applied.counts;
      const result: MergeResult = { ...counts, conflicts, unchanged: preview.plan.unchanged, receipt: null };
      if (applied.dots.length + applied.clashes.length === 0) return result;
      control.signal.throwIfAborted();
      control.progress(0.95, 'write');
      return { ...result, receipt: writeReceipt(write, context.author, preview, result, applied) };
    });
  } catch (error) {
    if (!(error instanceof OwnReplica)) throw error;
    store.forgetReplica();
    throw new Refusal(
      'INVALID',
      'own-replica',
      'The file holds edits in the name of this very library that it never made; nothing was merged. Ask its sender how the file came about.',
    );
  }
};

/** Looking at files of colleagues, merging them, and taking a merge back. */
export const mergesService = (
  context: Context,
  means: Means,
): ServiceOf<'merges'> & { readonly close: () => Promise<void> } => {
  const previews = new Previews();

  const plan = async (
    path: string,
    passphrase: string | undefined,
    { signal, progress }: TaskControl,
  ): Promise<PreviewResult> => {
    const { store } = context;
    const foreign = await openWith(context, means, path, passphrase, signal);
    try {
      const found = await planMerge(store.read, foreign, context.now(), { signal, progress });
      const verdict = judgeSignature(means.keys, foreign);
      const inspection = inspectionOf(foreign.summary, verdict);
      const preview = {
        foreign,
        plan: found,
        inspection,
        verdict,
        name: basename(path),
        sha256: await sha256OfFile(path),
        store,
      };
      const counts = { ...countsOf(found), withheld: foreign.summary.withheld.length };
      const warnings = [...signatureWarnings(inspection.from, verdict), ...found.warnings];
      return { ...counts, preview: await previews.add(preview), inspection, warnings };
    } catch (error) {
      await foreign.close();
      throw error;
    }
  };

  return {
    inspect: ({ file, passphrase }) => {
      const path = context.tokens.path(file);
      const task = context.tasks.start('inspect', basename(path), async ({ signal }) => ({
        type: 'inspect',
        result: await inspectFile(means.keys, () => openWith(context, means, path, passphrase, signal)),
      }));
      return { task };
    },
    preview: ({ file, passphrase }) => {
      const path = context.tokens.path(file);
      void context.store;
      const task = context.tasks.start('preview', basename(path), async (control) => ({
        type: 'preview',
        result: await plan(path, passphrase, control),
      }));
      return { task };
    },
    items: ({ preview, effects, offset, limit }) =>
      timedPage(async () => {
        const { foreign, plan: found } = previews.need(preview, context.store);
        const wanted = withEffect(found, effects);
        const items = await pageItems(context.read, foreign, wanted.slice(offset, offset + limit));
        return { total: wanted.length, items };
      }),
    ids: ({ preview, effects }) =>
      withEffect(previews.need(preview, context.store).plan, effects).map((planned) => planned.id),
    item: async ({ preview, id }) => {
      const { foreign, plan: found } = previews.need(preview, context.store);
      const planned = found.items.find((item) => item.id === id);
      const [item] = planned ? await pageItems(context.read, foreign, [planned], true) : [];
      if (item) return item;
      throw new Refusal('NOT_FOUND', 'item-missing', 'That record is not in the preview; choose one of its list.');
    },
    apply: ({ preview: id, leave, acceptKey }) => {
      const preview = previews.need(id, context.store);
      const { foreign, inspection, verdict } = preview;
      checkKey(preview.name, inspection.from, verdict, acceptKey);
      const task = context.tasks.start('merge', preview.name, async (control) => {
        const result = await runMerge(context, preview, new Set(leave), control);
        await learnKeys(means.keys, foreign, verdict);
        await previews.discard(id);
        // What waits in a shared folder may be done with by this.
        context.emit({ type: 'folder', foreign: false, records: [] });
        return { type: 'merge', result };
      });
      return { task };
    },
    discard: ({ preview }) => previews.discard(preview),
    receipts: () => context.read.all(`${RECEIPTS} ORDER BY r.n DESC`).map(readReceipt),
    undo: async ({ receipt }, signal) => {
      const row = context.read.get(`${RECEIPTS} WHERE r.n = ?`, receipt);
      if (!row) throw new Refusal('NOT_FOUND', 'receipt-missing', `There is no receipt ${receipt}; list the receipts.`);
      if (row.undone_at !== null)
        throw new Refusal('INVALID', 'receipt-undone', 'That merge was taken back already; nothing was changed.');
      const { sender, name } = row as { sender: string; name: string };
      return context.writeLong({ title: 'merge.undo', subject: sender || name }, async (write) => {
        const undone = await undoMerge(write, receipt, signal);
        write.db.run('UPDATE receipts SET undone_at = ? WHERE n = ?', write.now, receipt);
        return undone;
      });
    },
    close: () => previews.close(),
  };
};
