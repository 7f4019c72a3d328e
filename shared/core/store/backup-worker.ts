import { parentPort, workerData } from 'node:worker_threads';
import { asRefusal } from '../refusal.ts';
import { backupDatabase } from './backup.ts';
import type { BackupAnswer, BackupOrder } from './backup-thread.ts';
import { openReader } from './open.ts';

/** Pages are read and written once, in order: keeping more of them, in kilobytes, would help nobody. */
const CACHE = 4000;

const make = ({ from, library, folder, ms }: BackupOrder): BackupAnswer => {
  try {
    const db = openReader(from);
    try {
      db.pragma(`cache_size = -${CACHE}`);
      return { type: 'made', file: backupDatabase(db, library, folder, ms) };
    } finally {
      db.close();
    }
  } catch (error) {
    const { kind, message, data } = asRefusal(error);
    return { type: 'refused', kind, message, data };
  }
};

/** Entry of the thread that makes one backup. */
parentPort?.postMessage(make(workerData as BackupOrder));
