import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode, RefObject } from 'react';
import classes from './ListDetail.module.css';
import { Split } from './Split.tsx';

interface ListDetailProps {
  /** Under this name the widths are remembered. */
  readonly id: string;
  readonly list: ReactNode;
  readonly listRef: RefObject<HTMLDivElement | null>;
  /** The open record; without one the list has all the room. */
  readonly detail: ReactNode;
  /** Which of the two takes the room that is left; the list unless the record needs it. */
  readonly lead?: 'list' | 'detail';
}

/** Below this width there is no room for two panes: the record covers the list. */
const NARROW = '(max-width: 759px)';

/** A list with the open record beside it. */
export const ListDetail = ({ id, list, listRef, detail, lead = 'list' }: ListDetailProps) => {
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const content = (
    <div ref={listRef} className={classes.list} hidden={Boolean(narrow && detail)}>
      {list}
    </div>
  );
  if (narrow)
    return (
      <>
        {content}
        {detail}
      </>
    );
  const size = { size: 380, min: 300, max: 720 };
  const record = { id: 'detail', content: detail };
  if (!detail || lead === 'list') {
    const panes = [{ id: 'list', content, min: 320 }];
    return <Split id={id} panes={detail ? [...panes, { ...record, ...size }] : panes} />;
  }
  return (
    <Split
      id={id}
      panes={[
        { id: 'list', content, ...size, size: 340, min: 240 },
        { ...record, min: 400 },
      ]}
    />
  );
};
