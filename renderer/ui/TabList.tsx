import type { KeyboardEvent, ReactNode } from 'react';
import { formatCount } from '../i18n/format.ts';
import classes from './TabList.module.css';

export interface Tab<T extends string> {
  readonly name: T;
  readonly title: string;
  /** What waits behind it; shown when it is not 0. */
  readonly count?: number | undefined;
}

interface TabListProps<T extends string> {
  /** Begins the ids of the tabs (`<id>-tab-<name>`) and of their panels (`<id>-<name>`). */
  readonly id: string;
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  readonly current: T;
  readonly onChoose: (name: T) => void;
  /** Stands at the far end. */
  readonly end?: ReactNode;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Tabs over a panel; the arrow keys go from one to the next. */
export const TabList = <T extends string>({ id, label, tabs, current, onChoose, end }: TabListProps<T>) => {
  const onKey = (event: KeyboardEvent, at: number): void => {
    const step = STEPS[event.key];
    const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.name);
    document.getElementById(`${id}-tab-${next.name}`)?.focus();
  };
  return (
    <div className={classes.bar}>
      <div aria-label={label} className={classes.tabs} role="tablist">
        {tabs.map(({ name, title, count = 0 }, at) => (
          <button
            aria-controls={`${id}-${name}`}
            aria-selected={current === name}
            className={classes.tab}
            id={`${id}-tab-${name}`}
            key={name}
            onClick={() => onChoose(name)}
            onKeyDown={(event) => onKey(event, at)}
            role="tab"
            tabIndex={current === name ? 0 : -1}
            type="button"
          >
            {title}
            {count > 0 && <span className={classes.count}>{formatCount(count)}</span>}
          </button>
        ))}
      </div>
      {end}
    </div>
  );
};

interface TabPanelProps {
  /** That of the list. */
  readonly id: string;
  readonly name: string;
  readonly children: ReactNode;
}

/** What the chosen tab shows. */
export const TabPanel = ({ id, name, children }: TabPanelProps) => (
  <div aria-labelledby={`${id}-tab-${name}`} className={classes.panel} id={`${id}-${name}`} role="tabpanel">
    {children}
  </div>
);
