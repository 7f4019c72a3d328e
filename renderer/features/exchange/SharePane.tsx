import { Button, Input, Progress, Textarea } from '@mantine/core';
import { IconFolderUp, IconPackageExport, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenMemory } from '../../api/settings.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { useSession } from '../../app/session.ts';
import { useSharedFolder } from '../../app/shared-folder.ts';
import { MarkingPicker } from '../../ui/MarkingPicker.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import type { Person } from '../colleagues/people.ts';
import { usePeople } from '../colleagues/use-people.ts';
import { ChoiceFields } from './ChoiceFields.tsx';
import { FIRST_CHOICE, packChoice, readersOf, type ShareChoice } from './choice.ts';
import { ForFields } from './ForFields.tsx';
import { LockFields } from './LockFields.tsx';
import { PackContents, usePackContents } from './PackContents.tsx';
import { NO_PASSPHRASE, type Passphrase, passphraseOf } from './PassphraseFields.tsx';
import classes from './Share.module.css';
import { type ShareInput, useShare } from './use-share.ts';

/** The note that a pack carries, at most a few pages. */
const NOTE_LENGTH = 10_000;

/** How the pack is encrypted; null while that is chosen but not given. */
const lockOf = (
  choice: ShareChoice,
  secret: Passphrase,
  people: readonly Person[],
): Pick<ShareInput, 'passphrase' | 'to'> | null => {
  if (choice.lock === 'none') return {};
  if (choice.lock === 'keys') {
    const to = readersOf(choice, people);
    return to.length > 0 ? { to } : null;
  }
  const passphrase = passphraseOf(secret);
  return passphrase === null ? null : { passphrase };
};

/** What is being written, with the way to stop it. */
const Writing = ({ progress, onCancel }: { readonly progress: number; readonly onCancel: () => void }) => {
  const { t } = useTranslation();
  return (
    <span className={classes.running}>
      <Progress aria-label={t('exchange:share.writing')} size={6} value={Math.max(4, progress * 100)} w={120} />
      <Button leftSection={<IconX size={14} />} onClick={onCancel}>
        {t('exchange:stop')}
      </Button>
    </span>
  );
};

/** A pack for a colleague: what goes out, up to which marking, with which words; and what stays behind. */
export const SharePane = () => {
  const { t } = useTranslation();
  const library = useLibrary();
  const { folder } = useSharedFolder();
  const { people, rows } = usePeople();
  const [remembered, setChoice] = useScreenMemory<ShareChoice>(`exchange.share.${library.id}`, FIRST_CHOICE);
  // What an earlier version of the screen remembered may lack something.
  const choice: ShareChoice = { ...FIRST_CHOICE, ...remembered };
  const [note, setNote] = useSession('exchange.note', '');
  const [secret, setSecret] = useState(NO_PASSPHRASE);
  // A library that is read only remembers nobody, so its packs are for nobody.
  const asked = rows.known ? packChoice(library.readOnly ? { ...choice, for: '' } : choice, people) : null;
  const found = usePackContents(asked);
  const { save, send, pending, running, progress, cancel } = useShare();
  const lock = lockOf(choice, secret, people);
  const ready = asked !== null && lock !== null && !pending && !found.counting && (found.contents?.total ?? 0) > 0;
  const canSend = ready && folder?.reachable === true && !library.readOnly;
  const name = choice.for.trim();
  const withInput = (act: (input: ShareInput) => void): void => {
    if (asked === null || lock === null) return;
    act({ choice: asked, note, ...lock, ...(name && !library.readOnly ? { for: name } : {}) });
  };
  useCommands([
    {
      id: 'exchange.write',
      title: 'exchange:commands.write',
      group: 'here',
      keys: 'mod+enter',
      enabled: () => ready,
      run: () => withInput(save),
    },
    {
      id: 'exchange.send',
      title: 'exchange:commands.send',
      group: 'here',
      enabled: () => canSend,
      run: () => withInput(send),
    },
  ]);
  return (
    <>
      <Toolbar
        end={
          running ? (
            <Writing onCancel={cancel} progress={progress} />
          ) : (
            <>
              {folder && (
                <Button
                  disabled={!canSend}
                  leftSection={<IconFolderUp size={14} />}
                  onClick={() => withInput(send)}
                  title={t('exchange:share.sendTo', { name: folder.name })}
                >
                  {t('exchange:share.send')}
                </Button>
              )}
              <Button
                disabled={!ready}
                leftSection={<IconPackageExport size={14} />}
                loading={pending}
                onClick={() => withInput(save)}
                variant="filled"
              >
                {t('exchange:share.write')}
              </Button>
            </>
          )
        }
        label={t('exchange:share.label')}
      >
        <span className={classes.quiet}>
          {lock === null && choice.lock !== 'none'
            ? t(`exchange:share.missing.${choice.lock}`)
            : t('exchange:share.sentence')}
        </span>
      </Toolbar>
      <div className={classes.share}>
        <ScrollRegion label={t('exchange:share.choice')} className={classes.form}>
          <ForFields choice={choice} onChange={setChoice} people={people} />
          <ChoiceFields choice={choice} onChange={setChoice} />
          <Input.Wrapper
            description={t('exchange:share.ceilingHelp')}
            label={t('exchange:share.ceiling')}
            labelElement="div"
          >
            <div>
              <MarkingPicker save={async (ceiling) => setChoice({ ...choice, ceiling })} value={choice.ceiling} />
            </div>
          </Input.Wrapper>
          <Textarea
            autosize
            label={t('exchange:share.note')}
            maxLength={NOTE_LENGTH}
            maxRows={8}
            minRows={2}
            onChange={(event) => setNote(event.currentTarget.value)}
            placeholder={t('exchange:share.noteHint')}
            value={note}
          />
          <LockFields choice={choice} onChange={setChoice} onSecret={setSecret} people={people} secret={secret} />
        </ScrollRegion>
        <PackContents choice={choice} found={found} since={asked?.since} />
      </div>
    </>
  );
};
