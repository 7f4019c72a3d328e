import { type ChangeObject, diffWords } from 'diff';
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

/** Of a text longer than this that has little in common with the other, marks would be no help. */
const SHORT = 80;
const LITTLE = 0.4;

/** True when what two texts have in common is worth telling apart from the rest. */
const areAlike = (parts: readonly ChangeObject<string>[], text: string): boolean => {
  const common = parts.filter(({ added, removed }) => !added && !removed);
  return common.reduce((letters, { value }) => letters + value.trim().length, 0) >= text.length * LITTLE;
};

/** A text beside another one: the words that the other does not have are marked, unless that were most of them. */
export const OwnWords = ({ text, other }: { readonly text: string; readonly other: string }) => {
  const parts = diffWords(other, text, { timeout: PATIENCE_MS });
  if (!parts || (text.length > SHORT && !areAlike(parts, text))) return <span>{text}</span>;
  return (
    <span>
      {parts.map((part, index) => {
        const key = `${index} ${part.value.slice(0, 20)}`;
        if (part.removed) return null;
        return part.added ? <mark key={key}>{part.value}</mark> : <span key={key}>{part.value}</span>;
      })}
    </span>
  );
};
