import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Link, RecordKind } from '#shared/model/records.ts';
import type { Feature } from '../../app/address.ts';
import { goTo } from '../../app/place.ts';

const SCREENS: Readonly<Partial<Record<RecordKind, Feature>>> = {
  fact: 'facts',
  source: 'sources',
  note: 'notes',
  briefing: 'briefings',
};

/** Goes to a record; there is no button where it has no screen of its own. */
export const OpenRecord = ({ opens }: { readonly opens: Link | null }) => {
  const { t } = useTranslation();
  const screen = opens && SCREENS[opens.kind];
  if (!opens || !screen) return null;
  return (
    <Button leftSection={<IconExternalLink size={14} />} onClick={() => goTo(screen, opens.id)} variant="subtle">
      {t(`conflicts:open.${opens.kind}`)}
    </Button>
  );
};
