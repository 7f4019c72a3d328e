import { IconUser, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../i18n/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import classes from './Changes.module.css';

interface ColleaguesProps {
  readonly authors: readonly { readonly author: string; readonly count: number }[];
  readonly total: number;
  /** Whose changes are listed; null for those of all. */
  readonly author: string | null;
  readonly onAuthor: (author: string | null) => void;
}

/** Who changed how many records, as claimed; a click lists only theirs. */
export const Colleagues = ({ authors, total, author, onAuthor }: ColleaguesProps) => {
  const { t } = useTranslation();
  return (
    <ScrollRegion className={classes.colleagues} label={t('changes:colleagues')}>
      <ul>
        <li>
          <button aria-pressed={author === null} onClick={() => onAuthor(null)} type="button">
            <IconUsers aria-hidden size={16} />
            <span>{t('changes:everybody')}</span>
            <strong>{formatCount(total)}</strong>
          </button>
        </li>
        {authors.map((entry) => (
          <li key={entry.author}>
            <button
              aria-pressed={author === entry.author}
              onClick={() => onAuthor(author === entry.author ? null : entry.author)}
              type="button"
            >
              <IconUser aria-hidden size={16} />
              <span dir="auto">{entry.author}</span>
              <strong>{formatCount(entry.count)}</strong>
            </button>
          </li>
        ))}
      </ul>
      <p>{t('changes:claimed')}</p>
    </ScrollRegion>
  );
};
