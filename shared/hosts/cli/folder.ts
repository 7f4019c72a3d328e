import { join } from 'node:path';
import type { Command } from 'commander';
import type { Api } from '../../contract/api.ts';
import type { MergeResult } from '../../contract/exchange.ts';
import type { FolderPack } from '../../contract/folder.ts';
import { Refusal } from '../../core/refusal.ts';
import { counted } from './merge.ts';
import { bytes, count, entries } from './output.ts';
import { addPackOptions, finishPack, type PackOptions, packInput, tellPack } from './pack.ts';
import { passphraseFrom } from './passphrase.ts';
import { DONE, PARTLY, tell } from './problems.ts';
import type { Bind } from './program.ts';
import type { Session } from './session.ts';

const LIBRARY = ['<library>', 'library file (.bwlib)'] as const;

const addPlace = (folder: Command, bind: Bind): void => {
  folder
    .command('set')
    .description('set the folder through which packs of this library are shared')
    .argument(...LIBRARY)
    .argument('<folder>', 'folder that colleagues see, too')
    .action(
      bind(async (session, library: string, path: string) => {
        const api = await session.open(library);
        const { name, reachable } = await api.folder.set({ file: await session.grant(path) });
        session.output.result({ name, reachable }, () => `Packs of ${library} are shared through ${path} now.`);
        return DONE;
      }),
    );
  folder
    .command('show')
    .description('tell which folder is set, and whether it can be reached')
    .argument(...LIBRARY)
    .action(
      bind(async (session, library: string) => {
        const found = await (await session.open(library)).folder.get();
        session.output.result(found, () => {
          if (!found) return 'No folder is set; set one with `briefwright folder set`.';
          return found.reachable ? found.name : `${found.name}, which cannot be reached at the moment`;
        });
        return found?.reachable ? DONE : PARTLY;
      }),
    );
  folder
    .command('unset')
    .description('share this library through no folder any more; what lies there stays')
    .argument(...LIBRARY)
    .action(
      bind(async (session, library: string) => {
        await (await session.open(library)).folder.unset();
        session.output.result({ name: null }, () => 'The folder is no longer set; what lies there stays.');
        return DONE;
      }),
    );
};

const listed = (packs: readonly FolderPack[], arriving: number): string =>
  [
    packs.length === 0
      ? 'There is nothing new.'
      : entries(
          packs,
          ({ name }) => name,
          ({ bytes: size, at, mergedInPart }) => [
            bytes(size),
            new Date(at).toISOString(),
            mergedInPart ? 'merged in part' : null,
          ],
        ),
    ...(arriving > 0 ? [`${count(arriving, 'pack')} not whole yet; look again when it has been copied.`] : []),
  ].join('\n');

const addList = (folder: Command, bind: Bind): void => {
  folder
    .command('list')
    .description('list the packs of others there that were not merged whole yet, newest first')
    .argument(...LIBRARY)
    .action(
      bind(async (session, library: string) => {
        const { packs, arriving } = await (await session.open(library)).folder.list();
        // Tokens mean nothing once this command has ended.
        const shown = packs.map(({ file: _token, ...pack }) => pack);
        session.output.list(shown, () => listed(packs, arriving), { packs: shown, arriving });
        return DONE;
      }),
    );
};

const addDismiss = (folder: Command, bind: Bind): void => {
  folder
    .command('dismiss')
    .description('offer a pack there no more, in this library; the file stays')
    .argument(...LIBRARY)
    .argument('<pack>', 'its name, as listed')
    .action(
      bind(async (session, library: string, name: string) => {
        const api = await session.open(library);
        const found = (await api.folder.list()).packs.find((pack) => pack.name === name);
        if (!found)
          throw new Refusal('NOT_FOUND', 'pack-missing', `No pack ${name} waits there; list what does.`, { name });
        await api.folder.dismiss({ file: found.file });
        session.output.result({ name }, () => `${name} is offered no more; the file stays.`);
        return DONE;
      }),
    );
};

const addSend = (folder: Command, bind: Bind): void => {
  const send = folder
    .command('send')
    .description('write a pack of this library there, beside what lies there already')
    .argument(...LIBRARY);
  addPackOptions(send).action(
    bind(async (session, library: string, options: PackOptions) => {
      const api = await session.open(library);
      const { task } = await api.folder.send(await packInput(session, api, options));
      const made = await finishPack(session, task);
      const { name = '' } = (await api.folder.get()) ?? {};
      tellPack(session, made, join(name, made?.name ?? ''));
      return DONE;
    }),
  );
};

interface MergeAllOptions {
  readonly acceptKey?: boolean;
  readonly passphraseFile?: string;
}

/** What became of one pack. */
type Outcome = { readonly name: string; readonly warnings: readonly string[] } & (
  | { readonly result: MergeResult }
  | { readonly problem: string }
);

const mergeOne = async (
  session: Session,
  api: Api,
  { file, name }: FolderPack,
  { acceptKey = false, passphraseFile }: MergeAllOptions,
): Promise<Outcome> => {
  try {
    const preview = await api.merges.preview({ file, ...passphraseFrom(passphraseFile) });
    const { preview: id, warnings } = await session.finish('preview', preview.task);
    const { task } = await api.merges.apply({ preview: id, acceptKey });
    return { name, warnings, result: await session.finish('merge', task) };
  } catch (error) {
    return { name, warnings: [], problem: tell(error).message };
  }
};

const outcomeWords = (outcome: Outcome): string =>
  [
    `${outcome.name}: ${'problem' in outcome ? outcome.problem : counted(outcome.result)}`,
    ...outcome.warnings.map((warning) => `    ${warning}`),
  ].join('\n');

const addMergeAll = (folder: Command, bind: Bind): void => {
  folder
    .command('merge-all')
    .description('merge every new pack there, the oldest first; what cannot be merged is told and left')
    .argument(...LIBRARY)
    .option('--accept-key', 'take the new keys of senders who have signed with others before')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of encrypted packs')
    .action(
      bind(async (session, library: string, options: MergeAllOptions) => {
        const api = await session.open(library);
        const { packs } = await api.folder.list();
        const outcomes: Outcome[] = [];
        for (const pack of packs.toReversed()) outcomes.push(await mergeOne(session, api, pack, options));
        session.output.list(outcomes, () => outcomes.map(outcomeWords).join('\n') || 'There is nothing new.');
        return outcomes.some((outcome) => 'problem' in outcome || outcome.warnings.length > 0) ? PARTLY : DONE;
      }),
    );
};

/** Sharing packs through a folder. */
export const addFolderCommands = (program: Command, bind: Bind): void => {
  const folder = program.command('folder').description('share packs with colleagues through a common folder');
  addPlace(folder, bind);
  addList(folder, bind);
  addDismiss(folder, bind);
  addSend(folder, bind);
  addMergeAll(folder, bind);
};
