import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ProblemData, ProblemKind } from '../../contract/problem-kinds.ts';
import { Refusal } from '../refusal.ts';
import type { BackupFile } from './backup.ts';

/** A library to be copied. */
export interface BackupOrder {
  /** Where the library is read: its own path, or that of a copy where its place cannot be read from. */
  readonly from: string;
  /** The library's own path, after which the backup is named. */
  readonly library: string;
  readonly folder: string;
  readonly ms: number;
}

/** What came of it; a refusal in parts, since threads hand on no classes of ours. */
export type BackupAnswer =
  | { readonly type: 'made'; readonly file: BackupFile }
  | {
      readonly type: 'refused';
      readonly kind: ProblemKind;
      readonly message: string;
      readonly data: ProblemData;
    };

/** Makes a backup of the last state that was committed. Rejects with a Refusal. */
export type MakeBackup = (order: BackupOrder) => Promise<BackupFile>;

/**
 * Makes each backup in a thread of its own, so that reading and writing go on meanwhile. `entry` is the address of
 * `backup-worker.ts`, or of what it was bundled into. A copy cannot be stopped: it would leave half a file behind.
 */
export const backupIn =
  (entry: string | URL): MakeBackup =>
  async (order) => {
    const worker = new Worker(new URL(entry), { workerData: order, resourceLimits: { maxOldGenerationSizeMb: 32 } });
    // Rejects with what the thread died of.
    const [answer] = (await once(worker, 'message')) as [BackupAnswer];
    await worker.terminate();
    if (answer.type === 'made') return answer.file;
    const { kind, message, data } = answer;
    throw new Refusal(kind, data.reason, message, data.params);
  };
