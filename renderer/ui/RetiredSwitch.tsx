import { Button } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface RetiredSwitchProps {
  readonly value: boolean;
  readonly onChange: (retired: boolean) => void;
}

/** Shows what is retired in place of what is in use. */
export const RetiredSwitch = ({ value, onChange }: RetiredSwitchProps) => {
  const { t } = useTranslation();
  return (
    <Button
      aria-pressed={value}
      leftSection={<IconArchive size={14} />}
      onClick={() => onChange(!value)}
      variant={value ? 'light' : 'default'}
    >
      {t('common:list.retiredOnes')}
    </Button>
  );
};
