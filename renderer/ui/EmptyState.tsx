import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  /** What is missing or what to do first, in one sentence. */
  readonly sentence: string;
  /** One button. */
  readonly action?: ReactNode;
  /** What one of these looks like. */
  readonly example?: ReactNode;
}

/** A screen or pane without contents: one sentence, one button, one example. */
export const EmptyState = ({ sentence, action, example }: EmptyStateProps) => (
  <div className={classes.empty}>
    <p>{sentence}</p>
    {action}
    {example && <div className={classes.example}>{example}</div>}
  </div>
);
