import { generateNKeysBetween } from 'fractional-indexing';
import type * as z from 'zod';
import type { briefings as contract } from '../../contract/briefings.ts';
import { checkBriefing } from '../../document/check.ts';
import { type BriefingFields, briefingFields, sectionFields } from '../../model/briefing.ts';
import { fillParameters, type Template } from '../../model/template.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { historyOf } from '../store/history.ts';
import { needRecord } from '../store/records.ts';
import type { Write } from '../store/write.ts';
import { acceptFact } from './accept.ts';
import { briefingDetail, briefingItem } from './briefing-detail.ts';
import { changeSeen } from './change-seen.ts';
import type { Context } from './context.ts';
import { fillRuleWith, fillSection } from './filling.ts';
import { Conditions } from './filter.ts';
import { readMaterial } from './material.ts';
import { CHANGED_AT, findBriefing } from './outline.ts';
import { parseQuery } from './query.ts';
import { findTemplate } from './templates.ts';
import { staleIn, usagesOf } from './usages.ts';

type CreateInput = z.output<NonNullable<(typeof contract.create)['~orpc']['inputSchema']>>;

/** The template's sections as sections of the briefing, parameters filled in; with `fill`, with the facts they take. */
const createSections = (write: Write, briefing: string, template: Template, input: CreateInput): void => {
  const parameters = parametersOf(template, input);
  const positions = generateNKeysBetween(null, null, template.sections.length);
  for (const [index, { key, heading, guidance, kind, fill, coverage }] of template.sections.entries()) {
    const id = write.create(
      'section',
      sectionFields.parse({
        briefing,
        position: positions[index],
        templateKey: key,
        heading: fillParameters(heading, parameters),
        guidance: fillParameters(guidance, parameters),
        kind,
        fill: fillRuleWith(fill, parameters),
        coverage,
      }),
    );
    if (input.fill) fillSection(write, write.need('section', id));
  }
};

const parametersOf = ({ parameters }: Template, input: CreateInput): Record<string, string> => {
  const known = parameters.map(({ key }) => key);
  const wrong = Object.keys(input.parameters).find((key) => !known.includes(key));
  if (wrong !== undefined) {
    const names = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none';
    throw new Refusal('INVALID', 'parameter-unknown', `The template has no parameter “${wrong}”; ${names}.`, {
      parameter: wrong,
    });
  }
  return { ...Object.fromEntries(parameters.map(({ key, value }) => [key, value])), ...input.parameters };
};

const fieldsOf = (context: Context, template: Template, input: CreateInput): BriefingFields => {
  const parameters = parametersOf(template, input);
  const proposed = fillParameters(template.briefingTitle, parameters).trim();
  const { options, settings } = context;
  return briefingFields.parse({
    page: template.page,
    author: options.author ?? settings.value.author,
    language: settings.value.language,
    ...input.details,
    template: template.id,
    templateVersion: template.version,
    parameters,
    title: input.title.trim() || proposed || template.title,
    scale: template.scale,
  });
};

export const briefingsService = (context: Context): ServiceOf<'briefings'> => ({
  list: ({ query, retired, offset, limit }) => {
    const start = performance.now();
    const db = context.read;
    const conditions = new Conditions().add('b.retired = ?', retired ? 1 : 0);
    conditions.addWords('briefings', 'b', parseQuery(query, { growing: true }));
    const rows = db.all(
      `SELECT b.id FROM briefings b ${conditions.where} ORDER BY ${CHANGED_AT} DESC, b.n LIMIT ? OFFSET ?`,
      ...conditions.values,
      limit,
      offset,
    );
    return {
      total: db.count(`SELECT count(*) FROM briefings b ${conditions.where}`, ...conditions.values),
      items: rows.map(({ id }) => briefingItem(db, id as string)),
      ms: performance.now() - start,
    };
  },
  get: ({ briefing }) => briefingDetail(context.read, findBriefing(context.read, briefing).id),
  create: async (input) => {
    const template = findTemplate(context.read, input.template);
    const fields = fieldsOf(context, template, input);
    const id = await context.write({ title: 'briefing.create', subject: fields.title }, (write) => {
      const briefing = write.create('briefing', fields);
      createSections(write, briefing, template, input);
      return briefing;
    });
    return briefingDetail(context.read, id);
  },
  edit: async ({ id, patch, reason, seen }) => {
    const subject = patch.title ?? needRecord(context.read, 'briefing', id).title;
    const joins = `briefing ${id} ${Object.keys(patch).join(' ')}`;
    await context.write({ title: 'briefing.edit', subject, reason, joins }, (write) => {
      if (patch.bottomLine) write.need('judgement', patch.bottomLine);
      changeSeen(write, 'briefing', id, patch, seen);
    });
    return briefingDetail(context.read, id);
  },
  retire: async ({ id }) => {
    const { title } = needRecord(context.read, 'briefing', id);
    await context.write({ title: 'briefing.retire', subject: title }, (write) => write.retire('briefing', id));
  },
  restore: async ({ id }) => {
    const { title } = needRecord(context.read, 'briefing', id);
    await context.write({ title: 'briefing.restore', subject: title }, (write) => write.restore('briefing', id));
  },
  history: ({ id }) => {
    needRecord(context.read, 'briefing', id);
    return historyOf(context.read, 'briefing', id);
  },
  check: ({ briefing }) => {
    const db = context.read;
    return checkBriefing(readMaterial(db, findBriefing(db, briefing).id), { today: context.today() });
  },
  stale: ({ briefing }) => {
    const db = context.read;
    const ids =
      briefing === undefined
        ? db.all('SELECT id FROM briefings WHERE retired = 0 ORDER BY title, id').map(({ id }) => id as string)
        : [findBriefing(db, briefing).id];
    return ids.flatMap((id) => staleIn(readMaterial(db, id)));
  },
  impact: ({ fact }) => {
    needRecord(context.read, 'fact', fact);
    return usagesOf(context.read, fact);
  },
  acceptFact: async (input) => briefingDetail(context.read, await acceptFact(context, input)),
});
