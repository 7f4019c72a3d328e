import { join } from 'node:path';
import type { App } from './app.ts';

/** The fact that a colleague words in another way, and both wordings. */
export const SHARED = {
  before: 'CommEx had shut down by April 2024.',
  ours: 'CommEx had closed for good by May 2024.',
  theirs: 'CommEx had shut its last office by April 2024.',
  added: 'The harbour was closed for two days.',
  changed: 'Binance has no official presence in Russia.',
  retired: 'Former employees of Binance joined CommEx.',
  note: 'From our side of the desk. Please look at the closing first.',
} as const;

/** What the colleague's file is called. */
export const PACK = 'desk B 2026-11-21.bwpack';

interface Listed {
  readonly id: string;
  readonly statement: string;
}

/** The ids of facts of a library by their statements. */
export const factIds = async (app: App, library: string): Promise<(statement: string) => string> => {
  const facts = JSON.parse(await app.run('facts', 'list', library, '--json')) as
    | readonly Listed[]
    | { items: Listed[] };
  const list = 'items' in facts ? facts.items : facts;
  return (statement) => {
    const found = list.find((fact) => fact.statement === statement);
    if (!found) throw new Error(`There is no fact “${statement}”.`);
    return found.id;
  };
};

/** A copy of the open library as a colleague has it, in the app's own folder. */
export const copyLibrary = async (app: App, name: string): Promise<string> => {
  const { file } = JSON.parse(await app.run('backup', app.library, '--to', app.home, '--json')) as { file: string };
  const copy = join(app.home, 'libraries', `${name}.bwlib`);
  await app.run('restore', join(app.home, file.split('/').at(-1) ?? ''), '--to', copy);
  return copy;
};

/** A pack that a colleague made of a copy of the open library, after edits on both sides; its path. */
export const theirPack = async (app: App): Promise<string> => {
  const theirs = await copyLibrary(app, 'Desk B');
  const id = await factIds(app, theirs);
  const by = ['--author', 'Desk B'];
  const edit = (library: string, ...rest: readonly string[]) => app.run('facts', 'edit', library, ...rest);
  await edit(theirs, id(SHARED.before), '--statement', SHARED.theirs, ...by);
  await edit(theirs, id(SHARED.changed), '--status', 'verified', '--tlp', 'AMBER', ...by);
  await app.run('facts', 'retire', theirs, id(SHARED.retired), ...by);
  const added = ['--statement', SHARED.added, '--subject', 'Harbour', '--source', 'Port notice'];
  await app.run('facts', 'add', theirs, ...added, ...by);
  await edit(app.library, id(SHARED.before), '--statement', SHARED.ours);
  const out = join(app.home, PACK);
  await app.run('pack', theirs, '--out', out, '--note', SHARED.note, ...by);
  return out;
};
