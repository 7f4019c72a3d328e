import type { JudgementFields } from '../../model/judgement.ts';
import { findTerm } from '../../model/likelihood.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { needRecord } from '../store/records.ts';
import { changeSeen } from './change-seen.ts';
import type { Context } from './context.ts';

/** Store the term and the scale, never an interpolated number (TRADECRAFT.md): the term must be one of the scale's. */
export const checkTerm = ({ scale, likelihood }: Pick<JudgementFields, 'scale' | 'likelihood'>): void => {
  if (likelihood !== null && !findTerm(scale, likelihood)) {
    throw new Refusal(
      'INVALID',
      'likelihood-unknown',
      `“${likelihood}” is no term of the scale; choose one from the list.`,
      { likelihood },
    );
  }
};

export const judgementsService = (context: Context): ServiceOf<'judgements'> => ({
  get: ({ id }) => needRecord(context.read, 'judgement', id),
  add: async (fields) => {
    checkTerm(fields);
    const id = await context.write({ title: 'judgement.add', subject: fields.sentence }, (write) =>
      write.create('judgement', fields),
    );
    return needRecord(context.read, 'judgement', id);
  },
  edit: async ({ id, patch, seen }) => {
    const before = needRecord(context.read, 'judgement', id);
    checkTerm({
      scale: patch.scale ?? before.scale,
      likelihood: patch.likelihood === undefined ? before.likelihood : patch.likelihood,
    });
    const joins = `judgement ${id} ${Object.keys(patch).join(' ')}`;
    await context.write({ title: 'judgement.edit', subject: patch.sentence ?? before.sentence, joins }, (write) =>
      changeSeen(write, 'judgement', id, patch, seen),
    );
    return needRecord(context.read, 'judgement', id);
  },
  retire: async ({ id }) => {
    const { sentence } = needRecord(context.read, 'judgement', id);
    await context.write({ title: 'judgement.retire', subject: sentence }, (write) => write.retire('judgement', id));
  },
});
