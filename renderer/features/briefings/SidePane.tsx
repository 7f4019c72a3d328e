import { useTranslation } from 'react-i18next';
import { FactsPane } from './FactsPane.tsx';
import { PagePane } from './PagePane.tsx';
import { type BuilderPanes, TABS } from './panes.ts';
import classes from './Side.module.css';

/** Beside the text: the facts to place, or the page as it will be printed. */
export const SidePane = ({ panes }: { readonly panes: BuilderPanes }) => {
  const { t } = useTranslation();
  const { tab, showTab: choose } = panes;
  return (
    <aside aria-label={t('briefings:side.label')} className={classes.side}>
      <div className={classes.tabs} role="tablist">
        {TABS.map((name) => (
          <button
            aria-controls={`side-${name}`}
            aria-selected={tab === name}
            className={classes.tab}
            id={`tab-${name}`}
            key={name}
            onClick={() => choose(name)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
              const next = TABS[(TABS.indexOf(name) + 1) % TABS.length];
              if (!next) return;
              choose(next);
              document.getElementById(`tab-${next}`)?.focus();
            }}
            role="tab"
            tabIndex={tab === name ? 0 : -1}
            type="button"
          >
            {t(`briefings:side.${name}`)}
          </button>
        ))}
        <span className={classes.tabsRest} id="side-status" />
      </div>
      <div aria-labelledby={`tab-${tab}`} className={classes.panel} id={`side-${tab}`} role="tabpanel">
        {tab === 'facts' ? <FactsPane /> : <PagePane />}
      </div>
    </aside>
  );
};
