import type * as z from 'zod';

const quoted = (values: readonly unknown[]): string => values.map((value) => `“${String(value)}”`).join(', ');

const sizeWords: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'entries',
  set: 'entries',
  file: 'bytes',
};

const size = (limit: unknown, origin: string): string => {
  const words = sizeWords[origin];
  return words === undefined ? String(limit) : `${String(limit)} ${words}`;
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'Write the day as 2024-04-30.',
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  file: 'a file',
};

/**
 * What is wrong with an input in a sentence that says what to do, for every rule that brings no words of its own.
 * Zod's own words are for programmers.
 */
export const invalidWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `There is no field ${quoted(issue.keys)} here; check the spelling or leave it out.`;
    case 'invalid_value':
      return `Choose one of ${quoted(issue.values)}.`;
    case 'invalid_type':
      return issue.input === undefined ? 'This is needed.' : `Give ${KINDS[issue.expected] ?? issue.expected} here.`;
    case 'invalid_format':
      if (issue.format === 'uuid')
        return `${quoted([String(issue.input).slice(0, 80)])} is not the id of a record; copy it from a list.`;
      return FORMATS[issue.format] ?? 'This is not written as it should be.';
    case 'too_small':
      return `Give at least ${size(issue.minimum, issue.origin)}.`;
    case 'too_big':
      return `Give at most ${size(issue.maximum, issue.origin)}.`;
    case 'invalid_union':
      return 'This fits none of the allowed forms; check which fields are given.';
    default:
      return 'This is not allowed here; check the value.';
  }
};
