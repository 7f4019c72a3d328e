import { writeFileSync } from 'node:fs';

const SYLLABLES = 'ba co du fe gi ka lo mu ne po ra si to va ze ча ро ми ту ла'.split(' ');

/** A vocabulary of made-up words, since real ones would have to come from a real text. */
const VOCABULARY = Array.from({ length: 6000 }, (_, n) =>
  [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400)].map((part) => SYLLABLES[part] ?? '').join(''),
);

/** A word as often as it is in a language: the nth word 1/n as often as the first (Zipf's law). */
const zipf = (random: () => number): string => VOCABULARY[Math.floor(VOCABULARY.length ** random()) - 1] ?? '';

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator, Numerical Recipes). */
const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Writes a CSV of facts as analysts keep them: each with subject, quantity, date, graded source, locator and a tag. */
export const writeFacts = (path: string, count: number): void => {
  const random = seeded(1);
  const pick = (): string => zipf(random);
  const lines = ['statement,subject,value,unit,as_of,source_title,source_url,reliability,credibility,locator,tlp,tags'];
  for (let n = 0; n < count; n++) {
    const words = Array.from({ length: 9 }, pick).join(' ');
    const month = String((n % 12) + 1).padStart(2, '0');
    const source = n % 500;
    lines.push(
      `"Fact ${n}: ${words}",Subject ${n % 200},${Math.floor(random() * 1e6)},users,${2015 + (n % 10)}-${month},Source ${source},https://example.org/${source},B,2,p. ${n % 300},GREEN,tag ${n % 25}`,
    );
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
};

/** Searches as people type them: a word, two, a rare one, a beginning, a phrase, Cyrillic, a filter. */
export const searches = (count: number): string[] => {
  const random = seeded(2);
  const pick = (): string => zipf(random);
  const forms = [
    () => `${pick()} ${pick()}`,
    () => `${pick()} ${pick()} ${pick()}`,
    () => `Fact ${Math.floor(random() * 50_000)}`,
    () => `"${pick()} ${pick()}"`,
    () => `${pick()} ${pick().slice(0, 4)}*`,
    () => `${pick()} -${pick()} ${pick()}`,
    () => `subject:"Subject ${Math.floor(random() * 200)}" ${pick()}`,
  ];
  return Array.from({ length: count }, (_, n) => (forms[n % forms.length] ?? pick)());
};
