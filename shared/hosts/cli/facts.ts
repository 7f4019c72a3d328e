import type { Command } from 'commander';
import type { Api } from '../../contract/api.ts';
import { FACT_COLUMNS } from '../../contract/fact-columns.ts';
import type { FactItem } from '../../contract/facts.ts';
import type { Marking } from '../../model/marking.ts';
import { FACT_STATUSES, type FactStatus } from '../../model/statuses.ts';
import { addFactEditCommands } from './facts-edit.ts';
import { FACT, factLines, historyLine, LIBRARY, placeName, showFact } from './facts-show.ts';
import { count, entries } from './output.ts';
import { DONE } from './problems.ts';
import type { Bind } from './program.ts';
import type { Session } from './session.ts';
import { day, marking, oneOf, wholeNumber } from './values.ts';

interface ListOptions {
  readonly query?: string;
  readonly subject?: string;
  readonly tag?: string[];
  readonly status?: FactStatus;
  readonly tlp?: Marking;
  readonly since?: string;
  readonly until?: string;
  readonly reviewDue?: boolean;
  readonly unsourced?: boolean;
  readonly retired?: boolean;
  readonly sort?: (typeof FACT_COLUMNS)[number];
  readonly descending?: boolean;
  readonly limit?: number;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '')}"`;

const listFacts = async (api: Api, session: Session, options: ListOptions): Promise<FactItem[]> => {
  const words = [options.query ?? '', options.subject === undefined ? '' : `subject:${quoted(options.subject)}`];
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const filter = {
    query: words.filter(Boolean).join(' '),
    tags: options.tag ?? [],
    statuses: options.status ? [options.status] : [],
    markings: options.tlp ? [options.tlp] : [],
    reviewDue: options.reviewDue ?? false,
    unsourced: options.unsourced ?? false,
    retired: options.retired ?? false,
    ...(options.since ? { since: options.since } : {}),
    ...(options.until ? { until: options.until } : {}),
  };
  const sort = options.sort ? { by: options.sort, descending: options.descending ?? false } : undefined;
  return session.all(async (offset) => {
    const page = await api.facts.list({
      filter,
      offset,
      limit: Math.min(1000, limit - offset),
      ...(sort ? { sort } : {}),
    });
    return { items: page.items, total: Math.min(page.total, limit) };
  });
};

/** The commands that look at facts. */
const addLookingCommands = (facts: Command, bind: Bind): void => {
  facts
    .command('list')
    .description('list facts')
    .argument(...LIBRARY)
    .option('--query <words>', 'only those that hold these words, in the language of search')
    .option('--subject <name>', 'only those about this subject, by name, alias or id')
    .option('--tag <tag...>', 'only those with all of these tags')
    .option('--status <status>', `only those that are ${FACT_STATUSES.join(', ')}`, oneOf(FACT_STATUSES))
    .option('--tlp <marking>', 'only those with this marking', marking)
    .option('--since <day>', 'only those of this day or later', day)
    .option('--until <day>', 'only those of this day or earlier', day)
    .option('--review-due', 'only those whose review day has come')
    .option('--unsourced', 'only those without any evidence')
    .option('--retired', 'the retired ones instead')
    .option(
      '--sort <column>',
      `order by ${FACT_COLUMNS.join(', ')}`,
      (text) => FACT_COLUMNS.find((column) => column.toLowerCase() === text.toLowerCase()) ?? oneOf(FACT_COLUMNS)(text),
    )
    .option('--descending', 'in falling order')
    .option('--limit <number>', 'at most so many (default: all)', wholeNumber(1, 10_000_000))
    .action(
      bind(async (session, library: string, options: ListOptions) => {
        const items = await listFacts(await session.open(library), session, options);
        session.output.list(items, () => (items.length === 0 ? 'No facts.' : factLines(items)));
        return DONE;
      }),
    );

  facts
    .command('show')
    .description('show one fact with its evidence and history')
    .argument(...LIBRARY)
    .argument(...FACT)
    .action(bind(async (session, library: string, id: string) => showFact(session, await session.open(library), id)));

  facts
    .command('history')
    .description('list what happened to a fact, newest first')
    .argument(...LIBRARY)
    .argument(...FACT)
    .action(
      bind(async (session, library: string, id: string) => {
        const history = await (await session.open(library)).facts.history({ id });
        session.output.list(history, () => history.map(historyLine).join('\n'));
        return DONE;
      }),
    );

  facts
    .command('impact')
    .description('list every place in a briefing that rests on a fact')
    .argument(...LIBRARY)
    .argument(...FACT)
    .action(
      bind(async (session, library: string, fact: string) => {
        const places = await (await session.open(library)).briefings.impact({ fact });
        session.output.list(places, () =>
          places.length === 0
            ? 'Nothing rests on this fact.'
            : entries(
                places,
                (place) => place.words,
                (place) => [place.briefingTitle, placeName(place), place.stale ? 'stale' : 'current'],
              ),
        );
        return DONE;
      }),
    );
};

/** The commands that change facts which are there. */
const addLifeCommands = (facts: Command, bind: Bind): void => {
  facts
    .command('retire')
    .description('take a fact out of use; it keeps everything and can be restored')
    .argument(...LIBRARY)
    .argument(...FACT)
    .option('--reason <text>', 'why, for the history')
    .action(
      bind(async (session, library: string, id: string, options: { reason?: string }) => {
        const api = await session.open(library);
        await api.facts.retire({ ids: [id], ...options });
        return showFact(session, api, id);
      }),
    );

  facts
    .command('restore')
    .description('bring a retired fact back')
    .argument(...LIBRARY)
    .argument(...FACT)
    .action(
      bind(async (session, library: string, id: string) => {
        const api = await session.open(library);
        await api.facts.restore({ ids: [id] });
        return showFact(session, api, id);
      }),
    );

  facts
    .command('tag')
    .description('add and remove tags on facts')
    .argument(...LIBRARY)
    .argument('<fact...>', 'ids of the facts')
    .option('--add <tag...>', 'tags to add')
    .option('--remove <tag...>', 'tags to remove')
    .action(
      bind(async (session, library: string, ids: readonly string[], options: { add?: string[]; remove?: string[] }) => {
        const api = await session.open(library);
        const result = await api.facts.tag({ ids: [...ids], ...options });
        session.output.result(result, () => `Changed ${count(result.changed, 'fact')}.`);
        return DONE;
      }),
    );
};

export const addFactCommands = (program: Command, bind: Bind): void => {
  const facts = program.command('facts').description('list, show, add, edit and retire facts');
  addLookingCommands(facts, bind);
  addFactEditCommands(facts, bind);
  addLifeCommands(facts, bind);
};
