import { json, jsonList, jsonMap, jsonOrNull, nullable, plain, text } from './columns.ts';
import type { Table } from './index.ts';

export const briefings: Table = {
  name: 'briefings',
  tagged: false,
  fields: {
    template: plain('template'),
    templateVersion: plain('template_version'),
    parameters: jsonMap('parameters'),
    title: text('title'),
    subtitle: text('subtitle'),
    customer: text('customer'),
    question: text('question'),
    date: nullable('date'),
    author: text('author'),
    marking: plain('marking'),
    scale: plain('scale'),
    page: plain('page'),
    language: plain('language'),
    bottomLine: nullable('bottom_line'),
    sourceSummary: text('source_summary'),
  },
};

export const sections: Table = {
  name: 'sections',
  tagged: false,
  fields: {
    briefing: plain('briefing'),
    position: plain('position'),
    templateKey: text('template_key'),
    heading: text('heading'),
    guidance: text('guidance'),
    kind: plain('kind'),
    fill: jsonOrNull('fill'),
    coverage: jsonList('coverage'),
  },
};

export const blocks: Table = {
  name: 'blocks',
  tagged: false,
  fields: {
    section: plain('section'),
    position: plain('position'),
    marking: plain('marking'),
    content: json('content'),
  },
};

export const editions: Table = {
  name: 'editions',
  tagged: false,
  fields: {
    briefing: plain('briefing'),
    number: plain('number'),
    releaseMarking: plain('release_marking'),
    sealedAt: plain('sealed_at'),
    tree: json('tree'),
    pdfSha256: plain('pdf_sha256'),
    withdrawn: text('withdrawn'),
  },
};
