import { type Command, InvalidArgumentError } from 'commander';
import type { FactInput } from '../../contract/facts.ts';
import type { Credibility, Reliability } from '../../model/grades.ts';
import type { Marking } from '../../model/marking.ts';
import { parseQuantity } from '../../model/quantity.ts';
import type { Quantity } from '../../model/quantity-text.ts';
import { SOURCE_TYPES, type SourceType } from '../../model/source.ts';
import { FACT_STATUSES, type FactStatus } from '../../model/statuses.ts';
import { FACT, LIBRARY, showFact } from './facts-show.ts';
import { UsageError } from './problems.ts';
import type { Bind } from './program.ts';
import { credibility, day, dayOrNone, edtf, marking, oneOf, reliability } from './values.ts';

interface FactOptions {
  readonly statement?: string;
  readonly subject?: string;
  readonly value?: Quantity | null;
  readonly unit?: string;
  readonly asOf?: string;
  readonly validUntil?: string;
  readonly reviewBy?: string;
  readonly status?: FactStatus;
  readonly tlp?: Marking;
}
interface SourceOptions {
  readonly source?: string;
  readonly url?: string;
  readonly sourceType?: SourceType;
  readonly sourceAuthor?: string[];
  readonly publisher?: string;
  readonly sourceDate?: string;
  readonly accessed?: string;
  readonly reliability?: Reliability;
  readonly credibility?: Credibility;
  readonly locator?: string;
  readonly quote?: string;
}
type EditOptions = FactOptions & { readonly reason?: string; readonly seen?: string };
type AddOptions = FactOptions & SourceOptions & { readonly statement: string; readonly tag?: string[] };

const quantity = (text: string): Quantity | null => {
  if (text === '') return null;
  const parsed = parseQuantity(text);
  if (!parsed)
    throw new InvalidArgumentError('Write a number such as 130000, >130,000 or 4.5, with a point before decimals.');
  return parsed;
};

/** The given options of a fact as fields; the empty text empties a field. */
const factFieldsOf = (options: FactOptions) => {
  const { statement, subject, value, unit, asOf, validUntil, reviewBy, status, tlp } = options;
  if (unit !== undefined && !value) throw new UsageError('--unit needs --value; give both.');
  return {
    ...(statement === undefined ? {} : { statement }),
    ...(subject === undefined ? {} : { subjectName: subject }),
    ...(value === undefined ? {} : { quantity: value && { ...value, unit: unit ?? value.unit } }),
    ...(asOf === undefined ? {} : { asOf: asOf || null }),
    ...(validUntil === undefined ? {} : { validUntil: validUntil || null }),
    ...(reviewBy === undefined ? {} : { reviewBy: reviewBy || null }),
    ...(status === undefined ? {} : { status }),
    ...(tlp === undefined ? {} : { marking: tlp }),
  };
};

const SOURCE_OPTIONS: Readonly<Record<keyof SourceOptions, string>> = {
  source: '--source',
  url: '--url',
  sourceType: '--source-type',
  sourceAuthor: '--source-author',
  publisher: '--publisher',
  sourceDate: '--source-date',
  accessed: '--accessed',
  reliability: '--reliability',
  credibility: '--credibility',
  locator: '--locator',
  quote: '--quote',
};

const evidenceOf = (options: SourceOptions): NonNullable<FactInput['evidence']> => {
  const { source, url = '', credibility, locator, quote } = options;
  const title = source ?? url;
  if (title === '') {
    const orphan = Object.entries(SOURCE_OPTIONS).find(([name]) => options[name as keyof SourceOptions] !== undefined);
    if (orphan) throw new UsageError(`${orphan[1]} needs a source; give --source or --url too.`);
    return [];
  }
  return [
    {
      ...(credibility === undefined ? {} : { credibility }),
      ...(locator === undefined ? {} : { locator }),
      ...(quote === undefined ? {} : { quote }),
      source: {
        title,
        url,
        type: options.sourceType ?? (url ? 'webpage' : 'document'),
        authors: (options.sourceAuthor ?? []).map((literal) => ({ literal })),
        publisher: options.publisher ?? '',
        issued: options.sourceDate || null,
        accessed: options.accessed ?? null,
        ...(options.reliability === undefined ? {} : { reliability: options.reliability }),
        ...('tlp' in options && options.tlp ? { marking: options.tlp as Marking } : {}),
      },
    },
  ];
};

/** The options that `add` and `edit` share. */
const addFactOptions = (command: Command): Command =>
  command
    .option('--subject <name>', 'what it is about; the subject is found by name or alias, or made')
    .option('--value <number>', 'number, such as ">130,000"', quantity)
    .option('--unit <unit>', 'unit of the number')
    .option('--as-of <date>', 'date or period that it speaks of, such as 2024-04 or 2023-08/2024-07', edtf)
    .option('--valid-until <day>', 'last day on which it holds', dayOrNone)
    .option('--review-by <day>', 'day on which to look at it again', dayOrNone)
    .option('--status <status>', FACT_STATUSES.join(', '), oneOf(FACT_STATUSES))
    .option('--tlp <marking>', 'CLEAR, GREEN, AMBER, AMBER+STRICT or RED', marking);

export const addFactEditCommands = (facts: Command, bind: Bind): void => {
  const add = facts
    .command('add')
    .description('add a fact, with a source when one is given')
    .argument(...LIBRARY)
    .requiredOption('--statement <text>', 'what is stated, in one sentence');
  addFactOptions(add)
    .option('--tag <tag...>', 'tags')
    .option('--source <title>', 'title of the source; one that is there with this title and address is reused')
    .option('--url <address>', 'address of the source')
    .option('--source-type <type>', SOURCE_TYPES.join(', '), oneOf(SOURCE_TYPES))
    .option('--source-author <name...>', 'authors of the source')
    .option('--publisher <name>', 'publisher of the source')
    .option('--source-date <date>', 'date of the source', edtf)
    .option('--accessed <day>', 'day on which the source was read', day)
    .option('--reliability <letter>', 'reliability of the source, A to F', reliability)
    .option('--credibility <digit>', 'credibility of the fact in this source, 1 to 6', credibility)
    .option('--locator <text>', 'where in the source: page, paragraph, time')
    .option('--quote <text>', 'what the source says, word for word')
    .action(
      bind(async (session, library: string, options: AddOptions) => {
        const input = {
          ...factFieldsOf(options),
          statement: options.statement,
          tags: options.tag ?? [],
          evidence: evidenceOf(options),
        };
        const api = await session.open(library);
        const { id } = await api.facts.add(input);
        return showFact(session, api, id);
      }),
    );

  const edit = facts
    .command('edit')
    .description('change fields of a fact; an empty text empties a field')
    .argument(...LIBRARY)
    .argument(...FACT)
    .option('--statement <text>', 'what is stated, in one sentence')
    .option('--reason <text>', 'why, for the history')
    .option('--seen <revision>', 'refuse to write over a field that was changed since this revision of the fact');
  addFactOptions(edit).action(
    bind(async (session, library: string, id: string, { reason, seen, ...options }: EditOptions) => {
      const { subjectName, ...patch } = factFieldsOf(options);
      if (subjectName === undefined && Object.keys(patch).length === 0) {
        throw new UsageError('There is nothing to change; give at least one field, such as --status verified.');
      }
      const api = await session.open(library);
      await api.facts.edit({
        id,
        patch,
        ...(subjectName === undefined ? {} : { subjectName }),
        ...(reason === undefined ? {} : { reason }),
        ...(seen === undefined ? {} : { seen }),
      });
      return showFact(session, api, id);
    }),
  );
};
