import type { Command } from 'commander';
import { DUPLICATE_STATES, type DuplicatePair } from '../../contract/duplicates.ts';
import { JOINABLE_KINDS, type JoinableKind } from '../../model/duplicates.ts';
import { count, entries } from './output.ts';
import { DONE } from './problems.ts';
import type { Bind } from './program.ts';
import { oneOf, wholeNumber } from './values.ts';

const PAGE = 1000;
const LIBRARY = 'library file (.bwlib)';

interface ListOptions {
  readonly state: (typeof DUPLICATE_STATES)[number];
  readonly kind?: JoinableKind;
  readonly receipt?: number;
}

const EMPTY: Readonly<Record<ListOptions['state'], string>> = {
  offered: 'There are no likely duplicates.',
  joined: 'Nothing was joined.',
  dismissed: 'No pair was dismissed.',
};

const sideWords = ({ id, title, detail, updatedBy }: DuplicatePair['keep']): string =>
  `${id}  ${[title, detail, updatedBy].filter(Boolean).join('; ')}`;

const decidedWords = ({ decided }: DuplicatePair): string | null =>
  decided &&
  [
    `${decided.author}, ${new Date(decided.at).toISOString()}`,
    decided.reason,
    decided.unseen > 0 ? `${count(decided.unseen, 'edit')} of the joined record not seen when it was joined` : '',
  ]
    .filter(Boolean)
    .join('; ');

const addList = (duplicates: Command, bind: Bind): void => {
  duplicates
    .command('list')
    .description('list pairs that likely stand for the same, or those decided on')
    .argument('<library>', LIBRARY)
    .option('--state <state>', DUPLICATE_STATES.join(', '), oneOf(DUPLICATE_STATES), 'offered')
    .option('--kind <kind>', JOINABLE_KINDS.join(', '), oneOf(JOINABLE_KINDS))
    .option('--receipt <number>', 'only with records of this merge', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action(
      bind(async (session, library: string, options: ListOptions) => {
        const api = await session.open(library);
        const pairs = await session.all((offset) => api.duplicates.list({ ...options, offset, limit: PAGE }));
        session.output.list(pairs, () =>
          pairs.length === 0
            ? EMPTY[options.state]
            : entries(
                pairs,
                ({ kind, by, keep }) => `${kind}${by ? ` of one ${by}` : ''}: ${sideWords(keep)}`,
                (pair) => [sideWords(pair.other), decidedWords(pair)],
              ),
        );
        return DONE;
      }),
    );
};

const addJoin = (duplicates: Command, bind: Bind): void => {
  duplicates
    .command('join')
    .description('join records to one that stands for all; both ids then mean that one')
    .argument('<library>', LIBRARY)
    .argument('<keep>', 'id of the record that stays')
    .argument('<others...>', 'ids of the records that give way')
    .option('--reason <text>', 'why, for the history')
    .action(
      bind(async (session, library: string, keep: string, others: string[], { reason }: { reason?: string }) => {
        const api = await session.open(library);
        const result = await api.duplicates.join({ keep, others, reason });
        session.output.result(result, () => `Joined ${count(result.joined, 'record')} to ${result.keep}.`);
        return DONE;
      }),
    );
  duplicates
    .command('separate')
    .description('take a joined record apart from the others again')
    .argument('<library>', LIBRARY)
    .argument('<record>', 'id of the record that gave way')
    .option('--reason <text>', 'why, for the history')
    .action(
      bind(async (session, library: string, id: string, { reason }: { reason?: string }) => {
        const api = await session.open(library);
        const result = await api.duplicates.separate({ id, reason });
        session.output.result(result, () => `Separated ${id} from ${result.from}.`);
        return DONE;
      }),
    );
};

/** Likely duplicates: listing, joining, telling apart. */
export const addDuplicateCommands = (program: Command, bind: Bind): void => {
  const duplicates = program
    .command('duplicates')
    .description('join records that stand for the same, or tell them apart');
  addList(duplicates, bind);
  addJoin(duplicates, bind);
  duplicates
    .command('dismiss')
    .description('say that two records are not the same; they are not offered again')
    .argument('<library>', LIBRARY)
    .argument('<one>', 'id of the one')
    .argument('<other>', 'id of the other')
    .action(
      bind(async (session, library: string, one: string, other: string) => {
        const api = await session.open(library);
        const result = await api.duplicates.dismiss({ pairs: [{ one, other }] });
        session.output.result(result, () => 'They are kept apart and are not offered again.');
        return DONE;
      }),
    );
};
