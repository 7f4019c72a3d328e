import type { RefObject } from 'react';
import type { Selection } from '../ui/table/selection.ts';
import { menuCommand, useCommands } from './commands.ts';

interface ListCommands {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly selection: Selection;
  readonly retired: boolean;
  readonly onRetired: (retired: boolean) => void;
}

/** What every list can do: search, choose all, clear the choice, show what is retired. */
export const useListCommands = ({ field, selection, retired, onRetired }: ListCommands): void => {
  const search = (): void => field.current?.select();
  useCommands([
    { ...menuCommand('list.filter'), title: 'common:list.search', group: 'here', run: search },
    { id: 'list.search', keys: '/', title: 'common:list.search', group: 'here', run: search },
    { id: 'list.all', title: 'common:list.all', group: 'here', run: () => void selection.all() },
    {
      id: 'list.clear',
      title: 'common:list.clear',
      group: 'here',
      enabled: () => selection.ids.size > 0,
      run: selection.clear,
    },
    {
      id: 'list.retired',
      title: retired ? 'common:list.current' : 'common:list.retired',
      group: 'here',
      run: () => onRetired(!retired),
    },
  ]);
};
