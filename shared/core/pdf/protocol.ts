import type { DocumentTree } from '../../document/tree.ts';
import type { Attached } from './define.ts';
import type { Progress, RenderedTree } from './render.ts';

/** What the worker is started with. */
export interface WorkerData {
  /** Absolute path of the resources folder. */
  readonly resources: string;
}

export interface Job {
  readonly id: number;
  readonly tree: DocumentTree;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly attached?: Attached | undefined;
}

export type Answer =
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'done'; readonly id: number; readonly result: RenderedTree }
  | {
      readonly type: 'failed';
      readonly id: number;
      /** What a person is told; null when there is nothing better than the general sentence. */
      readonly sentence: string | null;
      /** For the log. */
      readonly detail: string;
    };
