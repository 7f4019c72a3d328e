import type { ReactNode } from 'react';
import classes from './Settings.module.css';

/** One part of the settings. */
export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.part}>
    <h3>{title}</h3>
    <div className={classes.rows}>{children}</div>
  </section>
);
