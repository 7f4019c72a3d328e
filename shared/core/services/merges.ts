import { basename } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { MergeResult, PreviewResult } from '../../contract/exchange.ts';
import { applyMerge } from '../merge/apply.ts';
import { sizeOf } from '../merge/foreign/file.ts';
import { type Plan, planMerge } from '../merge/plan.ts';
import { undoMerge } from '../merge/undo.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { sha256OfFile } from '../store/backup.ts';
import { noteHandled } from '../store/colleagues.ts';
import { OwnReplica } from '../store/receive.ts';
import type { Store } from '../store/store.ts';
import type { TaskControl } from '../tasks.ts';
import { noteReceived } from './colleagues.ts';
import type { Context } from './context.ts';
import { type Claims, claimsOf, inspectFile, inspectionOf } from './inspections.ts';
import type { Keyring } from './keys.ts';
import { countsOf, pageItems, withEffect } from './merge-items.ts';
import { timedPage } from './paging.ts';
import { type Preview, Previews } from './previews.ts';
import { mergedWhole, noteUndone, RECEIPTS, readReceipt, writeReceipt } from './receipts.ts';
import { openReceived, type Readers } from './received.ts';
import { checkKey, isCredible, judgeSignature, learnKeys, signatureWarnings } from './signatures.ts';

/** What looking at a colleague's file takes. */
interface Means extends Readers {
  readonly keys: Keyring;
}

const NOTHING = { added: 0, updated: 0, conflicts: 0, deleted: 0, withheld: 0, raised: 0 };

/**
 * Does what is written while the state before, which is all that others see, is copied: that copy is there before
 * anything of it counts (M15, decision 020). What fails first stops the work; the copy is always waited for.
 */
const besideBackup = async <T>(
  store: Store,
  { signal, progress }: TaskControl,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const failed = new AbortController();
  const backup = store.backup().catch((error: unknown) => {
    failed.abort();
    throw error;
  });
  const working = work(AbortSignal.any([signal, failed.signal])).then((result) => {
    progress(0.92, 'backup');
    return result;
  });
  const [made, done] = await Promise.allSettled([backup, working]);
  if (made.status === 'rejected') throw made.reason;
  if (done.status === 'rejected') throw done.reason;
  return done.value;
};

const runMerge = async (
  context: Context,
  preview: Preview,
  leave: ReadonlySet<string>,
  control: TaskControl,
): Promise<MergeResult> => {
  const { store } = context;
  const { foreign } = preview;
  if (!foreign) return { ...NOTHING, unchanged: preview.plan.unchanged, receipt: null };
  const subject = preview.claims.from || preview.name;
  const offered = [...preview.plan.items, ...preview.plan.clashes];
  const leftNone = !offered.some(({ id }) => leave.has(id));
  const takesSome = offered.some(({ id }) => !leave.has(id));
  try {
    return await context.writeLong({ title: 'merge.apply', subject, undoable: false }, async (write) => {
      const take = (signal: AbortSignal) => applyMerge(write, foreign, preview.plan, leave, { ...control, signal });
      const applied = await (takesSome ? besideBackup(store, control, take) : take(control.signal));
      if (isCredible(preview.claims.from, preview.verdict)) await noteReceived(write, foreign);
      // What was left out may be wanted later, so a shared folder goes on to offer it.
      if (leftNone) noteHandled(write.db, preview.sha256, write.now);
      const { conflict: conflicts, ...counts } = applied.counts;
      const result: MergeResult = { ...counts, conflicts, unchanged: preview.plan.unchanged, receipt: null };
      if (applied.dots.length + applied.clashes.length === 0) return result;
      control.signal.throwIfAborted();
      control.progress(0.95, 'write');
      return { ...result, receipt: writeReceipt(write, context.author, preview, result, applied, leftNone) };
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

/** A merge holds little and makes much garbage: the heap is to grow by two fifths at a time (decision 019). */
const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=40');

/** The plan for a file that came in whole before. */
const nothingNew = ({ records, problems }: Claims): Plan => ({
  items: [],
  unchanged: Object.values(records).reduce((sum, count) => sum + count, 0),
  clashes: [],
  warnings: problems,
});

/** Looking at files of colleagues, merging them, and taking a merge back. */
export const mergesService = (
  context: Context,
  means: Means,
): ServiceOf<'merges'> & { readonly close: () => Promise<void> } => {
  const previews = new Previews();

  const keep = async (
    path: string,
    sha256: string,
    claims: Claims,
    found: Pick<Preview, 'foreign' | 'plan'>,
  ): Promise<PreviewResult> => {
    const { store } = context;
    const verdict = judgeSignature(means.keys, claims);
    const preview = await previews.add({ ...found, claims, verdict, name: basename(path), sha256, store });
    return {
      ...{ ...countsOf(found.plan), withheld: claims.withheld, preview, inspection: inspectionOf(means.keys, claims) },
      warnings: [...signatureWarnings(claims.from, verdict), ...found.plan.warnings],
    };
  };

  const recognise = async (path: string) => {
    const sha256 = await sha256OfFile(path);
    return { sha256, known: mergedWhole(context.read, sha256) };
  };

  const plan = async (
    path: string,
    passphrase: string | undefined,
    { signal, progress }: TaskControl,
  ): Promise<PreviewResult> => {
    // Folders, pipes and devices are refused before anything waits for them.
    sizeOf(path);
    keepHeapSmall();
    // Its process starts while the hash is taken; that of a file that is known, or cannot be read, is ended again.
    const end = new AbortController();
    const opening = openReceived(context, means, path, passphrase, AbortSignal.any([signal, end.signal]));
    opening.catch(() => undefined);
    const { sha256, known } = await recognise(path).catch((error: unknown) => {
      end.abort();
      throw error;
    });
    if (known) {
      end.abort();
      return keep(path, sha256, known, { foreign: null, plan: nothingNew(known) });
    }
    const received = await opening;
    const { foreign } = received;
    try {
      const found = await planMerge(context.read, foreign, context.now(), { signal, progress });
      return await keep(path, sha256, claimsOf(received), { foreign, plan: found });
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
        result: await inspectFile(means.keys, path, () => openReceived(context, means, path, passphrase, signal)),
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
        const page = wanted.slice(offset, offset + limit);
        return { total: wanted.length, items: foreign ? await pageItems(context.read, foreign, page) : [] };
      }),
    ids: ({ preview, effects }) =>
      withEffect(previews.need(preview, context.store).plan, effects).map((planned) => planned.id),
    item: async ({ preview, id }) => {
      const { foreign, plan: found } = previews.need(preview, context.store);
      const planned = found.items.find((item) => item.id === id);
      const [item] = planned && foreign ? await pageItems(context.read, foreign, [planned], true) : [];
      if (item) return item;
      throw new Refusal('NOT_FOUND', 'item-missing', 'That record is not in the preview; choose one of its list.');
    },
    apply: ({ preview: id, leave, acceptKey }) => {
      const preview = previews.need(id, context.store);
      const { claims, verdict } = preview;
      checkKey(preview.name, claims.from, verdict, acceptKey);
      const task = context.tasks.start('merge', preview.name, async (control) => {
        const result = await runMerge(context, preview, new Set(leave), control);
        await learnKeys(means.keys, claims, verdict);
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
        noteUndone(write, receipt);
        return undone;
      });
    },
    close: () => previews.close(),
  };
};
