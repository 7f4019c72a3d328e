import type { ReactNode } from 'react';
import classes from './Field.module.css';

/** A list of named values, as in a detail pane. */
export const Fields = ({ children }: { children: ReactNode }) => <dl className={classes.fields}>{children}</dl>;

interface FieldProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** One named value: its name at the left, its inline editor at the right. */
export const Field = ({ label, children }: FieldProps) => (
  <div className={classes.field}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
