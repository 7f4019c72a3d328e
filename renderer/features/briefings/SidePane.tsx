import { useTranslation } from 'react-i18next';
import { TabList, TabPanel } from '../../ui/TabList.tsx';
import { FactsPane } from './FactsPane.tsx';
import { PagePane } from './PagePane.tsx';
import { type BuilderPanes, TABS } from './panes.ts';
import classes from './Side.module.css';

/** Beside the text: the facts to place, or the page as it will be printed. */
export const SidePane = ({ panes }: { readonly panes: BuilderPanes }) => {
  const { t } = useTranslation();
  const { tab, showTab } = panes;
  return (
    <aside aria-label={t('briefings:side.label')} className={classes.side}>
      <TabList
        current={tab}
        end={<span className={classes.status} id="side-status" />}
        id="side"
        label={t('briefings:side.label')}
        onChoose={showTab}
        tabs={TABS.map((name) => ({ name, title: t(`briefings:side.${name}`) }))}
      />
      <TabPanel id="side" name={tab}>
        {tab === 'facts' ? <FactsPane /> : <PagePane />}
      </TabPanel>
    </aside>
  );
};
