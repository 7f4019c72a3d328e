import type { Command } from 'commander';
import type { Colleague } from '../../contract/colleagues.ts';
import { count, entries } from './output.ts';
import { DONE } from './problems.ts';
import type { Bind } from './program.ts';

const when = (what: string, at: number | null): string | null =>
  at === null ? null : `${what} ${new Date(at).toISOString()}`;

const told = (all: readonly Colleague[]): string =>
  all.length === 0
    ? 'Nothing was exchanged yet; name whom a pack is for with `briefwright pack LIB --for NAME`.'
    : entries(
        all,
        ({ name }) => name,
        ({ sentAt, receivedAt, records }) => [
          when('sent', sentAt),
          when('received', receivedAt),
          `${count(records, 'record')} known to be with them`,
        ],
      );

/** The commands about those that packs go to and come from. */
export const addColleagueCommands = (program: Command, bind: Bind): void => {
  const colleagues = program.command('colleagues').description('see what is known to be with whom');
  colleagues
    .command('list')
    .description('list those that packs of a library went to or came from')
    .argument('<library>', 'library file (.bwlib)')
    .action(
      bind(async (session, library: string) => {
        const all = await (await session.open(library)).colleagues.list();
        session.output.list(all, () => told(all));
        return DONE;
      }),
    );
  colleagues
    .command('forget')
    .description('forget what is with a colleague, such as after a pack was lost on its way')
    .argument('<library>', 'library file (.bwlib)')
    .argument('<colleague>', 'their name')
    .action(
      bind(async (session, library: string, name: string) => {
        await (await session.open(library)).colleagues.forget({ name });
        session.output.result({ name }, () => `Forgot what is with ${name}; the next pack for them holds everything.`);
        return DONE;
      }),
    );
};
