import { json, jsonList, plain, text } from './columns.ts';
import type { Table } from './index.ts';

export const templates: Table = {
  name: 'templates',
  tagged: false,
  fields: {
    key: text('key'),
    title: text('title'),
    description: text('description'),
    version: plain('version'),
    parameters: jsonList('parameters'),
    briefingTitle: text('briefing_title'),
    scale: plain('scale'),
    page: plain('page'),
    sections: json('sections'),
  },
};
