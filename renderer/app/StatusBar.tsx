import { useIsMutating, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/context.ts';
import { useConnection } from '../api/events.ts';
import { useSettings } from '../api/settings.ts';
import { formatCount } from '../i18n/format.ts';
import { runCommand } from './commands.ts';
import { useLibrary } from './library.ts';
import { openConflicts } from './open-conflicts.ts';
import { goTo } from './place.ts';
import classes from './StatusBar.module.css';
import { useSharedFolder } from './shared-folder.ts';
import { TaskList } from './TaskList.tsx';
import { useUnsavedState } from './unsaved.ts';
import { useWantedFacts } from './wanted-facts.ts';

/** What stands in the history for somebody without a name. */
const UNNAMED = 'unnamed';

/** Whether everything is written. */
const Saved = () => {
  const { t } = useTranslation();
  const lost = useConnection((state) => state.lost);
  const saving = useIsMutating() > 0;
  const text = useUnsavedState();
  const { readOnly } = useLibrary();
  const calm = saving || text === 'saving' ? 'saving' : readOnly ? 'readOnly' : 'saved';
  const state = lost ? 'lost' : text === 'failed' || text === 'conflict' ? text : calm;
  return (
    <span className={classes.saved} data-state={state} role="status">
      {t(`app:status.${state}`)}
    </span>
  );
};

/** What wants attention; a click shows just those facts. */
const Attention = ({ wanted, count }: { wanted: 'reviewDue' | 'disputed'; count: number }) => {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <button
      type="button"
      className={classes.attention}
      onClick={() => {
        useWantedFacts.setState({ wanted });
        goTo('facts');
      }}
    >
      {t(`app:status.${wanted}`, { count, number: formatCount(count) })}
    </button>
  );
};

/** How many fields are in conflict; a click opens the inbox. */
const Conflicts = ({ count }: { count: number }) => {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <button type="button" className={classes.attention} data-wanted onClick={() => openConflicts()}>
      {t('app:status.conflicts', { count, number: formatCount(count) })}
    </button>
  );
};

/** How many packs wait in the shared folder; a click shows them. */
const Waiting = () => {
  const { t } = useTranslation();
  const { folder, packs } = useSharedFolder();
  if (folder && !folder.reachable)
    return (
      <button type="button" className={classes.attention} data-wanted onClick={() => goTo('exchange', 'receive')}>
        {t('app:status.folderGone')}
      </button>
    );
  if (packs.length === 0) return null;
  return (
    <button type="button" className={classes.attention} data-wanted onClick={() => goTo('exchange', 'receive')}>
      {t('app:status.packs', { count: packs.length, number: formatCount(packs.length) })}
    </button>
  );
};

/** Asks for the name once something was changed without one. */
const Nameless = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { author } = useSettings();
  const { readOnly } = useLibrary();
  const { undo } = useQuery({ ...q.edits.state.queryOptions(), enabled: author === '' && !readOnly }).data ?? {};
  if (author !== '' || readOnly || undo?.author !== UNNAMED) return null;
  return (
    <button type="button" className={classes.attention} data-wanted onClick={() => runCommand('settings.author')}>
      {t('app:status.nameless')}
    </button>
  );
};

export const StatusBar = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const stats = useQuery(q.library.stats.queryOptions()).data;
  const { notice } = useLibrary();
  return (
    <footer className={classes.bar}>
      <Saved />
      {stats && (
        <span className={classes.counts}>
          {[
            t('app:status.facts', { count: stats.facts, number: formatCount(stats.facts) }),
            t('app:status.sources', { count: stats.sources, number: formatCount(stats.sources) }),
            t('app:status.briefings', { count: stats.briefings, number: formatCount(stats.briefings) }),
          ].join(' · ')}
        </span>
      )}
      {notice && (
        <span className={classes.notice} title={notice}>
          {notice}
        </span>
      )}
      <span className={classes.gap} />
      <TaskList />
      <Nameless />
      <Waiting />
      {stats && <Conflicts count={stats.conflicts} />}
      {stats && <Attention wanted="reviewDue" count={stats.reviewDue} />}
      {stats && <Attention wanted="disputed" count={stats.disputed} />}
    </footer>
  );
};
