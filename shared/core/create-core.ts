import { inspect } from 'node:util';
import Database from 'better-sqlite3';
import type { CoreOptions, CorePorts } from './options.ts';
import { createPdfRenderer } from './pdf/pdf.ts';
import { createRouter, type Services } from './router.ts';
import { briefingsService } from './services/briefings.ts';
import { changesService } from './services/changes.ts';
import { colleaguesService } from './services/colleagues.ts';
import { conflictsService } from './services/conflicts.ts';
import { Context } from './services/context.ts';
import { duplicatesService } from './services/duplicates.ts';
import { editsService, eventsService, tasksService } from './services/edits.ts';
import { exportsService } from './services/exports.ts';
import { evidenceService, factsService } from './services/facts.ts';
import { FileTokens, filesService } from './services/files.ts';
import { folderService } from './services/folder.ts';
import { FolderWatch } from './services/folder-watch.ts';
import { Folders } from './services/folders.ts';
import { importsService } from './services/imports.ts';
import { judgementsService } from './services/judgements.ts';
import { Keyring, keysService } from './services/keys.ts';
import { KnownLibraries } from './services/known.ts';
import { libraryService } from './services/library.ts';
import { mergesService } from './services/merges.ts';
import { notesService } from './services/notes.ts';
import { packsService } from './services/packs.ts';
import { proposalsService } from './services/proposals.ts';
import { searchService } from './services/search.ts';
import { blocksService, sectionsService } from './services/sections.ts';
import { SettingsFile, settingsService } from './services/settings.ts';
import { sourcesService } from './services/sources.ts';
import { subjectsService } from './services/subjects.ts';
import { templatesService } from './services/templates.ts';
import { Tasks } from './tasks.ts';

const sqliteVersion = (): string => {
  const db = new Database(':memory:');
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
};

/** Told on stderr when the host asks for it, since nothing is ever sent anywhere. */
const logFor =
  ({ debug }: CoreOptions) =>
  (message: string, error?: unknown): void => {
    if (debug || process.env.BRIEFWRIGHT_DEBUG)
      process.stderr.write(`briefwright: ${message}${error ? `\n${inspect(error)}` : ''}\n`);
  };

/** Composition root: options in, the router of the Api out. Every transport serves this router. */
export const createCore = (options: CoreOptions, ports: CorePorts) => {
  const tokens = new FileTokens(options.profile);
  const settings = new SettingsFile(options.profile);
  const log = logFor(options);
  const tasks = new Tasks(log);
  const context = new Context(options, tasks, tokens, settings, log);
  const pdf = createPdfRenderer({ workerUrl: new URL(options.pdfWorker), resources: options.resources });
  const known = new KnownLibraries(options.profile, options.libraries);
  const keys = new Keyring(options.profile);
  const merges = mergesService(context, { open: ports.openForeign, takePack: ports.takePack, keys });
  const folders = new Folders(context);
  const folderWatch = new FolderWatch(context, folders, ports.watchFolder);
  const services: Services = {
    library: libraryService(context, known),
    facts: factsService(context),
    evidence: evidenceService(context),
    sources: sourcesService(context),
    notes: notesService(context),
    subjects: subjectsService(context),
    judgements: judgementsService(context),
    templates: templatesService(context),
    briefings: briefingsService(context),
    sections: sectionsService(context),
    blocks: blocksService(context),
    search: searchService(context),
    exports: exportsService(context, { pdf, keys }),
    imports: importsService(context),
    merges,
    conflicts: conflictsService(context),
    changes: changesService(context),
    duplicates: duplicatesService(context),
    proposals: proposalsService(context),
    packs: packsService(context, keys),
    colleagues: colleaguesService(context),
    keys: keysService(keys),
    folder: folderService(context, keys, folders, folderWatch),
    files: filesService(tokens),
    tasks: tasksService(context),
    edits: editsService(context),
    events: eventsService(context, () => folderWatch.attend()),
    settings: settingsService(context, sqliteVersion()),
  };
  return {
    router: createRouter(services, log),
    grant: (path: string): string => tokens.grant(path),
    locate: (token: string): string | undefined => tokens.locate(token),
    close: async (): Promise<void> => {
      folderWatch.close();
      await tasks.close();
      await merges.close();
      await pdf.close();
      await context.use(null);
      tokens.close();
    },
  };
};
export type Core = ReturnType<typeof createCore>;
