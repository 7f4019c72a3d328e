import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Detail } from './Detail.tsx';

interface ChosenPaneProps {
  /** How many of what, such as "5 facts chosen". */
  readonly title: string;
  readonly onClose: () => void;
}

/** In place of one record while several are chosen. */
export const ChosenPane = ({ title, onClose }: ChosenPaneProps) => {
  const { t } = useTranslation();
  return (
    <Detail label={title} kind={title} onClose={onClose}>
      <p>{t('common:list.chosenHelp')}</p>
      <Button mt={12} onClick={onClose}>
        {t('common:list.clear')}
      </Button>
    </Detail>
  );
};
