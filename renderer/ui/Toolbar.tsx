import type { ReactNode } from 'react';
import classes from './Toolbar.module.css';

interface ToolbarProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Stands at the far end. */
  readonly end?: ReactNode;
}

/** The bar over a screen's content. */
export const Toolbar = ({ label, children, end }: ToolbarProps) => (
  <section className={classes.bar} aria-label={label}>
    <div className={classes.start}>{children}</div>
    {end && <div className={classes.end}>{end}</div>}
  </section>
);
