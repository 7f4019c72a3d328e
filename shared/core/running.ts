import type { Api } from '../contract/api.ts';

/** A core at work, in this thread or in a worker of its own, as hosts use it. */
export interface RunningCore {
  readonly api: Api;
  /** A token for a path that the user chose; the Api takes and gives tokens only. */
  grant(path: string): Promise<string>;
  /** The path behind a token, for hosts that show or serve the file. Undefined when the token is unknown. */
  locate(token: string): Promise<string | undefined>;
  /** Finishes what is being written, closes the library and ends every worker. */
  close(): Promise<void>;
}
