import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { SETTING_CHOICES, type SettingChoice, useSetSettings, useSettings } from '../../api/settings.ts';
import { useCommands } from '../../app/commands.ts';
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

const AuthorField = () => {
  const { t } = useTranslation();
  const { author } = useSettings();
  const set = useSetSettings();
  const [text, setText] = useState(author);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(author), [author]);
  useCommands([
    { id: 'settings.author', title: 'settings:setName', group: 'here', run: () => field.current?.select() },
  ]);
  return (
    <Row label={t('settings:author')} help={t('settings:authorHelp')}>
      <TextInput
        ref={field}
        aria-label={t('settings:author')}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => text.trim() !== author && set.mutate({ author: text.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.screen} tabIndex={0} aria-label={t('settings:title')}>
      <div className={classes.content}>
        <h2>{t('settings:title')}</h2>
        <Part title={t('settings:you')}>
          <AuthorField />
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
    </section>
  );
};
export default SettingsScreen;
