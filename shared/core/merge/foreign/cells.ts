import { MAX_LINE } from './limits.ts';

/** Checks of single values, by hand: they run for every row. */

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const REPLICA = /^[0-9a-f]{32}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i;

export const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

export const isReplica = (value: unknown): value is string => typeof value === 'string' && REPLICA.test(value);

export const isSha256 = (value: unknown): value is string => typeof value === 'string' && SHA256.test(value);

export const isMediaType = (value: unknown): value is string => typeof value === 'string' && MEDIA_TYPE.test(value);

export const isWithin = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;

export const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most && value.isWellFormed();

export const isLine = (value: unknown): value is string => isText(value, MAX_LINE);

/** `2025-03-01T09:00:00.000Z`, the form in which a moment is written everywhere. */
export const isMoment = (value: unknown): value is string => {
  if (typeof value !== 'string' || value.length > 30) return false;
  const ms = Date.parse(value);
  return Number.isFinite(ms) && new Date(ms).toISOString() === value;
};
