import { foldWords } from '../../../model/duplicates.ts';
import { jsonList, keyedText, nullable, plain, text } from './columns.ts';
import type { Table } from './index.ts';

export const subjects: Table = {
  name: 'subjects',
  tagged: false,
  fields: {
    name: keyedText('name', foldWords),
    kind: plain('kind'),
    aliases: jsonList('aliases'),
    parent: nullable('parent'),
    description: text('description'),
    marking: plain('marking'),
    joinedTo: nullable('joined_to'),
  },
};
