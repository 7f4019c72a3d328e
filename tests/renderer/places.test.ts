import { beforeEach, describe, expect, test } from 'vitest';
import { parsePlace } from '../../renderer/app/address.ts';
import { goTo, goToScreen, resetPlace, showHere, showPart, usePlace } from '../../renderer/app/place.ts';

const place = () => usePlace.getState().place;
beforeEach(resetPlace);

describe('places', () => {
  test.each([
    ['#/facts', { feature: 'facts', id: null }],
    ['#/facts/abc', { feature: 'facts', id: 'abc' }],
    ['#/sources/a%2Fb', { feature: 'sources', id: 'a/b' }],
    ['#/briefings/b/s%2F1', { feature: 'briefings', id: 'b', part: 's/1' }],
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

  test('the part one works on stands in the address, without a step', () => {
    goTo('briefings', 'b');
    const before = history.length;
    showPart('section');
    expect(parsePlace(location.hash)).toEqual({ feature: 'briefings', id: 'b', part: 'section' });
    expect(place()).toEqual(parsePlace(location.hash));
    goTo('briefings', 'b');
    showPart(null);
    expect(parsePlace(location.hash)).toEqual({ feature: 'briefings', id: 'b' });
    expect(history.length).toBe(before);
  });

  test('the screen one is on leads back to its list', () => {
    goTo('briefings', 'b');
    goToScreen('briefings');
    expect(place()).toEqual({ feature: 'briefings', id: null });
    goTo('briefings', 'b');
    goToScreen('facts');
    goToScreen('briefings');
    expect(place()).toEqual({ feature: 'briefings', id: 'b' });
  });

  test('another library forgets what was open', () => {
    showHere('one');
    resetPlace();
    goTo('sources');
    goTo('facts');
    expect(place()).toEqual({ feature: 'facts', id: null });
  });
});
