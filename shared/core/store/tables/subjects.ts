import { jsonList, nullable, plain, text } from './columns.ts';
import type { Table } from './index.ts';

export const subjects: Table = {
  name: 'subjects',
  tagged: false,
  fields: {
    name: text('name'),
    kind: plain('kind'),
    aliases: jsonList('aliases'),
    parent: nullable('parent'),
    description: text('description'),
    marking: plain('marking'),
  },
};
