import { useTranslation } from 'react-i18next';
import type { MergeItem } from '#shared/contract/exchange.ts';

interface TitleProps extends Pick<MergeItem, 'kind' | 'title'> {
  /** The title of what it is a part of, where that is known. */
  readonly partOf?: string;
}

/** What a record is called here; in slanted letters where it has no words of its own. */
export const Title = ({ kind, title, partOf = '' }: TitleProps) => {
  const { t } = useTranslation();
  if (title) return title;
  if (partOf) return <em>{t(kind === 'block' ? 'exchange:within' : 'exchange:belongsTo', { title: partOf })}</em>;
  return <em>{t(kind === 'evidence' ? 'exchange:unquoted' : 'exchange:untitled')}</em>;
};
