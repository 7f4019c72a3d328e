import { Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SOURCE_TYPES } from '#shared/model/source.ts';
import { STANCES } from '#shared/model/statuses.ts';
import { today } from '../../i18n/format.ts';
import { type EvidenceDraft, isWrongDay, type SourceChoice } from './draft.ts';
import classes from './Evidence.module.css';
import { CredibilitySelect, ReliabilitySelect } from './GradeSelect.tsx';
import { SourcePicker } from './SourcePicker.tsx';

interface EvidenceFieldsProps {
  readonly value: EvidenceDraft;
  readonly onChange: (draft: EvidenceDraft) => void;
  readonly sourceError?: string | null;
}

interface NewSourceProps {
  readonly source: SourceChoice;
  readonly wrongDay: boolean;
  readonly onChange: (source: SourceChoice) => void;
}

/** What a new source needs to be worth anything later. */
const NewSourceFields = ({ source, wrongDay, onChange }: NewSourceProps) => {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      <Select
        label={t('sources:fields.type')}
        allowDeselect={false}
        searchable
        value={source.type}
        data={SOURCE_TYPES.map((type) => ({ value: type, label: t(`sources:type.${type}`) }))}
        onChange={(chosen) =>
          onChange({ ...source, type: SOURCE_TYPES.find((type) => type === chosen) ?? source.type })
        }
        comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
      />
      <TextInput
        label={t('sources:fields.url')}
        type="url"
        placeholder="https://"
        value={source.url}
        onChange={(event) => onChange({ ...source, url: event.currentTarget.value })}
      />
      <TextInput
        label={t('sources:fields.accessed')}
        value={source.accessed ?? today()}
        error={wrongDay && t('common:dayHelp')}
        onChange={(event) => onChange({ ...source, accessed: event.currentTarget.value })}
      />
    </div>
  );
};

/** Source, place, quote and grades of one piece of evidence. */
export const EvidenceFields = ({ value, onChange, sourceError = null }: EvidenceFieldsProps) => {
  const { t } = useTranslation();
  const { source } = value;
  const isNew = source.id === null && source.title.trim() !== '';
  return (
    <div className={classes.fields}>
      <SourcePicker value={source} error={sourceError} onChange={(next) => onChange({ ...value, source: next })} />
      {isNew && (
        <NewSourceFields
          source={source}
          wrongDay={isWrongDay(value)}
          onChange={(next) => onChange({ ...value, source: next })}
        />
      )}
      <Textarea
        label={t('evidence:quote')}
        placeholder={t('evidence:quotePlaceholder')}
        autosize
        minRows={2}
        maxRows={8}
        value={value.quote}
        onChange={(event) => onChange({ ...value, quote: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          label={t('evidence:locator')}
          placeholder={t('evidence:locatorPlaceholder')}
          value={value.locator}
          onChange={(event) => onChange({ ...value, locator: event.currentTarget.value })}
        />
        <Select
          label={t('evidence:stance')}
          allowDeselect={false}
          value={value.stance}
          data={STANCES.map((stance) => ({ value: stance, label: t(`evidence:stances.${stance}`) }))}
          onChange={(chosen) =>
            onChange({ ...value, stance: STANCES.find((stance) => stance === chosen) ?? value.stance })
          }
          comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
        />
      </div>
      <div className={classes.pair}>
        {source.id === null && (
          <ReliabilitySelect
            value={source.reliability}
            onChange={(reliability) => onChange({ ...value, source: { ...source, reliability } })}
          />
        )}
        <CredibilitySelect value={value.credibility} onChange={(credibility) => onChange({ ...value, credibility })} />
        {source.id !== null && (
          <TextInput
            label={t('evidence:independence')}
            placeholder={t('evidence:independencePlaceholder')}
            value={value.independenceGroup}
            onChange={(event) => onChange({ ...value, independenceGroup: event.currentTarget.value })}
          />
        )}
      </div>
    </div>
  );
};
