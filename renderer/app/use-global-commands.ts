import { useTranslation } from 'react-i18next';
import { SETTING_CHOICES, type SettingChoice, useSetSettings, useSettings } from '../api/settings.ts';
import { type Command, menuCommand, useCommands } from './commands.ts';
import { openConflicts } from './open-conflicts.ts';
import { openOverlay } from './overlays.tsx';
import { goBack, goForward, goTo, goToScreen } from './place.ts';
import { useLibraryCommands } from './use-library-commands.ts';
import { useScreenCommands } from './use-screen-commands.ts';
import { useUndo } from './use-undo.ts';

const GO: readonly Command[] = [
  { ...menuCommand('go.facts'), title: 'app:commands.goFacts', group: 'go', run: () => goToScreen('facts') },
  { ...menuCommand('go.sources'), title: 'app:commands.goSources', group: 'go', run: () => goToScreen('sources') },
  { ...menuCommand('go.notes'), title: 'app:commands.goNotes', group: 'go', run: () => goToScreen('notes') },
  {
    ...menuCommand('go.briefings'),
    title: 'app:commands.goBriefings',
    group: 'go',
    run: () => goToScreen('briefings'),
  },
  {
    ...menuCommand('go.exchange'),
    title: 'app:commands.goExchange',
    group: 'go',
    run: () => goToScreen('exchange'),
  },
  {
    ...menuCommand('exchange.share'),
    title: 'exchange:commands.share',
    group: 'record',
    run: () => goTo('exchange', 'share'),
  },
  { id: 'go.conflicts', title: 'app:commands.goConflicts', group: 'go', run: openConflicts },
  { ...menuCommand('settings.open'), title: 'app:commands.goSettings', group: 'go', run: () => goToScreen('settings') },
  { id: 'go.back', keys: 'alt+arrowleft', title: 'app:commands.back', group: 'go', run: goBack },
  { id: 'go.forward', keys: 'alt+arrowright', title: 'app:commands.forward', group: 'go', run: goForward },
];

/** Every choice of the settings by name; the one that holds is left out. */
const useSettingCommands = (): void => {
  const { t } = useTranslation();
  const settings = useSettings();
  const set = useSetSettings();
  const choices = (name: SettingChoice): Command[] =>
    SETTING_CHOICES[name].map((value) => ({
      id: `settings.${name}.${value}`,
      title: 'app:commands.setting',
      params: { name: t(`settings:${name}`), value: t(`settings:choices.${name}.${value}`) },
      group: 'view',
      enabled: () => settings[name] !== value,
      run: () => set.mutate({ [name]: value }),
    }));
  useCommands([...choices('theme'), ...choices('density'), ...choices('page')]);
};

/** The commands that are there whatever the screen. */
export const useGlobalCommands = (readOnly: boolean): void => {
  const { undo, redo } = useUndo();
  const settings = useSettings();
  const set = useSetSettings();
  useLibraryCommands();
  useScreenCommands(readOnly);
  useSettingCommands();
  useCommands([
    ...GO,
    { ...menuCommand('palette.open'), title: 'app:commands.palette', group: 'view', run: () => openOverlay('palette') },
    {
      ...menuCommand('fact.capture'),
      title: 'app:commands.capture',
      group: 'record',
      enabled: () => !readOnly,
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
