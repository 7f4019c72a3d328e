import { useTranslation } from 'react-i18next';
import { MARKINGS, type Marking, markingLabel } from '#shared/model/marking.ts';
import { InlineSelect } from './InlineSelect.tsx';
import { TlpLabel } from './TlpLabel.tsx';
import type { Save } from './use-draft.ts';

interface MarkingPickerProps {
  readonly value: Marking;
  readonly save: Save<Marking>;
  readonly readOnly?: boolean;
}

/** A TLP label that opens a list of the five. */
export const MarkingPicker = ({ value, save, readOnly = false }: MarkingPickerProps) => {
  const { t } = useTranslation();
  return (
    <InlineSelect
      label={t('common:marking')}
      value={value}
      save={save}
      readOnly={readOnly}
      choices={MARKINGS.map((marking) => ({
        value: marking,
        label: markingLabel(marking),
        shown: <TlpLabel marking={marking} />,
      }))}
    />
  );
};
