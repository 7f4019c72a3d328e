import {
  type Icon,
  IconBook2,
  IconBulb,
  IconDiamonds,
  IconFileText,
  IconLink,
  IconMessage2,
  IconNotes,
  IconTag,
  IconTemplate,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '#shared/model/records.ts';
import classes from './KindTitle.module.css';

const ICONS: Readonly<Record<RecordKind, Icon>> = {
  fact: IconDiamonds,
  source: IconBook2,
  evidence: IconLink,
  note: IconNotes,
  subject: IconTag,
  judgement: IconBulb,
  template: IconTemplate,
  briefing: IconFileText,
  section: IconFileText,
  block: IconFileText,
  edition: IconFileText,
  proposal: IconMessage2,
};

interface KindTitleProps {
  readonly kind: RecordKind;
  readonly title: string;
  /** How it is shown, where it has more than words. */
  readonly shown?: ReactNode;
}

/** The title of a record of any kind in a list: with the sign of its kind, which is read out as a word. */
export const KindTitle = ({ kind, title, shown }: KindTitleProps) => {
  const { t } = useTranslation();
  const KindIcon = ICONS[kind];
  return (
    <span className={classes.item} title={title}>
      <KindIcon aria-hidden size={15} stroke={1.7} />
      <span className="visually-hidden">{`${t(`conflicts:kinds.${kind}`)}: `}</span>
      <span dir="auto">{shown ?? (title || t('conflicts:untitled'))}</span>
    </span>
  );
};
