import { dateBounds } from '../../../model/dates.ts';
import { foldWords } from '../../../model/duplicates.ts';
import type { Quantity } from '../../../model/quantity-text.ts';
import { type Field, jsonList, jsonMap, keyedText, nullable, plain, text } from './columns.ts';
import type { Table } from './index.ts';

const quantity: Field = {
  columns: ['value', 'value_number', 'unit', 'qualifier'],
  encode: (value, into) => {
    const given = value as Quantity | null;
    if (given) into.push(given.value, Number(given.value), given.unit, given.qualifier);
    else into.push(null, null, null, null);
  },
  decode: (row) => (row.value === null ? null : { value: row.value, unit: row.unit, qualifier: row.qualifier }),
  blank: null,
  isBlank: (value) => value === null,
};

/** The first and last day lie beside the date, so that sorting and filtering by time use an index. */
const asOf: Field = {
  columns: ['as_of', 'as_of_from', 'as_of_to'],
  encode: (value, into) => {
    const bounds = value === null ? undefined : dateBounds(value as string);
    into.push(value as string | null, bounds?.from ?? null, bounds?.to ?? null);
  },
  decode: (row) => row.as_of,
  blank: null,
  isBlank: (value) => value === null,
};

export const facts: Table = {
  name: 'facts',
  tagged: true,
  fields: {
    statement: keyedText('statement', foldWords),
    subject: nullable('subject'),
    quantity,
    asOf,
    validUntil: nullable('valid_until'),
    reviewBy: nullable('review_by'),
    status: plain('status'),
    supersededBy: nullable('superseded_by'),
    marking: plain('marking'),
    custom: jsonMap('custom'),
    joinedTo: nullable('joined_to'),
  },
};

export const evidence: Table = {
  name: 'evidence',
  tagged: false,
  fields: {
    fact: plain('fact'),
    source: plain('source'),
    locator: text('locator'),
    quote: text('quote'),
    credibility: plain('credibility'),
    stance: plain('stance'),
    independenceGroup: text('independence_group'),
    attachments: jsonList('attachments'),
  },
};
