import { useSetSettings, useSettings } from '../api/settings.ts';
import { type Command, menuCommand, useCommands } from './commands.ts';
import { openOverlay } from './overlays.tsx';
import { goBack, goForward, goTo } from './place.ts';
import { useLibraryCommands } from './use-library-commands.ts';
import { useUndo } from './use-undo.ts';

const GO: readonly Command[] = [
  { ...menuCommand('go.facts'), title: 'app:commands.goFacts', group: 'go', run: () => goTo('facts') },
  { ...menuCommand('go.sources'), title: 'app:commands.goSources', group: 'go', run: () => goTo('sources') },
  { ...menuCommand('go.notes'), title: 'app:commands.goNotes', group: 'go', run: () => goTo('notes') },
  { ...menuCommand('go.briefings'), title: 'app:commands.goBriefings', group: 'go', run: () => goTo('briefings') },
  { ...menuCommand('settings.open'), title: 'app:commands.goSettings', group: 'go', run: () => goTo('settings') },
  { id: 'go.back', keys: 'alt+arrowleft', title: 'app:commands.back', group: 'go', run: goBack },
  { id: 'go.forward', keys: 'alt+arrowright', title: 'app:commands.forward', group: 'go', run: goForward },
];

/** The commands that are there whatever the screen. */
export const useGlobalCommands = (): void => {
  const { undo, redo } = useUndo();
  const settings = useSettings();
  const set = useSetSettings();
  useLibraryCommands();
  useCommands([
    ...GO,
    { ...menuCommand('palette.open'), title: 'app:commands.palette', group: 'view', run: () => openOverlay('palette') },
    {
      ...menuCommand('fact.capture'),
      title: 'app:commands.capture',
      group: 'record',
      run: () => openOverlay('capture'),
    },
    // In a text field the keys undo typing; the browser does that.
    { ...menuCommand('edit.undo'), inText: false, title: 'app:commands.undo', group: 'edit', run: undo },
    { ...menuCommand('edit.redo'), inText: false, title: 'app:commands.redo', group: 'edit', run: redo },
    {
      id: 'view.theme',
      title: 'app:commands.theme',
      group: 'view',
      run: () =>
        set.mutate({ theme: document.documentElement.dataset.mantineColorScheme === 'dark' ? 'light' : 'dark' }),
    },
    {
      id: 'view.density',
      title: 'app:commands.density',
      group: 'view',
      run: () => set.mutate({ density: settings.density === 'compact' ? 'normal' : 'compact' }),
    },
  ]);
};
