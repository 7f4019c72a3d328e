import { randomUUID } from 'node:crypto';
import type { SignatureVerdict } from '../../contract/exchange.ts';
import type { ForeignFile } from '../merge/foreign.ts';
import type { Plan } from '../merge/plan.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import type { Claims } from './inspections.ts';

/** A file that was looked at and waits for the user's decision. Its process stays open meanwhile. */
export interface Preview {
  /** Null for a file of which nothing can be new, so that it was not read. */
  readonly foreign: ForeignFile | null;
  readonly plan: Plan;
  readonly claims: Claims;
  readonly verdict: SignatureVerdict;
  readonly name: string;
  readonly sha256: string;
  /** The library that it was compared with. */
  readonly store: Store;
}

/** Each one holds a process, so the oldest gives way. */
const KEPT = 3;

/** The previews that wait. */
export class Previews {
  readonly #open = new Map<string, Preview>();

  async add(preview: Preview): Promise<string> {
    const [oldest] = this.#open.keys();
    if (oldest !== undefined && this.#open.size >= KEPT) await this.discard(oldest);
    const id = randomUUID();
    this.#open.set(id, preview);
    return id;
  }

  /** The preview, as long as the library that it was made for is open. */
  need(id: string, store: Store): Preview {
    const preview = this.#open.get(id);
    if (preview && preview.store === store) return preview;
    throw new Refusal('NOT_FOUND', 'preview-missing', 'That preview is no longer open; choose the file again.');
  }

  async discard(id: string): Promise<void> {
    const preview = this.#open.get(id);
    this.#open.delete(id);
    await preview?.foreign?.close();
  }

  async close(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.discard(id);
  }
}
