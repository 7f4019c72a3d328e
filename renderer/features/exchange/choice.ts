import type { PackChoice } from '#shared/contract/exchange.ts';
import type { Marking } from '#shared/model/marking.ts';
import { type Person, personNamed } from '../colleagues/people.ts';

export const SHARED_PARTS = ['all', 'briefing', 'facts'] as const;
export type SharedPart = (typeof SHARED_PARTS)[number];

/** How a pack is kept from others: not at all, by a passphrase, or by keys of those who may read it. */
export const LOCKS = ['none', 'passphrase', 'keys'] as const;
export type Lock = (typeof LOCKS)[number];

/** What the analyst chose to share, as the screen remembers it for this library. */
export type ShareChoice = {
  part: SharedPart;
  briefing: string | null;
  query: string;
  tags: string[];
  /** With their names, to be shown before the library is asked. */
  subjects: { id: string; name: string }[];
  ceiling: Marking;
  /** Name of the colleague that it is for; empty for nobody. */
  for: string;
  /** Only what is new since the last exchange with them. */
  since: boolean;
  lock: Lock;
  /** Names of those whose keys open it. */
  to: string[];
};

export const FIRST_CHOICE: ShareChoice = {
  part: 'all',
  briefing: null,
  query: '',
  tags: [],
  subjects: [],
  ceiling: 'GREEN',
  for: '',
  since: false,
  lock: 'none',
  to: [],
};

/** The colleague whose pack leaves out what they have; undefined when it holds everything chosen. */
export const sinceWhom = (choice: ShareChoice, people: readonly Person[]): string | undefined => {
  const person = choice.since ? personNamed(people, choice.for) : undefined;
  return person?.exchanged ? person.name : undefined;
};

/** The choice as the library takes it; null while it says too little: no briefing, or nothing to find facts by. */
export const packChoice = (choice: ShareChoice, people: readonly Person[]): PackChoice | null => {
  const { part, briefing, query, tags, subjects, ceiling } = choice;
  const since = sinceWhom(choice, people);
  const none = { tags: [], subjects: [], proposals: false, ceiling, ...(since === undefined ? {} : { since }) };
  if (part === 'all') return none;
  if (part === 'briefing') return briefing === null ? null : { ...none, briefing };
  const words = query.trim();
  if (words === '' && tags.length === 0 && subjects.length === 0) return null;
  return { ...none, tags, subjects: subjects.map(({ id }) => id), ...(words ? { query: words } : {}) };
};

/** Those of the chosen readers whose key is remembered still. */
export const readersOf = ({ to }: ShareChoice, people: readonly Person[]): string[] =>
  to.flatMap((name) => {
    const person = personNamed(people, name);
    return person?.recipient ? [person.name] : [];
  });

/** For somebody else: whoever it is for reads it, unless others were chosen to. */
export const addressed = (choice: ShareChoice, name: string, people: readonly Person[]): ShareChoice => {
  const before = readersOf(choice, people);
  const addressee = personNamed(people, choice.for)?.name;
  const own = before.every((reader) => reader === addressee);
  const person = personNamed(people, name);
  return { ...choice, for: name, to: own ? (person?.recipient ? [person.name] : []) : before };
};
