import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CREDIBILITIES, type Credibility, RELIABILITIES, type Reliability } from '#shared/model/grades.ts';

interface GradeSelectProps<T> {
  readonly value: T;
  readonly onChange: (value: T) => void;
}

const shared = { allowDeselect: false, comboboxProps: { shadow: 'md', transitionProps: { duration: 0 } } } as const;

/** Source reliability A to F, with its words. */
export const ReliabilitySelect = ({ value, onChange }: GradeSelectProps<Reliability>) => {
  const { t } = useTranslation();
  return (
    <Select
      {...shared}
      label={t('evidence:reliability')}
      value={value}
      data={RELIABILITIES.map((grade) => ({ value: grade, label: `${grade} – ${t(`common:reliability.${grade}`)}` }))}
      onChange={(chosen) => onChange(RELIABILITIES.find((grade) => grade === chosen) ?? value)}
    />
  );
};

/** Information credibility 1 to 6, with its words. */
export const CredibilitySelect = ({ value, onChange }: GradeSelectProps<Credibility>) => {
  const { t } = useTranslation();
  return (
    <Select
      {...shared}
      label={t('evidence:credibility')}
      value={String(value)}
      data={CREDIBILITIES.map((grade) => ({
        value: String(grade),
        label: `${grade} – ${t(`common:credibility.${grade}`)}`,
      }))}
      onChange={(chosen) => onChange(CREDIBILITIES.find((grade) => String(grade) === chosen) ?? value)}
    />
  );
};
