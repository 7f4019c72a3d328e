import { useTranslation } from 'react-i18next';
import type { SubjectItem } from '#shared/contract/subjects.ts';
import classes from './AlsoCalled.module.css';

type Named = Pick<SubjectItem, 'name' | 'aliases'>;

/** More names say no more. */
const SHOWN = 3;

/** Letters without case and accents, as the search sees them. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string): string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The names by which words find a subject, where its own name does not hold them all. */
export const foundBy = ({ name, aliases }: Named, query: string): string[] => {
  const begins = (word: string, text: string): boolean => wordsOf(text).some((known) => known.startsWith(word));
  const missing = wordsOf(query).filter((word) => !begins(word, name));
  return aliases.filter((alias) => missing.some((word) => begins(word, alias))).slice(0, SHOWN);
};

interface Props {
  readonly subject: Named;
  /** What was typed to find it. */
  readonly query: string;
}

/** A subject that was found, with the other names by which it was. */
export const AlsoCalled = ({ subject, query }: Props) => {
  const { t } = useTranslation();
  const names = foundBy(subject, query);
  return (
    <span className={classes.subject} dir="auto">
      {subject.name}
      {names.length > 0 && <small>{t('common:alsoCalled', { names: names.join(', ') })}</small>}
    </span>
  );
};
