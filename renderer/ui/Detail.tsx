import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Detail.module.css';
import { ScrollRegion } from './ScrollRegion.tsx';

interface DetailProps {
  readonly label: string;
  /** The line over the title: kind and state. */
  readonly kind: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** The pane that shows one record beside its list. Esc closes it. */
export const Detail = ({ label, kind, actions, onClose, children }: DetailProps) => {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc from anything inside closes the pane
    <div
      className={classes.pane}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={classes.bar}>
        <div className={classes.kind}>{kind}</div>
        {actions}
        <ActionIcon aria-label={t('common:close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <ScrollRegion className={classes.content} label={label}>
        {children}
      </ScrollRegion>
    </div>
  );
};

/** A titled part of a detail pane. */
export const DetailPart = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.part}>
    <h3>{title}</h3>
    {children}
  </section>
);
