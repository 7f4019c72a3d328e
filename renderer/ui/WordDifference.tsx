import { diffWords } from 'diff';
import classes from './WordDifference.module.css';

/** Texts that take longer to compare, in milliseconds, are shown one after the other. */
const PATIENCE_MS = 300;
const CONTEXT = 40;

/** Words that stayed are shown only around those that changed. */
const shortened = (text: string, first: boolean, last: boolean): string => {
  if (text.length <= CONTEXT * 2) return text;
  const head = first ? '' : text.slice(0, CONTEXT);
  const tail = last ? '' : text.slice(-CONTEXT);
  return `${head} … ${tail}`;
};

interface WordDifferenceProps {
  readonly before: string;
  readonly after: string;
  /** Leaves out most of what stayed. */
  readonly short?: boolean;
}

/** One text turned into another: what went and what came, word by word. */
export const WordDifference = ({ before, after, short = false }: WordDifferenceProps) => {
  const parts = diffWords(before, after, { timeout: PATIENCE_MS }) ?? [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ];
  return (
    <span className={classes.difference}>
      {parts.map((part, index) => {
        const key = `${index} ${part.value.slice(0, 20)}`;
        if (part.added) return <ins key={key}>{part.value}</ins>;
        if (part.removed) return <del key={key}>{part.value}</del>;
        return (
          <span key={key}>{short ? shortened(part.value, index === 0, index === parts.length - 1) : part.value}</span>
        );
      })}
    </span>
  );
};

/** A text beside another one: the words that the other does not have are marked. */
export const OwnWords = ({ text, other }: { readonly text: string; readonly other: string }) => (
  <span>
    {(diffWords(other, text, { timeout: PATIENCE_MS }) ?? [{ value: text, added: false, removed: false }]).map(
      (part, index) => {
        const key = `${index} ${part.value.slice(0, 20)}`;
        if (part.removed) return null;
        return part.added ? <mark key={key}>{part.value}</mark> : <span key={key}>{part.value}</span>;
      },
    )}
  </span>
);
