import type { Command } from 'commander';
import type { BriefingDetail, BriefingItem, CheckResult, Finding, StaleCitation } from '../../contract/briefings.ts';
import type { Marking } from '../../model/marking.ts';
import { placeName } from './facts-show.ts';
import { count, entries, pairs } from './output.ts';
import { DONE, PARTLY } from './problems.ts';
import type { Bind } from './program.ts';
import type { Session } from './session.ts';
import { assignments, day, marking, oneOf } from './values.ts';

const LIBRARY = ['<library>', 'library file (.bwlib)'] as const;
const BRIEFING = ['<briefing>', 'its id or exact title'] as const;
const PAGES = ['a4', 'letter'] as const;

interface CreateOptions {
  readonly template: string;
  readonly title?: string;
  readonly fill?: boolean;
  readonly set?: Record<string, string>;
  readonly subtitle?: string;
  readonly customer?: string;
  readonly question?: string;
  readonly date?: string;
  readonly tlp?: Marking;
  readonly page?: (typeof PAGES)[number];
}

const words = (briefing: BriefingDetail): string =>
  [
    pairs([
      ['Title', briefing.title],
      ['Subtitle', briefing.subtitle],
      ['Id', briefing.id],
      ['Customer', briefing.customer],
      ['Question', briefing.question],
      ['Date', briefing.date],
      ['Author', briefing.author],
      ['Marking', `TLP:${briefing.banner}`],
      ['Template', `${briefing.templateRecord.title}, version ${briefing.templateVersion}`],
      ['Length', count(briefing.words, 'word')],
      ['Stale', briefing.stale.length > 0 ? count(briefing.stale.length, 'citation') : ''],
    ]),
    '',
    ...briefing.sections.map(
      (section) =>
        `${section.number}. ${section.heading} (${count(section.blocks.length, 'block')}, ${count(section.words, 'word')})`,
    ),
  ].join('\n');

const briefingLines = (items: readonly BriefingItem[]): string =>
  entries(
    items,
    (item) => item.title,
    (item) => [
      item.id,
      item.date,
      `TLP:${item.banner}`,
      count(item.words, 'word'),
      item.stale > 0 ? count(item.stale, 'stale citation') : null,
    ],
  );

const findingLines = (head: string, findings: readonly Finding[]): string[] =>
  findings.length === 0
    ? []
    : [
        `${count(findings.length, head)}:`,
        ...findings.map(({ section, reason }) => `  ${section ? `${section}: ` : ''}${reason}`),
      ];

const checkWords = ({ errors, warnings }: CheckResult): string =>
  errors.length + warnings.length === 0
    ? 'Everything is in order.'
    : [...findingLines('error', errors), ...findingLines('warning', warnings)].join('\n');

const showStale = (session: Session, stale: readonly StaleCitation[]): void =>
  session.output.list(stale, () =>
    stale.length === 0
      ? 'Every citation is at the newest state of its fact.'
      : entries(
          stale,
          (item) => item.words,
          (item) => [item.briefingTitle, placeName(item), `fact ${item.fact}`],
        ),
  );

export const addBriefingCommands = (program: Command, bind: Bind): void => {
  const briefings = program.command('briefings').description('list, make, show and check briefings');

  briefings
    .command('list')
    .description('list the briefings of a library')
    .argument(...LIBRARY)
    .option('--query <words>', 'only those that hold these words')
    .action(
      bind(async (session, library: string, { query = '' }: { query?: string }) => {
        const api = await session.open(library);
        const items = await session.all((offset) => api.briefings.list({ query, offset, limit: 1000 }));
        session.output.list(items, () => (items.length === 0 ? 'No briefings.' : briefingLines(items)));
        return DONE;
      }),
    );

  briefings
    .command('create')
    .description('make a briefing from a template')
    .argument(...LIBRARY)
    .requiredOption('--template <template>', 'id, key or title of the template')
    .option('--title <title>', 'title; without it, the one that the template proposes')
    .option('--fill', 'place matching facts by the rules of the template')
    .option('--set <name=value>', 'set a parameter of the template; give it once for each', assignments)
    .option('--subtitle <text>', 'subtitle')
    .option('--customer <name>', 'for whom it is written')
    .option('--question <text>', 'the question that it answers')
    .option('--date <day>', 'date on the cover', day)
    .option('--tlp <marking>', 'least marking: CLEAR, GREEN, AMBER, AMBER+STRICT or RED', marking)
    .option('--page <size>', 'A4 or Letter', oneOf(PAGES))
    .action(
      bind(async (session, library: string, options: CreateOptions) => {
        const api = await session.open(library);
        const { template, title = '', fill = false, set = {}, tlp, page, ...texts } = options;
        const details = {
          ...texts,
          ...(tlp ? { marking: tlp } : {}),
          ...(page ? { page: page === 'letter' ? ('Letter' as const) : ('A4' as const) } : {}),
        };
        const made = await api.briefings.create({ template, title, fill, parameters: set, details });
        session.output.result(made, () => words(made));
        return DONE;
      }),
    );

  briefings
    .command('show')
    .description('show a briefing with its sections')
    .argument(...LIBRARY)
    .argument(...BRIEFING)
    .action(
      bind(async (session, library: string, briefing: string) => {
        const found = await (await session.open(library)).briefings.get({ briefing });
        session.output.result(found, () => words(found));
        return DONE;
      }),
    );

  briefings
    .command('check')
    .description('run the coverage, sourcing, wording and marking rules')
    .argument(...LIBRARY)
    .argument(...BRIEFING)
    .action(
      bind(async (session, library: string, briefing: string) => {
        const result = await (await session.open(library)).briefings.check({ briefing });
        session.output.result(result, () => checkWords(result));
        return result.errors.length > 0 ? PARTLY : DONE;
      }),
    );

  briefings
    .command('stale')
    .description('list citations whose fact has moved on')
    .argument(...LIBRARY)
    .argument('[briefing]', 'id or exact title; without it, all briefings')
    .action(
      bind(async (session, library: string, briefing: string | undefined) => {
        const api = await session.open(library);
        showStale(session, await api.briefings.stale(briefing === undefined ? {} : { briefing }));
        return DONE;
      }),
    );
};
