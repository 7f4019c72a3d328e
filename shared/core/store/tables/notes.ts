import { json, jsonList, plain, text } from './columns.ts';
import type { Table } from './index.ts';

export const notes: Table = {
  name: 'notes',
  tagged: true,
  fields: { title: text('title'), body: json('body'), links: jsonList('links'), marking: plain('marking') },
};
