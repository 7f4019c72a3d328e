import { jsonList, nullable, plain, text } from './columns.ts';
import type { Table } from './index.ts';

export const judgements: Table = {
  name: 'judgements',
  tagged: false,
  fields: {
    sentence: text('sentence'),
    scale: plain('scale'),
    likelihood: nullable('likelihood'),
    confidence: nullable('confidence'),
    confidenceReason: text('confidence_reason'),
    basis: jsonList('basis'),
    alternatives: text('alternatives'),
    marking: plain('marking'),
  },
};
