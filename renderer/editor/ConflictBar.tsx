import { Button, Modal } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prose } from '#shared/model/prose.ts';
import { problemNotice } from '../app/notices.tsx';
import { ProseView } from './ProseView.tsx';

interface Present {
  readonly revision: string;
  readonly prose: Prose;
}

interface Props {
  readonly read: () => Promise<Present | undefined>;
  readonly mine: () => Prose;
  readonly onKeepMine: (theirs: string, value?: Prose) => void;
  readonly onTakeTheirs: (theirs: string, value: Prose) => void;
}

/** Two people, or two windows, wrote the same text: nothing is written until the analyst has chosen. */
export const ConflictBar = ({ read, mine, onKeepMine, onTakeTheirs }: Props) => {
  const { t } = useTranslation();
  const [theirs, setTheirs] = useState<Present | null>(null);
  const [comparing, setComparing] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when the conflict appears
  useEffect(() => {
    read()
      .then((present) => setTheirs(present ?? null))
      .catch(problemNotice);
  }, []);
  if (!theirs) return null;
  const both = (): Prose => ({ type: 'doc', content: [...mine().content, ...theirs.prose.content] });
  const ways = (
    <div className="bw-stale-ways">
      {!comparing && <Button onClick={() => setComparing(true)}>{t('editor:conflict.compare')}</Button>}
      <Button onClick={() => onTakeTheirs(theirs.revision, theirs.prose)}>{t('editor:conflict.theirs')}</Button>
      {comparing && <Button onClick={() => onKeepMine(theirs.revision, both())}>{t('editor:conflict.both')}</Button>}
      <Button onClick={() => onKeepMine(theirs.revision)} variant="filled">
        {t('editor:conflict.mine')}
      </Button>
    </div>
  );
  return (
    <section aria-label={t('editor:conflict.title')} className="bw-stale-bar bw-conflict" role="alert">
      <IconGitMerge aria-hidden className="bw-stale-icon" size={16} />
      <div className="bw-stale-text">{t('editor:conflict.sentence')}</div>
      {ways}
      <Modal
        closeButtonProps={{ 'aria-label': t('common:close') }}
        onClose={() => setComparing(false)}
        opened={comparing}
        size={920}
        title={t('editor:conflict.title')}
      >
        <div className="bw-compare">
          <div>
            <h3>{t('editor:conflict.mineHead')}</h3>
            <ProseView prose={mine()} />
          </div>
          <div>
            <h3>{t('editor:conflict.theirsHead')}</h3>
            <ProseView prose={theirs.prose} />
          </div>
        </div>
        <footer className="bw-compare-ways">{ways}</footer>
      </Modal>
    </section>
  );
};
