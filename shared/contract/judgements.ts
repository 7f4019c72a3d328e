import * as z from 'zod';
import { judgementFields, judgementSchema } from '../model/judgement.ts';
import { idSchema } from '../model/records.ts';
import { patchOf, seenInput } from './list.ts';
import { procedure } from './problem.ts';

export const judgements = {
  get: procedure.input(z.object({ id: idSchema })).output(judgementSchema),
  add: procedure.input(judgementFields).output(judgementSchema),
  edit: procedure
    .input(z.object({ id: idSchema, patch: patchOf(judgementFields), seen: seenInput }))
    .output(judgementSchema),
  retire: procedure.input(z.object({ id: idSchema })).output(z.void()),
};
