import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { useScreenMemory } from '../../api/settings.ts';
import { useCommands } from '../../app/commands.ts';
import { goTo } from '../../app/place.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Split, type SplitPane } from '../../ui/Split.tsx';
import { BuilderBar } from './BuilderBar.tsx';
import { BuilderProvider, useBuilderPlace } from './builder-context.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { Outline } from './Outline.tsx';
import { SidePane } from './SidePane.tsx';

// Below this width the document has the room to itself until the analyst asks for the pane.
const ROOM_FOR_SIDE = 1180;

/** One briefing at work: outline, document, and beside it the facts or the printed page. */
export const Builder = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const found = useQuery(q.briefings.get.queryOptions({ input: { briefing: id } }));
  const [side, setSide] = useScreenMemory<boolean>('builder.side', window.innerWidth >= ROOM_FOR_SIDE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another briefing starts at its cover
  useEffect(() => useBuilderPlace.setState({ section: 'cover', target: null }), [id]);
  useCommands([
    { id: 'briefing.side', title: 'briefings:commands.side', keys: 'mod+.', group: 'view', run: () => setSide(!side) },
    { id: 'briefing.list', title: 'briefings:commands.list', group: 'go', run: () => goTo('briefings', null) },
  ]);
  if (found.isError && !found.data) return <Problem error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return null;
  const panes: SplitPane[] = [
    { id: 'outline', content: <Outline />, size: 248, min: 170, max: 400 },
    { id: 'document', content: <DocumentPane />, min: 320 },
  ];
  if (side) panes.push({ id: 'side', content: <SidePane />, size: 404, min: 260, max: 900 });
  return (
    <BuilderProvider briefing={found.data}>
      <BuilderBar onSide={() => setSide(!side)} side={side} />
      <Split id={side ? 'builder' : 'builder-wide'} key={side ? 'three' : 'two'} panes={panes} />
      <span className="visually-hidden" role="status">
        {found.isRefetchError && t('briefings:builder.behind')}
      </span>
    </BuilderProvider>
  );
};
