import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '#shared/model/records.ts';
import type { Feature } from './address.ts';
import { goTo } from './place.ts';

const SCREENS: Readonly<Partial<Record<RecordKind, Feature>>> = {
  fact: 'facts',
  source: 'sources',
  note: 'notes',
  briefing: 'briefings',
};

interface OpenRecordProps {
  readonly kind: RecordKind;
  readonly id: string;
}

/** Goes to a record on its own screen; nothing for kinds without one. */
export const OpenRecord = ({ kind, id }: OpenRecordProps) => {
  const { t } = useTranslation();
  const screen = SCREENS[kind];
  if (!screen) return null;
  return (
    <Button leftSection={<IconExternalLink size={14} />} onClick={() => goTo(screen, id)} variant="subtle">
      {t(`app:openRecord.${kind}`)}
    </Button>
  );
};
