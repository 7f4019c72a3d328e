import type { Command } from 'commander';
import { SEARCH_KINDS } from '../../contract/search.ts';
import { FACT_STATUSES } from '../../model/statuses.ts';
import { entries } from './output.ts';
import { DONE } from './problems.ts';
import type { Bind } from './program.ts';
import { day, oneOf, someOf, wholeNumber } from './values.ts';

const PLURALS = SEARCH_KINDS.map((kind) => `${kind}s` as const);
const STATUSES = [...FACT_STATUSES, 'retired'] as const;

interface Options {
  readonly in?: (typeof PLURALS)[number][];
  readonly limit: number;
  readonly tag?: string;
  readonly subject?: string;
  readonly since?: string;
  readonly until?: string;
  readonly status?: (typeof STATUSES)[number];
}

/** The long names of the options that take a value. */
const valued = (command: Command): (string | undefined)[] =>
  command.options.filter(({ required }) => required).map(({ long }) => long);

/** What a person types with one dash, such as `-binance`; `-h` and `-V` are the only options of that form. */
const isUnwanted = (arg: string): boolean => /^-[^-]/.test(arg) && arg !== '-h' && arg !== '-V';

/** Moves a query such as `-binance` to the end behind `--`, where commander looks for no options. */
export const dashedQueryLast = (program: Command, args: readonly string[]): readonly string[] => {
  const search = program.commands.find((command) => command.name() === 'search');
  const takesValue = new Set([...valued(program), ...(search ? valued(search) : [])]);
  const isValue = args.map((_, index) => index > 0 && takesValue.has(args[index - 1]));
  const command = args.find((arg, index) => !isValue[index] && !arg.startsWith('-'));
  if (command !== 'search' || args.includes('--')) return args;
  const isQuery = args.map((arg, index) => !isValue[index] && isUnwanted(arg));
  if (!isQuery.includes(true)) return args;
  return [...args.filter((_, index) => !isQuery[index]), '--', ...args.filter((_, index) => isQuery[index])];
};

export const addSearchCommand = (program: Command, bind: Bind): void => {
  program
    .command('search')
    .description(
      'find words in facts, sources, notes, subjects and briefings: word*, "a phrase", -not, OR, field:value',
    )
    .argument('<library>', 'library file (.bwlib)')
    .argument('<query>', 'what to look for')
    .option('--in <kinds>', `only in these, separated by commas: ${PLURALS.join(', ')}`, someOf(PLURALS))
    .option('--limit <number>', 'show at most so many', wholeNumber(1, 1000), 20)
    .option('--tag <tag>', 'only facts and notes with this tag')
    .option('--subject <name>', 'only facts about this subject, by name, alias or id')
    .option('--since <day>', 'only facts of this day or later', day)
    .option('--until <day>', 'only facts of this day or earlier', day)
    .option('--status <status>', `only facts that are ${STATUSES.join(', ')}`, oneOf(STATUSES))
    .action(
      bind(async (session, library: string, query: string, options: Options) => {
        const api = await session.open(library);
        const { in: kinds = [], ...rest } = options;
        const found = await api.search.query({
          query,
          ...rest,
          in: kinds.map((plural) => SEARCH_KINDS[PLURALS.indexOf(plural)] ?? 'fact'),
        });
        session.output.list(
          found.hits,
          () =>
            found.hits.length === 0
              ? 'Nothing found; try fewer words, or a beginning such as word*.'
              : [
                  entries(
                    found.hits,
                    (hit) => hit.snippet || hit.title,
                    (hit) => [hit.kind, hit.id],
                  ),
                  `${found.hits.length} of ${found.total.toLocaleString('en')}, ${found.ms.toFixed(1)} ms`,
                ].join('\n'),
          found,
        );
        return DONE;
      }),
    );
};
