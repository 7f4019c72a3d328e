import { Button, MultiSelect, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { goTo } from '../../app/place.ts';
import { type Person, personNamed } from '../colleagues/people.ts';
import { addressed, LOCKS, readersOf, type ShareChoice } from './choice.ts';
import { type Passphrase, PassphraseFields } from './PassphraseFields.tsx';
import classes from './Share.module.css';

const showColleagues = (): void => goTo('exchange', 'colleagues');

interface LockFieldsProps {
  readonly choice: ShareChoice;
  readonly onChange: (choice: ShareChoice) => void;
  readonly people: readonly Person[];
  readonly secret: Passphrase;
  readonly onSecret: (secret: Passphrase) => void;
}

const Readers = ({ choice, onChange, people }: Omit<LockFieldsProps, 'secret' | 'onSecret'>) => {
  const { t } = useTranslation();
  const known = people.filter(({ recipient }) => recipient !== null);
  const readers = readersOf(choice, people);
  const addressee = choice.for.trim();
  const left =
    addressee !== '' && readers.length > 0 && !readers.includes(personNamed(people, addressee)?.name ?? addressee);
  if (known.length === 0)
    return (
      <p>
        {t('exchange:share.toNone')}{' '}
        <Button onClick={showColleagues} variant="subtle">
          {t('exchange:share.toWays')}
        </Button>
      </p>
    );
  return (
    <>
      <MultiSelect
        comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
        data={known.map(({ name }) => name)}
        hidePickedOptions
        label={t('exchange:share.to')}
        nothingFoundMessage={t('common:noMatch')}
        onChange={(to) => onChange({ ...choice, to })}
        placeholder={readers.length === 0 ? t('exchange:share.toHint') : ''}
        searchable
        value={readers}
      />
      {left && (
        <p className={classes.look} role="status">
          {t('exchange:share.notAmong', { name: addressee })}
        </p>
      )}
    </>
  );
};

/** Whether the pack tells who wrote it. */
const Signed = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const own = useQuery(q.keys.own.queryOptions()).data;
  if (own === undefined) return null;
  if (own) return <p className={classes.signed}>{t('exchange:share.signed', { fingerprint: own.fingerprint })}</p>;
  return (
    <p className={classes.signed}>
      {t('exchange:share.unsigned')}{' '}
      <Button onClick={showColleagues} variant="subtle">
        {t('exchange:share.unsignedWays')}
      </Button>
    </p>
  );
};

/** Who can read the pack, and whether it is signed. */
export const LockFields = ({ secret, onSecret, ...rest }: LockFieldsProps) => {
  const { t } = useTranslation();
  const { choice, onChange, people } = rest;
  return (
    <div>
      <Radio.Group
        label={t('exchange:share.protection')}
        onChange={(chosen) => {
          const lock = LOCKS.find((known) => known === chosen);
          if (lock) onChange({ ...addressed(choice, choice.for, people), lock });
        }}
        value={choice.lock}
      >
        <div className={classes.parts}>
          {LOCKS.map((lock) => (
            <div key={lock}>
              <Radio
                description={t(`exchange:share.lockHelp.${lock}`)}
                label={t(`exchange:share.lock.${lock}`)}
                size="xs"
                value={lock}
              />
              {choice.lock === lock && lock !== 'none' && (
                <div className={classes.partFields}>
                  {lock === 'passphrase' ? (
                    <PassphraseFields onChange={onSecret} value={secret} />
                  ) : (
                    <Readers {...rest} />
                  )}
                </div>
              )}
            </div>
          ))}
        </div>
      </Radio.Group>
      <Signed />
    </div>
  );
};
