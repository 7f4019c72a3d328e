import { mayHoldHalves } from '../../store/canonical.ts';
import { MAX_DEPTH } from './limits.ts';

const QUOTE = 34;
const BACKSLASH = 92;

/** The step into or out of an object or list that a character means: `[` and `{` differ from `]` and `}` by two. */
const stepOf = (code: number): number => (code === 91 || code === 123 ? 1 : code === 93 || code === 125 ? -1 : 0);

/** True when objects and lists lie deeper in one another than is read. Looks at the text, before anything recurses. */
export const isTooDeep = (text: string): boolean => {
  // Each level takes two characters.
  if (text.length <= 2 * MAX_DEPTH) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) inString = !inString;
    else if (!inString) depth += stepOf(code);
    else if (code === BACKSLASH) at++;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
};

/** True when every text in the value is whole, and no key is one that reaches into how objects work. */
const isClean = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed();
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isClean);
  return Object.entries(value).every(([key, inner]) => key !== '__proto__' && key.isWellFormed() && isClean(inner));
};

const mayBeUnclean = (text: string): boolean =>
  text.includes('__proto__') || (text.includes('\\u') && (mayHoldHalves(text) || text.includes('\\u005')));

/** The object that the text is the JSON of; undefined when it is anything else, too deep or holds half characters. */
export const readObject = (text: string): Readonly<Record<string, unknown>> | undefined => {
  if (isTooDeep(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return mayBeUnclean(text) && !isClean(value) ? undefined : (value as Record<string, unknown>);
};
