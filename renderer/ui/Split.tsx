import { Fragment, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useScreenMemory } from '../api/settings.ts';
import classes from './Split.module.css';

export interface SplitPane {
  readonly id: string;
  readonly content: ReactNode;
  /** Width in pixels at first; without one, the pane takes what is left. Exactly one pane goes without. */
  readonly size?: number;
  readonly min?: number;
  readonly max?: number;
}

interface SplitProps {
  /** Under this name the widths are remembered. */
  readonly id: string;
  readonly panes: readonly SplitPane[];
}

/** Panes side by side, divided by lines that can be dragged or moved with the arrow keys; widths are remembered. */
export const Split = ({ id, panes }: SplitProps) => {
  const { t } = useTranslation();
  const [widths, setWidths] = useScreenMemory<Record<string, number>>(`split.${id}`, {});
  const live = useRef<Record<string, number>>({});
  return (
    <Group
      className={classes.group ?? ''}
      onLayoutChanged={(_layout, { isUserInteraction }) => {
        if (isUserInteraction) setWidths({ ...widths, ...live.current });
      }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index > 0 && <Separator className={classes.line ?? ''} aria-label={t('common:resize')} />}
          <Panel
            id={`${id}-${pane.id}`}
            className={classes.pane ?? ''}
            minSize={pane.min ?? 160}
            maxSize={pane.max ?? '100%'}
            {...(pane.size === undefined
              ? {}
              : { defaultSize: widths[pane.id] ?? pane.size, groupResizeBehavior: 'preserve-pixel-size' as const })}
            onResize={({ inPixels }) => {
              if (pane.size !== undefined) live.current[pane.id] = Math.round(inPixels);
            }}
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
};
