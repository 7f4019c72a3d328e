import { MARKING_COLOURS, type Marking, markingLabel } from '#shared/model/marking.ts';
import classes from './TlpLabel.module.css';

interface TlpLabelProps {
  readonly marking: Marking;
  /** Leaves out `TLP:` where the column's head says it; the full label is still read out. */
  readonly short?: boolean;
}

/** A TLP 2.0 label: its colour on black, in both themes. */
export const TlpLabel = ({ marking, short = false }: TlpLabelProps) => (
  <span className={classes.label} style={{ color: MARKING_COLOURS[marking] }}>
    {short ? <span className="visually-hidden">{markingLabel(marking).slice(0, 4)}</span> : 'TLP:'}
    {marking}
  </span>
);
