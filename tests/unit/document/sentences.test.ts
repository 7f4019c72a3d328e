import { describe, expect, it } from 'vitest';
import { plainParagraphs, sentencesOn } from '#shared/document/sentences.ts';
import { countWords } from '#shared/model/words.ts';
import { cited, fact, prose } from '../../support/material.ts';

const a = fact(1);
const b = fact(2);

describe('the sentences that rest on a fact', () => {
  it('are those that its words touch, in order, once each', () => {
    const text = prose(
      ['First, no. ', ['Cited here', cited(a)], ' and on. ', ['Also here.', cited(a)], ' Not here.'],
      ['Далее. ', ['Вот факт', cited(a, b)], ' в тексте.'],
    );
    expect(sentencesOn(text, a.id, 'en')).toBe('Cited here and on. Also here. Вот факт в тексте.');
    expect(sentencesOn(text, b.id, 'ru')).toBe('Вот факт в тексте.');
    expect(sentencesOn(text, fact(3).id, 'en')).toBe('');
  });
  it('run over a line break and through marks', () => {
    const text = prose([['One ', cited(a)], ['bold', [{ type: 'bold' }, ...cited(a)]], ' end.']);
    text.content[0]!.content!.splice(1, 0, { type: 'hardBreak' });
    expect(sentencesOn(text, a.id, 'en')).toBe('One  bold end.');
    const [paragraph] = plainParagraphs(text);
    expect(paragraph?.text).toBe('One \nbold end.');
  });
  it('take any language tag', () => {
    expect(sentencesOn(prose([['X.', cited(a)]]), a.id, 'not a tag!')).toBe('X.');
    expect(countWords('Один 2 three — !', '')).toBe(3);
  });
});
