import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BlockType } from '#shared/model/briefing.ts';
import { useApi } from '../../api/context.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { attempt, notice } from '../../app/notices.tsx';
import { goTo } from '../../app/place.ts';
import { useActiveEditor } from '../../editor/active.ts';
import { useBuilder } from './builder-context.tsx';
import type { BuilderPanes } from './panes.ts';
import { useAddBlock } from './use-block.ts';
import { useAddSection, useCurrentSection } from './use-section.ts';

const BLOCKS: readonly BlockType[] = ['prose', 'factTable', 'timeline', 'judgements'];

/** The block that has the caret, or had it last. */
const caretBlock = (): string | undefined =>
  useActiveEditor.getState().active?.editor.view.dom.closest<HTMLElement>('[data-block]')?.dataset.block;

/** Puts a block behind the one with the caret, or at the end of the section that is worked on. */
const useInsertHere = () => {
  const section = useCurrentSection();
  const { add } = useAddBlock();
  return (type: BlockType): void => {
    if (!section) return;
    const at = caretBlock();
    const here = section.blocks.find((block) => block.id === at) ?? section.blocks.at(-1);
    attempt(add(type, section.id, here?.id ?? null));
  };
};

/** Checks anew and leads to the first finding. */
const useRunChecks = (panes: BuilderPanes): (() => Promise<void>) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const { briefing } = useBuilder();
  return async () => {
    const input = { briefing: briefing.id };
    const found = await api.briefings.check(input);
    client.setQueryData(q.briefings.check.queryKey({ input }), found);
    if (found.errors.length + found.warnings.length === 0) notice(t('briefings:checks.fine'));
    else panes.showChecks();
  };
};

/** What can be done in the builder, by name. */
export const useBuilderCommands = (panes: BuilderPanes): void => {
  const { readOnly, change } = useBuilder();
  const section = useCurrentSection();
  const insert = useInsertHere();
  const addSection = useAddSection();
  const runChecks = useRunChecks(panes);
  const inserting = BLOCKS.map(
    (type): Command => ({
      id: `briefing.insert.${type}`,
      title: `briefings:commands.insert.${type}`,
      group: 'here',
      enabled: () => !readOnly && section !== undefined,
      run: () => insert(type),
    }),
  );
  useCommands([
    ...inserting,
    {
      id: 'briefing.cite',
      title: 'briefings:commands.cite',
      group: 'here',
      enabled: () => !readOnly && useActiveEditor.getState().active !== null,
      run: () => useActiveEditor.getState().active?.pickFact(),
    },
    {
      id: 'briefing.section',
      title: 'briefings:commands.section',
      group: 'here',
      enabled: () => !readOnly,
      run: () => attempt(addSection()),
    },
    {
      id: 'briefing.fill',
      title: 'briefings:outline.fill',
      group: 'here',
      enabled: () => !readOnly && Boolean(section?.fill),
      run: () => section && attempt(change((api) => api.sections.fill({ id: section.id }))),
    },
    { id: 'briefing.check', title: 'briefings:commands.check', group: 'here', run: () => attempt(runChecks()) },
    { id: 'briefing.page', title: 'briefings:commands.page', group: 'here', run: () => panes.showTab('page') },
    { id: 'briefing.facts', title: 'briefings:commands.facts', group: 'here', run: () => panes.showTab('facts') },
    { id: 'briefing.side', title: 'briefings:commands.side', keys: 'mod+.', group: 'here', run: panes.toggleSide },
    {
      id: 'briefing.outline',
      title: 'briefings:commands.outline',
      keys: 'mod+shift+o',
      group: 'here',
      run: panes.toggleOutline,
    },
    { id: 'briefing.list', title: 'briefings:commands.list', group: 'go', run: () => goTo('briefings', null) },
  ]);
};
