import { Autocomplete, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLibrary } from '../../app/library.ts';
import { type Person, personNamed } from '../colleagues/people.ts';
import { addressed, type ShareChoice, sinceWhom } from './choice.ts';

interface ForFieldsProps {
  readonly choice: ShareChoice;
  readonly onChange: (choice: ShareChoice) => void;
  readonly people: readonly Person[];
}

/** Why a pack of only what is new can be chosen or not, as the key of a sentence. */
const sinceReason = (name: string, person: Person | undefined): string => {
  if (name === '') return 'exchange:share.sinceNobody';
  return person?.exchanged ? 'exchange:share.sinceHelp' : 'exchange:share.sinceNothing';
};

/** For whom the pack is, and whether it leaves out what they have. */
export const ForFields = ({ choice, onChange, people }: ForFieldsProps) => {
  const { t } = useTranslation();
  const { readOnly } = useLibrary();
  const name = choice.for.trim();
  const person = personNamed(people, name);
  return (
    <>
      <Autocomplete
        comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
        data={people.map((known) => known.name)}
        description={t(readOnly ? 'exchange:share.forReadOnly' : 'exchange:share.forHelp')}
        disabled={readOnly}
        label={t('exchange:share.for')}
        maxLength={200}
        onChange={(typed) => onChange(addressed(choice, typed, people))}
        placeholder={t('exchange:share.forHint')}
        value={readOnly ? '' : choice.for}
      />
      <Checkbox
        checked={sinceWhom(choice, people) !== undefined && !readOnly}
        description={t(sinceReason(readOnly ? '' : name, person), { name: person?.name ?? name })}
        disabled={!person?.exchanged || readOnly}
        label={t('exchange:share.since')}
        onChange={(event) => onChange({ ...choice, since: event.currentTarget.checked })}
        size="xs"
      />
    </>
  );
};
