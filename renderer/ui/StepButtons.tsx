import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** To the record before and the one after the open one. */
export const StepButtons = ({ onStep }: { readonly onStep: (by: 1 | -1) => void }) => {
  const { t } = useTranslation();
  return (
    <>
      <ActionIcon aria-label={t('common:list.previous')} onClick={() => onStep(-1)}>
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('common:list.next')} onClick={() => onStep(1)}>
        <IconChevronDown size={16} />
      </ActionIcon>
    </>
  );
};
