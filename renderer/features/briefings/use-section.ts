import { useTranslation } from 'react-i18next';
import { showPlace, useBuilder, useBuilderPlace } from './builder-context.tsx';

/** Puts a new section at the end and the keyboard into it. */
export const useAddSection = (): (() => Promise<void>) => {
  const { t } = useTranslation();
  const { briefing, change } = useBuilder();
  return async () => {
    const known = new Set(briefing.sections.map((section) => section.id));
    const after = briefing.sections.at(-1)?.id ?? null;
    const heading = t('briefings:outline.newHeading');
    const detail = await change((api) => api.sections.add({ briefing: briefing.id, heading, after }));
    const added = detail.sections.find((section) => !known.has(section.id));
    if (added) showPlace(added.id, null, true);
  };
};

/** The section that is worked on; on the cover, the first one. */
export const useCurrentSection = () => {
  const { briefing } = useBuilder();
  const at = useBuilderPlace((state) => state.section);
  return briefing.sections.find((section) => section.id === at) ?? briefing.sections[0];
};
