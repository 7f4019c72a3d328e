/**
 * Every channel between main process and preload, in one place. The Api itself does not pass here: it has a message
 * port of its own, which `connect` hands over.
 */
export const CHANNELS = {
  /** preload → main, with one port: serve the Api on it. */
  connect: 'briefwright:connect',
  /** preload → main, answered. */
  openDialog: 'briefwright:dialog-open',
  saveDialog: 'briefwright:dialog-save',
  dropped: 'briefwright:dropped',
  reveal: 'briefwright:reveal',
  openExternal: 'briefwright:open-external',
  /** main → preload: a menu command was chosen. */
  command: 'briefwright:command',
  /** main → preload: the window is about to close; preload → main: what was typed is written. */
  closing: 'briefwright:closing',
  closed: 'briefwright:closed',
} as const;
