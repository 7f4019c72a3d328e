import { writeFileSync } from 'node:fs';

const WORDS =
  'exchange volume market traffic visits users report bank transfer platform account service company licence court fine claim trade index share quarter region channel audience обмен рынок пользователи трафик отчёт'.split(
    ' ',
  );

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
  const pick = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
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
  const pick = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
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
