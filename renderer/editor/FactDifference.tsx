import { useTranslation } from 'react-i18next';
import type { FactItem } from '#shared/contract/facts.ts';
import { formatEdtf } from '#shared/model/dates.ts';
import type { Fact } from '#shared/model/fact.ts';
import { formatQuantity } from '#shared/model/quantity-text.ts';
import { WordDifference } from '../ui/WordDifference.tsx';

const FIELDS = ['value', 'asOf', 'status', 'marking'] as const;
type Field = (typeof FIELDS)[number];

const shown = (field: Field, fact: Pick<Fact, 'quantity' | 'asOf' | 'status' | 'marking'>): string => {
  if (field === 'value') return formatQuantity(fact.quantity);
  if (field === 'asOf') return fact.asOf === null ? '' : formatEdtf(fact.asOf);
  return field === 'status' ? fact.status : fact.marking;
};

/** The fields that a reader sees and that differ between the pinned fact and the present one. */
export const changedFields = (pinned: Fact, current: FactItem): Field[] =>
  FIELDS.filter((field) => shown(field, pinned) !== shown(field, current));

/** What changed in a fact since it was cited: value before words, since a number is what a reader trips over. */
export const FactDifference = ({ pinned, current }: { readonly pinned: Fact; readonly current: FactItem }) => {
  const { t } = useTranslation();
  const fields = changedFields(pinned, current);
  const reworded = pinned.statement !== current.statement;
  return (
    <span className="bw-difference">
      {fields.map((field) => (
        <span className="bw-difference-field" key={field}>
          {field !== 'value' && <span className="bw-difference-name">{t(`editor:fields.${field}`)} </span>}
          <del>{shown(field, pinned) || t('editor:stale.nothing')}</del> <span aria-hidden>→</span>{' '}
          <ins>{shown(field, current) || t('editor:stale.nothing')}</ins>
        </span>
      ))}
      {reworded && (
        <span className="bw-difference-words">
          <WordDifference before={pinned.statement} after={current.statement} />
        </span>
      )}
      {!reworded && fields.length === 0 && (
        <span className="bw-difference-name">
          {current.retired ? t('editor:stale.retired') : t('editor:stale.other')}
        </span>
      )}
    </span>
  );
};
