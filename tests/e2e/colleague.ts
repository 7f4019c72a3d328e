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

/** The id of a fact by its statement. */
export const factId = async (app: App, library: string, statement: string): Promise<string> => {
  const facts = JSON.parse(await app.run('facts', 'list', library, '--json')) as
    | readonly Listed[]
    | { items: Listed[] };
  const list = 'items' in facts ? facts.items : facts;
  const found = list.find((fact) => fact.statement === statement);
  if (!found) throw new Error(`There is no fact “${statement}”.`);
  return found.id;
};

/** A copy of the open library as a colleague has it, in the app's own folder. */
export const copyLibrary = async (app: App, name: string): Promise<string> => {
  const { file } = JSON.parse(await app.run('backup', app.library, '--to', app.home, '--json')) as { file: string };
  const copy = join(app.home, 'libraries', `${name}.bwlib`);
  await app.run('restore', join(app.home, file.split('/').at(-1) ?? ''), '--to', copy);
  return copy;
};

/** Edits as a colleague made them on a copy: one word against ours, one alone, one retired, one new. */
export const editTheirs = async (app: App, library: string, author = 'Desk B'): Promise<void> => {
  const by = ['--author', author];
  const of = (statement: string): Promise<string> => factId(app, library, statement);
  await app.run('facts', 'edit', library, await of(SHARED.before), '--statement', SHARED.theirs, ...by);
  await app.run('facts', 'edit', library, await of(SHARED.changed), '--status', 'verified', '--tlp', 'AMBER', ...by);
  await app.run('facts', 'retire', library, await of(SHARED.retired), ...by);
  await app.run(
    'facts',
    'add',
    library,
    '--statement',
    SHARED.added,
    '--subject',
    'Harbour',
    '--source',
    'Port notice',
    ...by,
  );
};

/** Our own edit of the fact that the colleague worded anew. */
export const editOurs = async (app: App): Promise<void> => {
  await app.run(
    'facts',
    'edit',
    app.library,
    await factId(app, app.library, SHARED.before),
    '--statement',
    SHARED.ours,
  );
};

/** A pack that a colleague made of a copy of the open library, after edits on both sides; its path. */
export const theirPack = async (app: App, passphrase?: string): Promise<string> => {
  const theirs = await copyLibrary(app, 'Desk B');
  await editTheirs(app, theirs);
  await editOurs(app);
  const out = join(app.home, PACK);
  const secret = passphrase === undefined ? [] : ['--passphrase-file', app.file('secret.txt', `${passphrase}\n`)];
  await app.run('pack', theirs, '--out', out, '--note', SHARED.note, '--author', 'Desk B', ...secret);
  return out;
};
