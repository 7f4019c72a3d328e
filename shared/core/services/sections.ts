import type { Section } from '../../model/briefing.ts';
import type { ServiceOf } from '../router.ts';
import { needRecord } from '../store/records.ts';
import type { Write } from '../store/write.ts';
import { briefingDetail } from './briefing-detail.ts';
import { changeSeen } from './change-seen.ts';
import type { Context } from './context.ts';
import { factItemsById } from './fact-items.ts';
import { fillSection, matchingFacts } from './filling.ts';
import { blocksOf, briefingOfBlock, sectionsOf } from './outline.ts';
import { positionAfter } from './placing.ts';

export const sectionsService = (context: Context): ServiceOf<'sections'> => {
  /** One step on one section; answers with its briefing. */
  const change = async (id: string, title: string, work: (write: Write, section: Section) => void, joins?: string) => {
    const { briefing, heading } = needRecord(context.read, 'section', id);
    await context.write({ title, subject: heading, ...(joins === undefined ? {} : { joins }) }, (write) =>
      work(write, write.need('section', id)),
    );
    return briefingDetail(context.read, briefing);
  };
  return {
    add: async ({ after, ...fields }) => {
      await context.write({ title: 'section.add', subject: fields.heading }, (write) => {
        write.need('briefing', fields.briefing);
        const position = positionAfter(sectionsOf(write.db, fields.briefing), after);
        return write.create('section', { ...fields, position });
      });
      return briefingDetail(context.read, fields.briefing);
    },
    edit: ({ id, patch, seen }) =>
      change(
        id,
        'section.edit',
        (write) => changeSeen(write, 'section', id, patch, seen),
        `section ${id} ${Object.keys(patch).join(' ')}`,
      ),
    move: ({ id, after }) =>
      change(id, 'section.move', (write, { briefing }) => {
        const siblings = sectionsOf(write.db, briefing).filter((section) => section.id !== id);
        write.change('section', id, { position: positionAfter(siblings, after) });
      }),
    retire: ({ id }) => change(id, 'section.retire', (write) => write.retire('section', id)),
    fill: ({ id }) => change(id, 'section.fill', fillSection),
    matching: async ({ id }) => {
      const { fill } = needRecord(context.read, 'section', id);
      const facts = fill ? matchingFacts(context.read, fill, new Set()) : [];
      return factItemsById(
        context.read,
        facts.map((fact) => fact.id),
      );
    },
  };
};

export const blocksService = (context: Context): ServiceOf<'blocks'> => {
  const headingOf = (section: string): string => needRecord(context.read, 'section', section).heading;
  return {
    add: async ({ after, ...fields }) => {
      const { briefing, heading } = needRecord(context.read, 'section', fields.section);
      await context.write({ title: 'block.add', subject: heading }, (write) =>
        write.create('block', { ...fields, position: positionAfter(blocksOf(write.db, fields.section), after) }),
      );
      return briefingDetail(context.read, briefing);
    },
    edit: async ({ id, patch, seen }) => {
      const { section } = needRecord(context.read, 'block', id);
      // Autosaved typing counts as one step.
      const step = {
        title: 'block.edit',
        subject: headingOf(section),
        joins: `block ${id} ${Object.keys(patch).join(' ')}`,
      };
      await context.write(step, (write) => changeSeen(write, 'block', id, patch, seen));
      return needRecord(context.read, 'block', id);
    },
    move: async ({ id, section, after }) => {
      const heading = headingOf(section);
      await context.write({ title: 'block.move', subject: heading }, (write) => {
        const siblings = blocksOf(write.db, section).filter((block) => block.id !== id);
        write.change('block', id, { section, position: positionAfter(siblings, after) });
      });
      return briefingDetail(context.read, briefingOfBlock(context.read, id));
    },
    retire: async ({ id }) => {
      const briefing = briefingOfBlock(context.read, id);
      const { section } = needRecord(context.read, 'block', id);
      await context.write({ title: 'block.retire', subject: headingOf(section) }, (write) => write.retire('block', id));
      return briefingDetail(context.read, briefing);
    },
  };
};
