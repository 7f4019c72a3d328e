import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prose } from '#shared/model/prose.ts';
import { goTo } from '../../app/place.ts';
import type { CitationContext } from '../../editor/citation-view.ts';
import { ProseEditor } from '../../editor/ProseEditor.tsx';

interface ProseDraftProps {
  readonly label: string;
  readonly start: Prose;
  readonly onChange: (prose: Prose) => void;
}

/** Text that belongs to no record yet has no source list, and nothing in it counts as stale. */
const UNNUMBERED: CitationContext = {
  numbered: false,
  sourceWord: '',
  numbersOf: () => undefined,
  isStale: () => false,
};

/** Prose that is written anew to settle a conflict; it is kept with the conflict, not autosaved. */
const ProseDraft = ({ label, start, onChange }: ProseDraftProps) => {
  const { t } = useTranslation();
  // Later texts would be shown over what is being typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it begins with, once
  const first = useMemo(() => start, []);
  return (
    <ProseEditor
      autoFocus="end"
      context={UNNUMBERED}
      label={label}
      onChange={(read) => onChange(read())}
      onOpenFact={(fact) => goTo('facts', fact)}
      onSettle={() => Promise.resolve()}
      placeholder={t('conflicts:write.prose')}
      prose={first}
    />
  );
};
export default ProseDraft;
