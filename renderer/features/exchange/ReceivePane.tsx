import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { WaitingPacks } from '../folder/WaitingPacks.tsx';
import classes from './Exchange.module.css';
import { totalOf } from './effects.ts';
import { Locked } from './Locked.tsx';
import { MergePreview } from './MergePreview.tsx';
import { MergeResultPane } from './MergeResultPane.tsx';
import { Refused } from './Refused.tsx';
import { useReceive } from './receive.ts';
import { Working } from './Working.tsx';

interface ReceivePaneProps {
  readonly onChoose: () => void;
  readonly choosing: boolean;
}

/** What a colleague sent: look at it first, take what is wanted, and merge. */
export const ReceivePane = ({ onChoose, choosing }: ReceivePaneProps) => {
  const { t } = useTranslation();
  const receive = useReceive();
  const { now, cancel, close } = receive;
  const choose = (
    <Button leftSection={<IconFolderOpen size={14} />} loading={choosing} onClick={onChoose} variant="filled">
      {t('exchange:receive.choose')}
    </Button>
  );
  if (now.step === 'looking')
    return <Working onCancel={cancel} sentence={t('exchange:receive.looking', { name: now.name })} task={now.task} />;
  // The records are not on the screen meanwhile: the preview ends with the merge, and nothing more may be asked of it.
  if (now.step === 'merging') {
    const count = totalOf(now.found) - receive.left.size;
    return (
      <Working
        onCancel={cancel}
        sentence={t('exchange:receive.merging', { count, number: formatCount(count), name: now.file.name })}
        task={now.task}
      />
    );
  }
  if (now.step === 'locked') return <Locked key={now.file.file} now={now} onClose={close} onUnlock={receive.unlock} />;
  if (now.step === 'refused') return <Refused choose={choose} name={now.name} sentence={now.sentence} />;
  if (now.step === 'done') return <MergeResultPane merged={now.merged} name={now.file.name} onClose={close} />;
  if (now.step === 'empty')
    return (
      <div className={classes.receive}>
        <WaitingPacks onLook={({ file, name }) => void receive.open(name, () => Promise.resolve({ file, name }))} />
        <EmptyState action={choose} example={t('exchange:receive.example')} sentence={t('exchange:receive.sentence')} />
      </div>
    );
  return <MergePreview key={now.found.preview} now={now} receive={receive} />;
};
