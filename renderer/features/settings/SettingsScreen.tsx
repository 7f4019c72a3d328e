import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { SETTING_CHOICES, type SettingChoice, useSetSettings, useSettings } from '../../api/settings.ts';
import { useCommands } from '../../app/commands.ts';
import { AuthorField } from '../../ui/AuthorField.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { LibrarySettings } from './LibrarySettings.tsx';
import { Part } from './Part.tsx';
import classes from './Settings.module.css';

interface RowProps {
  readonly label: string;
  readonly help?: string;
  readonly children: ReactNode;
}

const Row = ({ label, help, children }: RowProps) => (
  <div className={classes.row}>
    <div>
      <span className={classes.label}>{label}</span>
      {help && <p className={classes.help}>{help}</p>}
    </div>
    <div className={classes.control}>{children}</div>
  </div>
);

const AuthorRow = () => {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useCommands([
    { id: 'settings.author', title: 'settings:setName', group: 'here', run: () => field.current?.select() },
  ]);
  return (
    <Row label={t('settings:author')} help={t('settings:authorHelp')}>
      <AuthorField aria-label={t('settings:author')} ref={field} />
    </Row>
  );
};

const Choice = ({ name }: { readonly name: SettingChoice }) => {
  const { t } = useTranslation();
  const settings = useSettings();
  const set = useSetSettings();
  const label = t(`settings:${name}`);
  return (
    <Row label={label}>
      <SegmentedControl
        aria-label={label}
        size="xs"
        value={settings[name]}
        data={SETTING_CHOICES[name].map((value) => ({ value, label: t(`settings:choices.${name}.${value}`) }))}
        onChange={(value) => set.mutate({ [name]: value })}
      />
    </Row>
  );
};

const About = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const about = useQuery(q.settings.about.queryOptions()).data;
  return (
    <Part title={t('settings:about')}>
      {about && <p>{t('settings:version', { version: about.version, node: about.node, sqlite: about.sqlite })}</p>}
      <p>{t('settings:offline')}</p>
      <p>{t('settings:licences')}</p>
    </Part>
  );
};

/** Author, look, reports, the library and what Briefwright is. */
const SettingsScreen = () => {
  const { t } = useTranslation();
  return (
    <ScrollRegion className={classes.screen} label={t('settings:title')}>
      <div className={classes.content}>
        <h2>{t('settings:title')}</h2>
        <Part title={t('settings:you')}>
          <AuthorRow />
        </Part>
        <Part title={t('settings:look')}>
          <Choice name="theme" />
          <Choice name="density" />
          <Row label={t('settings:language')} help={t('settings:languageHelp')}>
            <Select
              aria-label={t('settings:language')}
              allowDeselect={false}
              value="en"
              data={[{ value: 'en', label: t('settings:languages.en') }]}
            />
          </Row>
        </Part>
        <Part title={t('settings:reports')}>
          <Choice name="page" />
        </Part>
        <LibrarySettings />
        <About />
      </div>
    </ScrollRegion>
  );
};
export default SettingsScreen;
