import { type Command, InvalidArgumentError } from 'commander';
import { DATE_HELP, DAY_HELP, dateBounds, daySchema } from '../../model/dates.ts';
import { type Credibility, parseCredibility, parseReliability, type Reliability } from '../../model/grades.ts';
import { type Marking, parseMarking } from '../../model/marking.ts';

/** Readers of option values. What they refuse, commander tells together with the option's name. */
const refuse = (what: string): never => {
  throw new InvalidArgumentError(what);
};

/** A date or period; the empty text stands for none. */
export const edtf = (text: string): string =>
  text === '' || dateBounds(text) !== undefined ? text : refuse(DATE_HELP);

export const day = (text: string): string => (daySchema.safeParse(text).success ? text : refuse(DAY_HELP));

/** A day, or the empty text for none. */
export const dayOrNone = (text: string): string => (text === '' ? text : day(text));

export const reliability = (text: string): Reliability =>
  parseReliability(text) ?? refuse('Write a letter from A (completely reliable) to F (cannot be judged).');

export const credibility = (text: string): Credibility =>
  parseCredibility(text) ?? refuse('Write a digit from 1 (confirmed) to 6 (cannot be judged).');

export const marking = (text: string): Marking =>
  parseMarking(text) ?? refuse('Write CLEAR, GREEN, AMBER, AMBER+STRICT or RED.');

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    const fits = /^\d+$/.test(text) && value >= least && value <= most;
    return fits ? value : refuse(`Write a whole number from ${least} to ${most.toLocaleString('en')}.`);
  };

/** One of a closed list of words. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string): T =>
    words.find((word) => word === text.toLowerCase()) ?? refuse(`Write one of ${words.join(', ')}.`);

/** Words of a closed list, separated by commas. */
export const someOf =
  <T extends string>(words: readonly T[]) =>
  (text: string): T[] =>
    text.split(',').map((part) => oneOf(words)(part.trim()));

/** `name=value`, as often as it is given. */
export const assignments = (text: string, before: Record<string, string> = {}): Record<string, string> => {
  const equals = text.indexOf('=');
  if (equals < 1) refuse('Write it as name=value.');
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
};

/** A moment that stands in for the present: a day, or a day with a time. */
export const moment = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  daySchema.safeParse(text.slice(0, 10)).success
    ? text
    : refuse('Write a day as 2024-04-30, or a time as 2024-04-30T12:00:00Z.');

/** Options that every command takes. */
export const addGeneralOptions = (program: Command): Command =>
  program
    .option('--json', 'print the result as one JSON document')
    .option('--jsonl', 'print lists as JSON Lines: one document a line')
    .option('--author <name>', 'name that stamps what this command changes')
    .option('--now <date>', 'take this day or time for the present, for reproducible runs', moment)
    .option('--debug', 'show what went wrong inside when something does');
