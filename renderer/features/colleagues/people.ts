import type { Colleague } from '#shared/contract/colleagues.ts';
import type { KnownKey } from '#shared/contract/keys.ts';
import { colleagueKey } from '#shared/model/colleague.ts';

/** Somebody that packs were exchanged with, or whose key is remembered, or both. */
export interface Person {
  /** The name as names are compared. */
  readonly id: string;
  readonly name: string;
  /** True when something is known to be with them, so that a pack can hold only what is new. */
  readonly exchanged: boolean;
  readonly sentAt: number | null;
  readonly receivedAt: number | null;
  readonly records: number;
  readonly recipient: string | null;
  readonly fingerprint: string | null;
}

/** What the library knows of colleagues and what the profile knows of keys, each name once, by name. */
export const peopleOf = (colleagues: readonly Colleague[], keys: readonly KnownKey[]): Person[] => {
  const people = new Map<string, Person>();
  const nothing = { exchanged: false, sentAt: null, receivedAt: null, records: 0, recipient: null, fingerprint: null };
  for (const key of keys) {
    const id = colleagueKey(key.name);
    people.set(id, { ...nothing, id, ...key });
  }
  for (const colleague of colleagues) {
    const id = colleagueKey(colleague.name);
    people.set(id, { ...nothing, ...people.get(id), id, ...colleague, exchanged: true });
  }
  return [...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** The one that a name means, however it is written. */
export const personNamed = (people: readonly Person[], name: string): Person | undefined => {
  const id = colleagueKey(name);
  return people.find((person) => person.id === id);
};
