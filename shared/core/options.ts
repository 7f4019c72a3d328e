import type { WatchFolder } from './folder/watch.ts';
import type { OpenForeign, TakePack } from './merge/foreign.ts';

/** What a host hands to the core. The core opens nothing and reads no clock of its own beyond what stands here. */
export interface CoreOptions {
  readonly host: 'electron' | 'browser' | 'cli';
  readonly version: string;
  /** Folder of the app profile: settings, replica ids, uploads and other temporary files. */
  readonly profile: string;
  /** Folder where libraries are made that have a name but no place. */
  readonly libraries: string;
  /** Folder with fonts, templates, styles and the sample. */
  readonly resources: string;
  /** File URL of the PDF worker's entry. */
  readonly pdfWorker: string;
  /** File URL of the entry of the thread that makes backups. */
  readonly backupWorker: string;
  /** File URL of the process that reads files from somebody else. */
  readonly foreignProcess: string;
  /** ISO date or time that stands in for the present, for reproducible runs; null for the real clock. */
  readonly now: string | null;
  /** Stamps edits instead of the author in the settings; null to use those. */
  readonly author: string | null;
  /** Tell on stderr what went wrong inside; the environment's BRIEFWRIGHT_DEBUG does the same. */
  readonly debug?: boolean;
}

/** What a host does for the core in its own way. */
export interface CorePorts {
  /** Opens a file from somebody else in a process that can be ended. */
  readonly openForeign: OpenForeign;
  /** Takes the pack out of a PDF, in such a process as well. */
  readonly takePack: TakePack;
  /** Tells when something may have changed in a folder. */
  readonly watchFolder: WatchFolder;
}
