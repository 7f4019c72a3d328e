import { StyleInjector } from '@dnd-kit/dom';
import { move } from '@dnd-kit/helpers';
import { DragDropProvider } from '@dnd-kit/react';
import { useSortable } from '@dnd-kit/react/sortable';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCheck,
  IconDots,
  IconGripVertical,
  IconPlus,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SectionDetail } from '#shared/contract/briefings.ts';
import { useApi } from '../../api/context.ts';
import { attempt, notice } from '../../app/notices.tsx';
import { useUndo } from '../../app/use-undo.ts';
import { styleNonce } from '../../theme/nonce.ts';
import { InlineText } from '../../ui/InlineText.tsx';
import { keyLabel } from '../../ui/Keys.tsx';
import { type Builder, showPlace, useBuilder, useBuilderPlace } from './builder-context.tsx';
import { Checks } from './Checks.tsx';
import { type Tally, tallyOf } from './findings.ts';
import { ConflictSign } from './InConflict.tsx';
import classes from './Outline.module.css';
import { useAddSection } from './use-section.ts';

interface RowProps {
  readonly section: SectionDetail;
  readonly index: number;
  readonly tally: Tally;
  readonly onMove: (step: number) => void;
}

const RenameField = ({ section, onDone }: { section: SectionDetail; onDone: () => void }) => {
  const { t } = useTranslation();
  const { edit } = useBuilder();
  const { id, heading, revision: seen } = section;
  return (
    <div className={classes.rename}>
      <InlineText
        autoEdit
        label={t('briefings:outline.rename')}
        onClose={onDone}
        save={(text) => edit((api) => api.sections.edit({ id, patch: { heading: text.trim() }, seen }))}
        value={heading}
      />
    </div>
  );
};

/** How the section stands: the worst finding gives icon and colour. */
const Badge = ({ tally: { errors, warnings, worst } }: { readonly tally: Tally }) => {
  const { t } = useTranslation();
  if (!worst) return <IconCheck aria-label={t('briefings:outline.fine')} className={classes.fine} size={14} />;
  const words = [
    errors > 0 && t('briefings:outline.errors', { count: errors }),
    warnings > 0 && t('briefings:outline.warnings', { count: warnings }),
  ]
    .filter(Boolean)
    .join(', ');
  const Icon = worst === 'error' ? IconAlertOctagon : IconAlertTriangle;
  return (
    <span className={classes.count} data-level={worst} title={words}>
      <Icon aria-hidden size={12} />
      <span aria-hidden>{errors + warnings}</span>
      <span className="visually-hidden"> {words}</span>
    </span>
  );
};

const retireSection = async (
  { change }: Builder,
  section: SectionDetail,
  said: string,
  back: { label: string; run: () => void },
) => {
  await change((api) => api.sections.retire({ id: section.id }));
  notice(said, back);
};

const Row = ({ section, index, tally, onMove }: RowProps) => {
  const { t } = useTranslation();
  const builder = useBuilder();
  const { undo } = useUndo();
  const active = useBuilderPlace((state) => state.section === section.id);
  const { ref, handleRef, isDragSource } = useSortable({ id: section.id, index, disabled: builder.readOnly });
  const [renaming, setRenaming] = useState(false);
  const name = section.heading || t('briefings:outline.untitled');
  const retire = (): void =>
    attempt(
      retireSection(builder, section, t('briefings:outline.retiredSaid', { name }), {
        label: t('briefings:undo'),
        run: undo,
      }),
    );
  const onKey = (event: KeyboardEvent): void => {
    if (builder.readOnly) return;
    if (event.altKey && event.key === 'ArrowUp') onMove(-1);
    else if (event.altKey && event.key === 'ArrowDown') onMove(1);
    else if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') retire();
    else return;
    event.preventDefault();
  };
  return (
    <li className={classes.row} data-active={active || undefined} data-moving={isDragSource || undefined} ref={ref}>
      {!builder.readOnly && (
        <button
          aria-label={t('briefings:outline.move', { name })}
          className={classes.grip}
          ref={handleRef}
          type="button"
        >
          <IconGripVertical aria-hidden size={14} />
        </button>
      )}
      {renaming ? (
        <RenameField onDone={() => setRenaming(false)} section={section} />
      ) : (
        <button
          aria-current={active || undefined}
          className={classes.entry}
          onClick={() => showPlace(section.id)}
          onDoubleClick={() => setRenaming(!builder.readOnly)}
          onKeyDown={onKey}
          type="button"
        >
          <span className={classes.number}>{section.number}</span>
          <span className={classes.name}>{name}</span>
          <span className={classes.signs}>
            <ConflictSign section={section} />
            <Badge tally={tally} />
          </span>
        </button>
      )}
      {!builder.readOnly && !renaming && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('briefings:outline.more', { name })} className={classes.more} size={22}>
              <IconDots size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setRenaming(true)} rightSection="F2">
              {t('briefings:outline.rename')}
            </Menu.Item>
            <Menu.Item onClick={() => onMove(-1)} rightSection={keyLabel('alt+arrowup')}>
              {t('briefings:outline.up')}
            </Menu.Item>
            <Menu.Item onClick={() => onMove(1)} rightSection={keyLabel('alt+arrowdown')}>
              {t('briefings:outline.down')}
            </Menu.Item>
            {section.fill && (
              <Menu.Item onClick={() => attempt(builder.change((api) => api.sections.fill({ id: section.id })))}>
                {t('briefings:outline.fill')}
              </Menu.Item>
            )}
            <Menu.Item onClick={retire} rightSection={keyLabel('delete')}>
              {t('briefings:outline.retire')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
};

const plugins = <T,>(defaults: readonly T[]) => [...defaults, StyleInjector.configure({ nonce: styleNonce() })];

/** The order of the sections while one is dragged; the library's order otherwise. */
const useOrder = () => {
  const { briefing, change } = useBuilder();
  const [order, setOrder] = useState<readonly string[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the library's order replaces the one of a drag
  useEffect(() => setOrder(null), [briefing.sections]);
  const byId = new Map(briefing.sections.map((section) => [section.id, section]));
  const ids = (order ?? briefing.sections.map((section) => section.id)).filter((id) => byId.has(id));
  const place = (id: string, next: readonly string[]): void => {
    setOrder(next);
    const after = next[next.indexOf(id) - 1] ?? null;
    change((api) => api.sections.move({ id, after })).catch(() => setOrder(null));
  };
  const step = (id: string, by: number): void => {
    const from = ids.indexOf(id);
    const to = from + by;
    if (to < 0 || to >= ids.length) return;
    const next = ids.filter((other) => other !== id);
    next.splice(to, 0, id);
    place(id, next);
  };
  return { ids, byId, place, step };
};

/** The sections with their state, the cover above them, and below what the checks found. */
export const Outline = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { briefing, readOnly } = useBuilder();
  const addSection = useAddSection();
  const found = useQuery(q.briefings.check.queryOptions({ input: { briefing: briefing.id } })).data;
  const atCover = useBuilderPlace((state) => state.section === 'cover');
  const { ids, byId, place, step } = useOrder();
  return (
    <nav aria-label={t('briefings:outline.label')} className={classes.outline}>
      <h2 className={classes.head}>{t('briefings:outline.label')}</h2>
      <div className={classes.row} data-active={atCover || undefined}>
        <button
          aria-current={atCover || undefined}
          className={classes.entry}
          onClick={() => showPlace('cover')}
          type="button"
        >
          <span className={classes.number} />
          <span className={classes.name}>{t('briefings:cover.label')}</span>
          <ConflictSign section="cover" />
        </button>
      </div>
      <DragDropProvider
        onDragEnd={(event) => {
          const id = event.operation.source?.id;
          if (event.canceled || id === undefined) return;
          const next = move([...ids], event);
          if (next.join() !== ids.join()) place(String(id), next);
        }}
        plugins={plugins}
      >
        <ol className={classes.list}>
          {ids.map((id, index) => {
            const section = byId.get(id);
            return (
              section && (
                <Row
                  index={index}
                  key={id}
                  onMove={(by) => step(id, by)}
                  section={section}
                  tally={tallyOf(found, id)}
                />
              )
            );
          })}
        </ol>
      </DragDropProvider>
      {!readOnly && (
        <button className={`${classes.entry} ${classes.add}`} onClick={() => attempt(addSection())} type="button">
          <span className={classes.number}>
            <IconPlus aria-hidden size={13} />
          </span>
          <span className={classes.name}>{t('briefings:outline.add')}</span>
        </button>
      )}
      <Checks errors={found?.errors ?? []} warnings={found?.warnings ?? []} ready={found !== undefined} />
    </nav>
  );
};
