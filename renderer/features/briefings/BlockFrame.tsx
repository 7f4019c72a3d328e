import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconTrash } from '@tabler/icons-react';
import type { DragEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '#shared/model/briefing.ts';
import { MARKINGS, type Marking, markingLabel, portionMark } from '#shared/model/marking.ts';
import { attempt } from '../../app/notices.tsx';
import { ChoiceProblem } from '../../ui/ChoiceProblem.tsx';
import { carriesFacts, type DraggedFact, draggedFacts } from '../../ui/fact-drag.ts';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import { type Choosing, useChoice } from '../../ui/use-choice.ts';
import { useBuilder } from './builder-context.tsx';
import classes from './Document.module.css';
import { InConflict } from './InConflict.tsx';
import { useArrangeBlock } from './use-block.ts';

interface PortionProps {
  readonly value: Marking;
  readonly choice: Choosing<Marking>;
}

const Portion = ({ value, choice }: PortionProps) => {
  const { t } = useTranslation();
  const { readOnly } = useBuilder();
  return (
    <Menu {...choice.list}>
      <Menu.Target>
        <button
          aria-label={t('briefings:block.marking', { marking: markingLabel(value) })}
          className={classes.portion}
          data-marking={value}
          disabled={readOnly}
          title={markingLabel(value)}
          type="button"
        >
          {portionMark(value)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('briefings:block.portion')}</Menu.Label>
        {MARKINGS.map((marking) => (
          <Menu.Item
            aria-current={marking === value || undefined}
            key={marking}
            onClick={() => void choice.commit(marking)}
          >
            <TlpLabel marking={marking} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

interface Props {
  readonly block: Block;
  readonly label: string;
  /** Facts dropped on the block; prose takes them by itself. */
  readonly onFacts?: (facts: DraggedFact[]) => void;
  readonly menu?: ReactNode;
  readonly children: ReactNode;
}

/** A block in its place: portion mark at the left, its menu at the right. */
export const BlockFrame = ({ block, label, onFacts, menu, children }: Props) => {
  const { t } = useTranslation();
  const { edit, readOnly } = useBuilder();
  const { id, revision: seen } = block;
  const arrange = useArrangeBlock(block);
  const marking = useChoice<Marking>(block.marking, (value) =>
    edit((api) => api.blocks.edit({ id, patch: { marking: value }, seen })),
  );
  const over = (event: DragEvent): void => {
    if (onFacts && carriesFacts(event.dataTransfer)) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    const facts = onFacts ? draggedFacts(event.dataTransfer) : [];
    if (facts.length === 0) return;
    event.preventDefault();
    onFacts?.(facts);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, this groups a part of a text
    <div
      aria-label={label}
      className={classes.block}
      data-block={block.id}
      onDragOver={over}
      onDrop={drop}
      role="group"
    >
      <Portion choice={marking} value={block.marking} />
      <div className={classes.content}>
        <InConflict id={block.id} />
        <ChoiceProblem choice={marking} mine={markingLabel(marking.value)} theirs={markingLabel(block.marking)} />
        {children}
      </div>
      {!readOnly && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('briefings:block.more', { label })} className={classes.more} size={24}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {menu}
            <Menu.Item disabled={!arrange.canUp} leftSection={<IconArrowUp size={16} />} onClick={arrange.up}>
              {t('briefings:block.up')}
            </Menu.Item>
            <Menu.Item disabled={!arrange.canDown} leftSection={<IconArrowDown size={16} />} onClick={arrange.down}>
              {t('briefings:block.down')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => attempt(arrange.retire())}>
              {t('briefings:block.retire')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
};
