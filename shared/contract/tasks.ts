import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { inspectionSchema, mergeResultSchema, packResultSchema, previewResultSchema } from './exchange.ts';
import { problemDataSchema, procedure } from './problem.ts';
import { PROBLEM_KINDS } from './problem-kinds.ts';
import { exportResultSchema, importResultSchema } from './transfer.ts';

export const TASK_TITLES = ['export', 'import', 'pack', 'inspect', 'preview', 'merge'] as const;

const taskOutcome = z.discriminatedUnion('type', [
  z.object({ type: z.literal('export'), result: exportResultSchema }),
  z.object({ type: z.literal('import'), result: importResultSchema }),
  z.object({ type: z.literal('pack'), result: packResultSchema }),
  z.object({ type: z.literal('inspect'), result: inspectionSchema }),
  z.object({ type: z.literal('preview'), result: previewResultSchema }),
  z.object({ type: z.literal('merge'), result: mergeResultSchema }),
]);

const problemSchema = problemDataSchema.extend({ kind: z.enum(PROBLEM_KINDS), message: z.string() });

export const taskSchema = z.object({
  id: z.string(),
  type: z.enum(TASK_TITLES),
  /** What it works on, such as the briefing's title or the file's name. */
  subject: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** 0 to 1. */
  progress: z.number(),
  /** What it does at the moment, such as `layout`. */
  phase: z.string(),
  outcome: taskOutcome.nullable(),
  problem: problemSchema.nullable(),
});
export type Task = z.infer<typeof taskSchema>;

export const tasks = {
  list: procedure.output(z.array(taskSchema)),
  /** The task's state now and at every change, until it has ended: the last one says how. */
  watch: procedure.input(z.object({ task: z.string() })).output(eventIterator(taskSchema)),
  /** Asks it to stop. It ends as cancelled, leaving everything as it was, unless it was done before. */
  cancel: procedure.input(z.object({ task: z.string() })).output(z.void()),
};
