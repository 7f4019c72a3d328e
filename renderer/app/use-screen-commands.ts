import type { Feature } from './address.ts';
import { type Command, menuCommand, runWhenThere, useCommands } from './commands.ts';
import { goTo } from './place.ts';

const COMMANDS: readonly (Omit<Command, 'run'> & { readonly feature: Feature; readonly writes: boolean })[] = [
  { ...menuCommand('source.create'), title: 'sources:new', group: 'record', feature: 'sources', writes: true },
  { ...menuCommand('note.create'), title: 'notes:new', group: 'record', feature: 'notes', writes: true },
  {
    ...menuCommand('briefing.create'),
    title: 'briefings:list.new',
    group: 'record',
    feature: 'briefings',
    writes: true,
  },
  { ...menuCommand('facts.import'), title: 'facts:commands.import', group: 'record', feature: 'facts', writes: true },
  {
    ...menuCommand('exchange.receive'),
    title: 'exchange:commands.receive',
    group: 'record',
    feature: 'exchange',
    writes: false,
  },
  { id: 'settings.author', title: 'settings:setName', group: 'view', feature: 'settings', writes: false },
  { id: 'library.verify', title: 'settings:verify', group: 'library', feature: 'settings', writes: false },
];

/** What a screen brings along, from anywhere: goes to the screen and does it there. */
export const useScreenCommands = (readOnly: boolean): void =>
  useCommands(
    COMMANDS.map(({ feature, writes, ...command }) => ({
      ...command,
      standIn: true,
      enabled: () => !(writes && readOnly),
      run: () => {
        goTo(feature, null);
        runWhenThere(command.id);
      },
    })),
  );
