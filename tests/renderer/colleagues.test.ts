import { describe, expect, test } from 'vitest';
import { type Person, peopleOf, personNamed } from '../../renderer/features/colleagues/people.ts';
import { addressed, FIRST_CHOICE, packChoice, readersOf } from '../../renderer/features/exchange/choice.ts';

const key = (name: string, recipient: string | null = `age1${name}`) => ({ name, recipient, fingerprint: null });
const went = (name: string) => ({ name, sentAt: 1, receivedAt: null, records: 7 });

describe('colleagues', () => {
  test('are those of the library and those of the keys, each name once, by name', () => {
    const people = peopleOf([went('Zoe'), went('Desk  B')], [key('desk b'), key('Ann')]);
    expect(people.map(({ name }) => name)).toEqual(['Ann', 'Desk  B', 'Zoe']);
    expect(people[0]).toMatchObject({ exchanged: false, records: 0, sentAt: null });
    expect(people[1]).toMatchObject({ exchanged: true, records: 7, recipient: 'age1desk b' });
    expect(people[2]).toMatchObject({ exchanged: true, recipient: null });
    expect(personNamed(people, ' DESK B ')).toBe(people[1]);
    expect(personNamed(people, '')).toBeUndefined();
  });
});

describe('a pack for a colleague', () => {
  const people: readonly Person[] = peopleOf([went('Desk B'), went('Zoe')], [key('Desk B'), key('Ann')]);
  const choice = { ...FIRST_CHOICE, since: true };

  test('holds only what is new where something is known to be with them, and everything otherwise', () => {
    expect(packChoice({ ...choice, for: 'desk b' }, people)).toMatchObject({ since: 'Desk B' });
    for (const name of ['', 'Ann', 'Nobody'])
      expect(packChoice({ ...choice, for: name }, people)).not.toHaveProperty('since');
    expect(packChoice({ ...choice, since: false, for: 'Desk B' }, people)).not.toHaveProperty('since');
  });

  test('opens by their key, unless others were chosen to read it', () => {
    const theirs = addressed(choice, 'desk b', people);
    expect(readersOf(theirs, people)).toEqual(['Desk B']);
    expect(readersOf(addressed(theirs, 'Ann', people), people)).toEqual(['Ann']);
    expect(readersOf(addressed(theirs, 'Zoe', people), people)).toEqual([]);
    const chosen = { ...theirs, to: ['Desk B', 'Ann'] };
    expect(readersOf(addressed(chosen, 'Zoe', people), people)).toEqual(['Desk B', 'Ann']);
  });

  test('leaves out readers whose key was forgotten since', () => {
    expect(readersOf({ ...choice, to: ['Desk B', 'Gone', 'Zoe'] }, people)).toEqual(['Desk B']);
  });
});
