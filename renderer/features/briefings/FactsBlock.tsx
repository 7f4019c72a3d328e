import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconAlertTriangle, IconWand, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block, BlockContent } from '#shared/model/briefing.ts';
import { formatEdtf } from '#shared/model/dates.ts';
import { formatQuantity } from '#shared/model/quantity-text.ts';
import type { Pin } from '#shared/model/records.ts';
import { attempt } from '../../app/notices.tsx';
import { StaleBar } from '../../editor/StaleBar.tsx';
import { GradeBadge } from '../../ui/GradeBadge.tsx';
import { InlineText } from '../../ui/InlineText.tsx';
import { AddFacts } from './AddFacts.tsx';
import { BlockFrame } from './BlockFrame.tsx';
import { openFact, type ShownFact, useBuilder } from './builder-context.tsx';
import classes from './FactsBlock.module.css';
import { asOfAt, byTime, withFacts } from './fact-rows.ts';
import { useBlockContent } from './use-block.ts';

type FactsContent = Extract<BlockContent, { type: 'factTable' | 'timeline' }>;

interface RowProps {
  readonly pin: Pin;
  readonly shown: ShownFact | undefined;
  readonly timeline: boolean;
  readonly onRemove: () => void;
  readonly onMove: (step: number) => void;
  readonly onSettle: (fact: string, keep?: string) => Promise<void>;
}

const Row = ({ pin, shown, timeline, onRemove, onMove, onSettle }: RowProps) => {
  const { t } = useTranslation();
  const { citations, readOnly } = useBuilder();
  const fact = shown?.pinned ?? shown?.current;
  const statement = fact?.statement ?? t('briefings:facts.unknown');
  const asOf = asOfAt(shown);
  const sources = citations.numbersOf(pin.fact) ?? [];
  const onKey = (event: KeyboardEvent): void => {
    if (readOnly) return;
    if (event.altKey && event.key === 'ArrowUp' && !timeline) onMove(-1);
    else if (event.altKey && event.key === 'ArrowDown' && !timeline) onMove(1);
    else if (event.key === 'Delete') onRemove();
    else return;
    event.preventDefault();
  };
  const when = <td className={classes.when}>{asOf ? formatEdtf(asOf) : '–'}</td>;
  const value = <td className={classes.value}>{(fact && formatQuantity(fact.quantity)) || '–'}</td>;
  return (
    <>
      <tr className={classes.row} data-stale={shown?.stale || undefined}>
        {timeline && when}
        <td className={classes.statement}>
          <button onClick={() => openFact(pin.fact)} onKeyDown={onKey} type="button">
            {shown?.stale && <IconAlertTriangle aria-label={t('editor:stale.title')} size={13} />}
            {statement}
            {sources.length > 0 && <sup className="bw-sup">{sources.join(',')}</sup>}
          </button>
        </td>
        {value}
        {!timeline && when}
        <td className={classes.grade}>
          {shown?.current?.grade && <GradeBadge {...shown.current.grade} />}
          {!readOnly && (
            <ActionIcon
              aria-label={t('briefings:facts.remove', { statement })}
              className={classes.remove}
              onClick={onRemove}
              size={22}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </td>
      </tr>
      {shown?.stale && (
        <tr>
          <td className={classes.stale} colSpan={4}>
            <StaleBar onOpenFact={openFact} onSettle={onSettle} pin={pin} readOnly={readOnly} />
          </td>
        </tr>
      )}
    </>
  );
};

const FIRST_ROWS = 40;

interface ListProps {
  readonly pins: readonly Pin[];
  readonly timeline: boolean;
  readonly row: (pin: Pin, index: number) => ReactNode;
}

/** A long table shows its beginning until all of it is asked for. */
const Rows = ({ pins, timeline, row }: ListProps) => {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const head = timeline
    ? (['asOf', 'event', 'value', 'grade'] as const)
    : (['fact', 'value', 'asOf', 'grade'] as const);
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            {head.map((column) => (
              <th data-column={column} key={column} scope="col">
                {t(`briefings:facts.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{(all ? pins : pins.slice(0, FIRST_ROWS)).map(row)}</tbody>
      </table>
      {!all && pins.length > FIRST_ROWS && (
        <Button fullWidth onClick={() => setAll(true)} variant="subtle">
          {t('briefings:facts.showAll', { count: pins.length })}
        </Button>
      )}
    </>
  );
};

interface Props {
  readonly block: Block;
  readonly content: FactsContent;
  readonly canFill: boolean;
}

/** Facts as a table in the analyst's order, or as a timeline in the order of time. */
export const FactsBlock = ({ block, content: stored, canFill }: Props) => {
  const { t } = useTranslation();
  const { change, factAt, readOnly } = useBuilder();
  const { content, set } = useBlockContent(block, stored);
  const timeline = content.type === 'timeline';
  const pins = timeline ? byTime(content.facts, factAt) : content.facts;
  const setFacts = (facts: Pin[]): void => set({ ...content, facts });
  const move = (index: number, step: number): void => {
    const to = index + step;
    const [moved] = content.facts.slice(index, index + 1);
    if (!moved || to < 0 || to >= content.facts.length) return;
    const rest = content.facts.filter((_pin, at) => at !== index);
    setFacts([...rest.slice(0, to), moved, ...rest.slice(to)]);
  };
  const settle = async (fact: string, keep?: string): Promise<void> => {
    await change((inner) =>
      inner.briefings.acceptFact({ block: block.id, fact, ...(keep === undefined ? {} : { keep }) }),
    );
  };
  const label = t(timeline ? 'briefings:insert.timeline.name' : 'briefings:insert.factTable.name');
  return (
    <BlockFrame
      block={block}
      label={label}
      menu={
        canFill && (
          <>
            <Menu.Item
              leftSection={<IconWand size={16} />}
              onClick={() => attempt(change((inner) => inner.sections.fill({ id: block.section })))}
            >
              {t('briefings:outline.fill')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )
      }
      onFacts={(facts) => setFacts(withFacts(content.facts, facts))}
    >
      <figure className={classes.figure}>
        <figcaption className={classes.caption}>
          <InlineText
            label={t('briefings:facts.caption')}
            placeholder={t('briefings:facts.captionHint')}
            readOnly={readOnly}
            save={async (caption) => set({ ...content, caption })}
            value={content.caption}
          />
        </figcaption>
        {pins.length > 0 && (
          <Rows
            pins={pins}
            row={(pin, index) => (
              <Row
                key={`${pin.fact} ${pin.revision}`}
                onMove={(step) => move(index, step)}
                onRemove={() => setFacts(content.facts.filter((other) => other.fact !== pin.fact))}
                onSettle={settle}
                pin={pin}
                shown={factAt(pin)}
                timeline={timeline}
              />
            )}
            timeline={timeline}
          />
        )}
        {!readOnly && (
          <div className={classes.foot}>
            <AddFacts label={t('briefings:facts.add')} onAdd={(fact) => setFacts(withFacts(content.facts, [fact]))} />
            {pins.length === 0 && <span className={classes.hint}>{t('briefings:facts.dropHere')}</span>}
          </div>
        )}
      </figure>
    </BlockFrame>
  );
};
