import { useQuery } from '@tanstack/react-query';
import { MARKINGS } from '#shared/model/marking.ts';
import { FACT_STATUSES } from '#shared/model/statuses.ts';
import { useApi } from '../../api/context.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { formatCount } from '../../i18n/format.ts';
import { joinByHand } from '../duplicates/join-by-hand.ts';
import type { Tagging } from './TagDialog.tsx';
import { type FactAction, useFactActions } from './use-fact-actions.ts';

interface FactCommands {
  readonly chosen: ReadonlySet<string>;
  readonly openId: string | null;
  /** The list shows retired facts. */
  readonly retired: boolean;
  readonly onTag: (tagging: Tagging) => void;
  /** The facts left the list. */
  readonly onGone: () => void;
}

/** What can be done with the chosen facts, or with the open one while none is chosen. */
export const useFactCommands = ({ chosen, openId, retired, onTag, onGone }: FactCommands): void => {
  const { q } = useApi();
  const { readOnly } = useLibrary();
  const act = useFactActions();
  const open = useQuery({
    ...q.facts.get.queryOptions({ input: { id: openId ?? '' } }),
    enabled: openId !== null,
  }).data;
  const many = chosen.size > 0;
  const count = many ? chosen.size : openId === null ? 0 : 1;
  const params = { count, number: formatCount(count) };
  const ids = (): string[] => (many ? [...chosen] : openId === null ? [] : [openId]);
  const run = (action: FactAction): void => act.run(ids(), action);
  const way = (many ? retired : open?.retired) ? 'restore' : 'retire';
  const leave = (): void => act.run(ids(), { type: way }, many ? onGone : undefined);
  const command = (id: string, title: string, work: () => void, more: Command['params'] = {}): Command => ({
    id,
    title,
    params: { ...params, ...more },
    group: 'here',
    enabled: () => count > 0 && !readOnly && !act.busy,
    run: work,
  });
  // What the open fact is already is no choice for it.
  const is = (value: string): boolean => !many && (open?.status === value || open?.marking === value);
  const statuses = FACT_STATUSES.filter((status) => !is(status)).map((status) =>
    command(`fact.status.${status}`, `facts:commands.status.${status}`, () => run({ type: 'status', status })),
  );
  const markings = MARKINGS.filter((marking) => !is(marking)).map((marking) =>
    command(`fact.marking.${marking}`, 'facts:commands.marking', () => run({ type: 'marking', marking }), { marking }),
  );
  useCommands([
    command('fact.tag.add', 'facts:commands.addTags', () => onTag({ way: 'add', ids: ids() })),
    command('fact.tag.remove', 'facts:commands.removeTags', () => onTag({ way: 'remove', ids: ids() })),
    ...statuses,
    ...markings,
    {
      ...command('fact.join', 'duplicates:byHand.open', () => joinByHand('fact', ids(), onGone)),
      enabled: () => chosen.size > 1 && !retired && !readOnly && !act.busy,
    },
    command('fact.retire', way === 'restore' ? 'facts:menu.restore' : 'facts:menu.retire', leave),
    {
      id: 'fact.copy',
      title: 'facts:menu.copy',
      group: 'here',
      enabled: () => open !== undefined,
      run: () => void navigator.clipboard.writeText(open?.statement ?? ''),
    },
  ]);
};
