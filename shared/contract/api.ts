import type { ContractRouterClient } from '@orpc/contract';
import { blocks, briefings, sections } from './briefings.ts';
import { changes } from './changes.ts';
import { colleagues } from './colleagues.ts';
import { duplicates } from './duplicates.ts';
import { edits, events } from './edits.ts';
import { conflicts, merges, packs } from './exchange.ts';
import { evidence, facts } from './facts.ts';
import { folder } from './folder.ts';
import { judgements } from './judgements.ts';
import { keys } from './keys.ts';
import { library } from './library.ts';
import { notes } from './notes.ts';
import { proposals } from './proposals.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { sources } from './sources.ts';
import { subjects } from './subjects.ts';
import { tasks } from './tasks.ts';
import { templates } from './templates.ts';
import { exports, files, imports } from './transfer.ts';

/** The Api: everything the window and the command line can do. One router of it serves every transport. */
export const contract = {
  library,
  facts,
  evidence,
  sources,
  notes,
  subjects,
  judgements,
  templates,
  briefings,
  sections,
  blocks,
  search,
  exports,
  imports,
  merges,
  conflicts,
  changes,
  duplicates,
  proposals,
  packs,
  colleagues,
  keys,
  folder,
  files,
  tasks,
  edits,
  events,
  settings,
};
export type Contract = typeof contract;
/** The Api as a caller sees it, over any transport. */
export type Api = ContractRouterClient<Contract>;
