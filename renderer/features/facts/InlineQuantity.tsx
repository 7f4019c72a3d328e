import { useTranslation } from 'react-i18next';
import { parseQuantity } from '#shared/model/quantity.ts';
import { formatQuantity, type Quantity } from '#shared/model/quantity-text.ts';
import { InlineText } from '../../ui/InlineText.tsx';
import type { Save } from '../../ui/use-draft.ts';

interface InlineQuantityProps {
  readonly value: Quantity | null;
  readonly save: Save<Quantity | null>;
  readonly readOnly: boolean;
}

/** A number with unit and qualifier, edited as people write it: `over 130,000 subscribers`. Empty means none. */
export const InlineQuantity = ({ value, save, readOnly }: InlineQuantityProps) => {
  const { t } = useTranslation();
  const help = t('facts:quantityHelp');
  return (
    <InlineText
      label={t('facts:fields.value')}
      value={formatQuantity(value)}
      readOnly={readOnly}
      help={help}
      check={(text) => (text.trim() === '' || parseQuantity(text) ? null : help)}
      save={(text) => save(parseQuantity(text) ?? null)}
    />
  );
};
