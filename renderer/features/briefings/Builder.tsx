import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { showPart, usePlace } from '../../app/place.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Split, type SplitPane } from '../../ui/Split.tsx';
import { BuilderBar } from './BuilderBar.tsx';
import { BuilderProvider, showPlace, useBuilderPlace } from './builder-context.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { Outline } from './Outline.tsx';
import { usePanes, WIDTHS } from './panes.ts';
import { SidePane } from './SidePane.tsx';
import { useBuilderCommands } from './use-builder-commands.ts';

/** Outline, document, and beside it the facts or the printed page. */
const Panes = () => {
  const panes = usePanes();
  useBuilderCommands(panes);
  const outline: SplitPane = { id: 'outline', content: <Outline />, size: 248, min: WIDTHS.outline, max: 400 };
  const document: SplitPane = { id: 'document', content: <DocumentPane />, min: panes.textMin };
  const side: SplitPane = { id: 'side', content: <SidePane panes={panes} />, size: 404, min: WIDTHS.side, max: 900 };
  const shown = [panes.outline && outline, document, panes.side && side].filter((pane) => pane !== false);
  return (
    <>
      <BuilderBar panes={panes} />
      <Split id="builder" panes={shown} />
    </>
  );
};

/** One briefing at work. */
const Builder = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const found = useQuery(q.briefings.get.queryOptions({ input: { briefing: id } }));
  // Another briefing starts at its cover, or where one was in it.
  useEffect(() => {
    const { part } = usePlace.getState().place;
    if (part) showPlace(part);
    else useBuilderPlace.setState({ section: 'cover', target: null });
    return useBuilderPlace.subscribe(({ section }) => {
      if (usePlace.getState().place.id === id) showPart(section === 'cover' ? null : section);
    });
  }, [id]);
  if (found.isError && !found.data) return <Problem error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return null;
  return (
    <BuilderProvider briefing={found.data}>
      <Panes />
      <span className="visually-hidden" role="status">
        {found.isRefetchError && t('briefings:builder.behind')}
      </span>
    </BuilderProvider>
  );
};
export default Builder;
