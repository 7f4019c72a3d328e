import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconCircleCheck,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { goTo } from '../../app/place.ts';
import { formatCount } from '../../i18n/format.ts';
import { InlineText } from '../../ui/InlineText.tsx';
import { keyLabel } from '../../ui/Keys.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import classes from './Builder.module.css';
import { useBuilder } from './builder-context.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import type { BuilderPanes } from './panes.ts';

const Findings = ({ onShow }: { readonly onShow: () => void }) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { briefing } = useBuilder();
  const found = useQuery(q.briefings.check.queryOptions({ input: { briefing: briefing.id } })).data;
  if (!found) return null;
  const count = found.errors.length + found.warnings.length;
  if (count === 0)
    return (
      <span className={classes.fine}>
        <IconCircleCheck aria-hidden size={16} />
        {t('briefings:builder.nothingToCheck')}
      </span>
    );
  return (
    <button
      className={classes.findings}
      data-level={found.errors.length > 0 ? 'error' : 'warning'}
      onClick={onShow}
      type="button"
    >
      <IconAlertTriangle aria-hidden size={16} />
      {t('briefings:builder.toCheck', { count, number: formatCount(count) })}
    </button>
  );
};

/** The line over the builder: what the briefing is, how it stands, and the way out as a file. */
export const BuilderBar = ({ panes }: { readonly panes: BuilderPanes }) => {
  const { t } = useTranslation();
  const { briefing, readOnly, edit } = useBuilder();
  const { id, revision: seen } = briefing;
  const { outline, side } = panes;
  return (
    <header className={classes.bar}>
      <Tooltip label={t('briefings:builder.back')}>
        <ActionIcon aria-label={t('briefings:builder.back')} onClick={() => goTo('briefings', null)}>
          <IconArrowLeft size={17} />
        </ActionIcon>
      </Tooltip>
      <h2 className={classes.title}>
        <InlineText
          check={(text) => (text.trim() ? null : t('briefings:fields.titleNeeded'))}
          label={t('briefings:fields.title')}
          readOnly={readOnly}
          save={(title) => edit((api) => api.briefings.edit({ id, patch: { title }, seen }))}
          value={briefing.title}
        />
      </h2>
      <TlpLabel marking={briefing.banner} />
      <span className={classes.state}>
        {t(briefing.retired ? 'briefings:builder.retired' : 'briefings:builder.draft')} ·{' '}
        {t('briefings:builder.words', { count: briefing.words, number: formatCount(briefing.words) })}
      </span>
      <span className={classes.gap} />
      <Findings onShow={panes.showChecks} />
      <ExportMenu />
      <Tooltip
        label={`${t(outline ? 'briefings:outline.hide' : 'briefings:outline.show')} (${keyLabel('mod+shift+o')})`}
      >
        <ActionIcon aria-label={t('briefings:outline.label')} aria-pressed={outline} onClick={panes.toggleOutline}>
          <IconLayoutSidebar size={17} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t(side ? 'briefings:side.hide' : 'briefings:side.show')} (${keyLabel('mod+.')})`}>
        <ActionIcon aria-label={t('briefings:side.label')} aria-pressed={side} onClick={panes.toggleSide}>
          <IconLayoutSidebarRight size={17} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
};
