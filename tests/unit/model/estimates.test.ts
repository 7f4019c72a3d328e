import { describe, expect, it } from 'vitest';
import { findEstimates, statesTerm } from '#shared/model/estimates.ts';
import { LIKELIHOOD_TERMS, SCALES } from '#shared/model/likelihood.ts';

const words = (text: string): string[] => findEstimates(text).map((estimate) => estimate.words);

describe('words of estimate', () => {
  it.each([
    ['It is likely, very likely and unlikely.', ['likely', 'very likely', 'unlikely']],
    ['Unlikely as it is, it will almost\u00a0certainly do.', ['Unlikely', 'almost\u00a0certainly']],
    ['A remote server; remote work; a remote chance; the risk is remote.', ['remote', 'remote']],
    ['likelyness, unlikelyhood, вероятно, likely_x', []],
    ['Так likely? «likely»', ['likely', 'likely']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(words(text).map((found) => found.replace(/^(remote) .*/, '$1'))).toEqual(expected);
  });
  it('know every term of both scales and its synonym as its own', () => {
    for (const scale of SCALES) {
      for (const entry of LIKELIHOOD_TERMS[scale]) {
        for (const term of [entry.term, entry.also].filter((one) => one !== null)) {
          const found = findEstimates(`The chance is ${term}.`);
          expect(found.some((estimate) => statesTerm(estimate, scale, entry))).toBe(true);
        }
      }
    }
  });
});
