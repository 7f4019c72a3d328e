import { FieldConflict } from './FieldConflict.tsx';
import classes from './Inline.module.css';
import type { Choosing } from './use-choice.ts';

interface Props<T> {
  readonly choice: Choosing<T>;
  /** What was chosen, and what the library holds now, in words. */
  readonly mine: string;
  readonly theirs: string;
}

/** Why a choice was not taken; when somebody else has chosen meanwhile, both choices, of which the analyst takes one. */
export const ChoiceProblem = <T,>({ choice, mine, theirs }: Props<T>) => {
  const { error, conflict, keepMine, cancel } = choice;
  if (error === null) return null;
  if (conflict)
    return <FieldConflict mine={mine} onKeepMine={keepMine} onTakeTheirs={cancel} sentence={error} theirs={theirs} />;
  return (
    <span className={classes.error} role="alert">
      {error}
    </span>
  );
};
