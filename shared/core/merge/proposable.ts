import type * as z from 'zod';
import type { RecordKind } from '../../model/records.ts';
import { FIELD_SCHEMAS } from '../store/tables/index.ts';

/** Kinds that nobody edits by hand: they are made whole. */
const WHOLE: ReadonlySet<RecordKind> = new Set(['template', 'edition', 'proposal']);
/** What places a record, joins it or holds bytes: steps of their own, and not for others to propose. */
const UNPROPOSED: ReadonlySet<string> = new Set(
  'fact briefing section position template templateVersion templateKey parameters attachments joinedTo'.split(' '),
);

/** The fields of a kind for which an edit can be proposed, with what their values must look like (M20). */
export const proposableFields = (kind: RecordKind): ReadonlyMap<string, z.ZodType> =>
  new Map(WHOLE.has(kind) ? [] : Object.entries(FIELD_SCHEMAS[kind].shape).filter(([name]) => !UNPROPOSED.has(name)));

/** What of a proposal never changes once it is made: an answer is to what was proposed. */
export const PROPOSED = ['target', 'patch', 'saw', 'proposer', 'reason'] as const;
