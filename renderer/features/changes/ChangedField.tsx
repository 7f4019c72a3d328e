import { useTranslation } from 'react-i18next';
import type { ChangedDetail, ChangedField as Field } from '#shared/contract/changes.ts';
import { ConflictBadge } from '../../ui/ConflictBadge.tsx';
import { LongText } from '../../ui/LongText.tsx';
import { WordDifference } from '../../ui/WordDifference.tsx';
import { type FieldValue, fieldLabel, fieldText } from '../history/field-text.ts';
import classes from './Changes.module.css';

interface ChangedFieldProps {
  readonly detail: Pick<ChangedDetail, 'kind' | 'names' | 'effect'>;
  readonly field: Field;
}

/** One field that a colleague wrote: the words that went and came, and what it says now when that is something else. */
export const ChangedField = ({ detail, field: { field, before, after, now, conflict } }: ChangedFieldProps) => {
  const { t } = useTranslation();
  const { kind, names } = detail;
  const words = (value: FieldValue): string => fieldText(kind, field, value, names);
  const [was, is, present] = [words(before), words(after), words(now)];
  const value = (): ReturnType<typeof LongText> | string => {
    // Where something stands is a key that says nothing to a reader.
    if (field === 'position') return t('changes:moved');
    if (before === null) return <LongText text={is || t('common:none')} />;
    return (
      <LongText shown={(text, whole) => (whole ? <WordDifference after={is} before={was} /> : text)} text={is || was} />
    );
  };
  return (
    <div className={classes.field}>
      <dt>
        {fieldLabel(kind, field)}
        {conflict && <ConflictBadge />}
      </dt>
      <dd>{value()}</dd>
      {!conflict && present !== is && field !== 'position' && (
        <dd className={classes.now}>
          <span>{t('changes:now')}</span>
          <LongText text={present || t('common:none')} />
        </dd>
      )}
    </div>
  );
};
