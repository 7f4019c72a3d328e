import { foldDoi, foldUrl } from '../../../model/duplicates.ts';
import { jsonList, jsonMap, keyedText, nullable, plain, text } from './columns.ts';
import type { Table } from './index.ts';

export const sources: Table = {
  name: 'sources',
  tagged: false,
  fields: {
    title: text('title'),
    type: plain('type'),
    authors: jsonList('authors'),
    publisher: text('publisher'),
    containerTitle: text('container_title'),
    issued: nullable('issued'),
    url: keyedText('url', foldUrl),
    doi: keyedText('doi', foldDoi),
    language: text('language'),
    accessed: nullable('accessed'),
    archiveUrl: text('archive_url'),
    archivedAt: nullable('archived_at'),
    descriptor: text('descriptor'),
    reliability: plain('reliability'),
    marking: plain('marking'),
    attachments: jsonList('attachments'),
    csl: jsonMap('csl'),
    joinedTo: nullable('joined_to'),
  },
};
