import { rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { PackChoice } from '../../contract/exchange.ts';
import type { DocumentTree } from '../../document/tree.ts';
import { MAX_CARRIED_BYTES } from '../merge/foreign/limits.ts';
import { isRefusal, Refusal } from '../refusal.ts';
import type { Readable } from '../store/handle.ts';
import type { TaskControl } from '../tasks.ts';
import type { Context } from './context.ts';
import { cleanName } from './files.ts';
import type { Keyring } from './keys.ts';
import { type Job, runPack, type Written } from './packs.ts';

/** A report with the pack that goes along in it. */
export interface WithPack {
  readonly tree: DocumentTree;
  readonly pack: Omit<Written, 'path'> & { readonly name: string; readonly bytes: Uint8Array };
}

/** The ending that the reader of PDFs goes by (merge/foreign/pdf.ts). */
const nameFor = ({ title }: DocumentTree): string => `${cleanName(title || 'briefing')}.bwpack`;

const refuseLarge = (): Refusal =>
  new Refusal(
    'INVALID',
    'embed-too-large',
    'What this report rests on is too large to attach (the limit is 20 MB); export it without, and write a pack of its own.',
  );

const refuseWithheld = ({ banner }: DocumentTree): Refusal =>
  new Refusal(
    'INVALID',
    'embed-withheld',
    `This briefing was marked above TLP:${banner}, the marking of the report, so it cannot be attached; export without it.`,
  );

/**
 * The tree of a report and the pack of all it rests on, both of one state of the library. Nothing goes along that is or
 * was marked above the banner: whoever may hold the report may hold the pack.
 */
export const packForReport = async (
  context: Context,
  keys: Keyring,
  briefing: string,
  build: (db: Readable) => DocumentTree,
  control: TaskControl,
): Promise<WithPack> => {
  const file = context.tokens.path(context.tokens.temporary('attached'));
  let tree: DocumentTree | undefined;
  const choice = (db: Readable): PackChoice => {
    tree = build(db);
    return { briefing, tags: [], subjects: [], proposals: false, ceiling: tree.banner };
  };
  const place: Job['place'] = async (make) => {
    await make(file);
    return file;
  };
  const job: Job = {
    ...{ store: context.store, choice, place, note: '', lock: undefined, signer: keys.own.read(), to: undefined },
  };
  try {
    const { path, ...written } = await runPack(context, job, control);
    if (!tree) throw new Error('The pack was made without a report.');
    if (statSync(path).size > MAX_CARRIED_BYTES) throw refuseLarge();
    return { tree, pack: { ...written, name: nameFor(tree), bytes: await readFile(path) } };
  } catch (error) {
    if (tree && isRefusal(error) && error.data.reason === 'pack-withheld') throw refuseWithheld(tree);
    throw error;
  } finally {
    rmSync(file, { force: true });
  }
};
