import { Button, Input, Progress, Textarea } from '@mantine/core';
import { IconPackageExport, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenMemory } from '../../api/settings.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { useSession } from '../../app/session.ts';
import { MarkingPicker } from '../../ui/MarkingPicker.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ChoiceFields } from './ChoiceFields.tsx';
import { FIRST_CHOICE, packChoice, type ShareChoice } from './choice.ts';
import { PackContents, usePackContents } from './PackContents.tsx';
import { NO_PASSPHRASE, PassphraseFields, passphraseOf } from './PassphraseFields.tsx';
import classes from './Share.module.css';
import { useShare } from './use-share.ts';

/** The note that a pack carries, at most a few pages. */
const NOTE_LENGTH = 10_000;

/** A pack for a colleague: what goes out, up to which marking, with which words; and what stays behind. */
export const SharePane = () => {
  const { t } = useTranslation();
  const library = useLibrary();
  const [remembered, setChoice] = useScreenMemory<ShareChoice>(`exchange.share.${library.id}`, FIRST_CHOICE);
  // What an earlier version of the screen remembered may lack something.
  const choice: ShareChoice = { ...FIRST_CHOICE, ...remembered };
  const [note, setNote] = useSession('exchange.note', '');
  const [secret, setSecret] = useState(NO_PASSPHRASE);
  const asked = packChoice(choice);
  const found = usePackContents(asked);
  const { share, pending, running, progress, cancel } = useShare();
  const passphrase = passphraseOf(secret);
  const ready =
    asked !== null && passphrase !== null && !pending && !found.counting && (found.contents?.total ?? 0) > 0;
  const write = (): void => {
    if (ready) share({ choice: asked, note, passphrase });
  };
  useCommands([
    {
      id: 'exchange.write',
      title: 'exchange:commands.write',
      group: 'here',
      keys: 'mod+enter',
      enabled: () => ready,
      run: write,
    },
  ]);
  return (
    <>
      <Toolbar
        end={
          running ? (
            <span className={classes.running}>
              <Progress aria-label={t('exchange:share.writing')} size={6} value={Math.max(4, progress * 100)} w={120} />
              <Button leftSection={<IconX size={14} />} onClick={cancel}>
                {t('exchange:stop')}
              </Button>
            </span>
          ) : (
            <Button
              disabled={!ready}
              leftSection={<IconPackageExport size={14} />}
              loading={pending}
              onClick={write}
              variant="filled"
            >
              {t('exchange:share.write')}
            </Button>
          )
        }
        label={t('exchange:share.label')}
      >
        <span className={classes.quiet}>
          {t(passphrase === null ? 'exchange:share.passphraseMissing' : 'exchange:share.sentence')}
        </span>
      </Toolbar>
      <div className={classes.share}>
        <ScrollRegion label={t('exchange:share.choice')} className={classes.form}>
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
          <PassphraseFields onChange={setSecret} value={secret} />
        </ScrollRegion>
        <PackContents choice={choice} found={found} />
      </div>
    </>
  );
};
