import { beforeEach, describe, expect, test } from 'vitest';
import { goTo, parsePlace, resetPlace, showHere, usePlace } from '../../renderer/app/place.ts';

const place = () => usePlace.getState().place;
beforeEach(resetPlace);

describe('places', () => {
  test.each([
    ['#/facts', { feature: 'facts', id: null }],
    ['#/facts/abc', { feature: 'facts', id: 'abc' }],
    ['#/sources/a%2Fb', { feature: 'sources', id: 'a/b' }],
    ['', undefined],
    ['#/elsewhere', undefined],
  ])('%s', (hash, expected) => expect(parsePlace(hash)).toEqual(expected));

  test('coming back to a feature finds the record open that was open there', () => {
    showHere('one');
    goTo('sources');
    expect(place()).toEqual({ feature: 'sources', id: null });
    goTo('facts');
    expect(place()).toEqual({ feature: 'facts', id: 'one' });
    expect(parsePlace(location.hash)).toEqual(place());
  });

  test('moving through a list makes no steps to go back through', () => {
    const before = history.length;
    showHere('one');
    showHere('two');
    expect(history.length).toBe(before);
    goTo('sources', 'x');
    expect(history.length).toBe(before + 1);
    goTo('sources', 'x');
    expect(history.length).toBe(before + 1);
  });

  test('another library forgets what was open', () => {
    showHere('one');
    resetPlace();
    goTo('sources');
    goTo('facts');
    expect(place()).toEqual({ feature: 'facts', id: null });
  });
});
