import { useTranslation } from 'react-i18next';
import type { MergeItem } from '#shared/contract/exchange.ts';

/** What a record is called here; in slanted letters where it has no words of its own. */
export const Title = ({ kind, title }: Pick<MergeItem, 'kind' | 'title'>) => {
  const { t } = useTranslation();
  return title || <em>{t(kind === 'evidence' ? 'exchange:unquoted' : 'exchange:untitled')}</em>;
};
