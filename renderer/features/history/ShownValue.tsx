import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { type FieldValue, fieldText, linkOf } from './field-text.ts';

const SubjectName = ({ id }: { id: string }) => {
  const { q } = useApi();
  return useQuery(q.subjects.get.queryOptions({ input: { id } })).data?.name ?? '…';
};

const FactStatement = ({ id }: { id: string }) => {
  const { q } = useApi();
  return useQuery(q.facts.get.queryOptions({ input: { id } })).data?.statement ?? '…';
};

interface ShownValueProps {
  readonly kind: RecordKind;
  readonly field: string;
  readonly value: FieldValue;
}

/** A stored value as a reader expects it. */
export const ShownValue = ({ kind, field, value }: ShownValueProps) => {
  const { t } = useTranslation();
  const link = linkOf(field, value);
  if (link?.kind === 'subject') return <SubjectName id={link.id} />;
  if (link?.kind === 'fact') return <FactStatement id={link.id} />;
  return fieldText(kind, field, value) || t('common:none');
};
