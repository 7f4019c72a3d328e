import type { MenuCommand, OpenKind, SaveKind } from '../../shared/contract/bridge.ts';

/** Every word that the main process itself shows. The window has its own texts. */
export const TEXTS = {
  menus: { file: '&File', edit: '&Edit', view: '&View', window: '&Window' },
  commands: {
    'library.create': 'New Library…',
    'library.open': 'Open Library…',
    'library.backup': 'Back Up Library Now',
    'facts.import': 'Import Facts…',
    'briefing.export': 'Export Briefing…',
    'settings.open': 'Settings…',
    'edit.undo': 'Undo',
    'edit.redo': 'Redo',
    'list.filter': 'Filter',
    'palette.open': 'Search or Run a Command…',
    'fact.capture': 'Capture Fact',
    'source.create': 'New Source',
    'note.create': 'New Note',
    'briefing.create': 'New Briefing',
    'go.facts': 'Facts',
    'go.sources': 'Sources',
    'go.notes': 'Notes',
    'go.briefings': 'Briefings',
  } satisfies Record<MenuCommand, string>,
  openTitles: {
    library: 'Open a library',
    facts: 'Import facts',
    template: 'Import a template',
    folder: 'Choose a folder',
  } satisfies Record<OpenKind, string>,
  saveTitles: {
    library: 'Save the library as',
    pdf: 'Export as PDF',
    markdown: 'Export as Markdown',
    json: 'Export as JSON',
  } satisfies Record<SaveKind, string>,
  fileTypes: {
    library: 'Briefwright library',
    facts: 'Facts as CSV or JSON Lines',
    template: 'Briefwright template',
    folder: 'Folder',
    pdf: 'PDF',
    markdown: 'Markdown',
    json: 'JSON',
  } satisfies Record<OpenKind | SaveKind, string>,
  external: {
    message: (host: string) => `Open a page of ${host} in your browser?`,
    open: 'Open in Browser',
    cancel: 'Cancel',
  },
  windowStopped: {
    message: 'The window has stopped working. Everything that was saved is safe.',
    reload: 'Show It Again',
    quit: 'Quit',
  },
  cannotStart: 'Briefwright cannot start',
  cannotOpen: 'The library was not opened',
} as const;
