import type { Link } from '../../../model/records.ts';
import { type Field, jsonMap, plain, text } from './columns.ts';
import type { Table } from './index.ts';

const target: Field = {
  columns: ['target_kind', 'target'],
  encode: (value, into) => {
    const { kind, id } = value as Link;
    into.push(kind, id);
  },
  decode: (row) => ({ kind: row.target_kind, id: row.target }),
  blank: undefined,
  isBlank: () => false,
};

export const proposals: Table = {
  name: 'proposals',
  tagged: false,
  fields: {
    target,
    patch: jsonMap('patch'),
    saw: plain('saw'),
    proposer: text('proposer'),
    reason: text('reason'),
    state: plain('state'),
    answer: text('answer'),
    marking: plain('marking'),
  },
};
