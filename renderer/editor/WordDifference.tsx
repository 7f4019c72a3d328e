import { diffWords } from 'diff';
import { memo } from 'react';
import classes from './WordDifference.module.css';

interface WordDifferenceProps {
  readonly before: string;
  readonly after: string;
  /** Leaves out the middle of long stretches that stayed. */
  readonly short?: boolean;
}

/** Letters kept of a stretch that stayed, beside each change. */
const CONTEXT = 40;
/** Beyond this many letters, comparing word by word takes longer than a reader waits. */
const COMPARED = 40_000;

const shortened = (text: string, first: boolean, last: boolean): string => {
  if (text.length <= CONTEXT * 2) return text;
  const head = first ? '' : text.slice(0, CONTEXT);
  const tail = last ? '' : text.slice(-CONTEXT);
  return `${head} … ${tail}`;
};

/** What changed between two texts, word by word: what left is struck through, what came is marked. */
export const WordDifference = memo(({ before, after, short = false }: WordDifferenceProps) => {
  const long = before.length + after.length > COMPARED;
  const parts = long
    ? [
        { value: before, removed: true, added: false },
        { value: after, removed: false, added: true },
      ]
    : diffWords(before, after);
  return (
    <span className={classes.difference}>
      {parts.map((part, index) => {
        const key = `${index} ${part.value.slice(0, 20)}`;
        if (part.added) return <ins key={key}>{part.value}</ins>;
        if (part.removed) return <del key={key}>{part.value}</del>;
        const shown = short ? shortened(part.value, index === 0, index === parts.length - 1) : part.value;
        return <span key={key}>{shown}</span>;
      })}
    </span>
  );
});
