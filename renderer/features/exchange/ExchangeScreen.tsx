import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { pickFiles, takeDropped } from '../../api/platform.ts';
import { menuCommand, useCommands } from '../../app/commands.ts';
import { notice, problemNotice } from '../../app/notices.tsx';
import { goTo, usePlace } from '../../app/place.ts';
import { useSharedFolder } from '../../app/shared-folder.ts';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { TabList, TabPanel } from '../../ui/TabList.tsx';
import { ChangesPane } from '../changes/ChangesPane.tsx';
import { useOverview } from '../changes/use-changes.ts';
import { ColleaguesPane } from '../colleagues/ColleaguesPane.tsx';
import { ConflictsPane } from '../conflicts/ConflictsPane.tsx';
import { DuplicatesPane } from '../duplicates/DuplicatesPane.tsx';
import { ProposalsPane } from '../proposals/ProposalsPane.tsx';
import { ReceivedPane } from './ReceivedPane.tsx';
import { ReceivePane } from './ReceivePane.tsx';
import { useReceive } from './receive.ts';
import { SharePane } from './SharePane.tsx';
import { EXCHANGE_TABS, type ExchangeTab, tabOf } from './tabs.ts';

const show = (tab: ExchangeTab): void => goTo('exchange', tab);

/** Takes a file in: by a choice, or by dropping it anywhere on the screen. */
const useIncoming = () => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { now, open } = useReceive();
  const choose = useMutation({
    meta: { quiet: true },
    onError: problemNotice,
    mutationFn: async () => {
      show('receive');
      const [file] = await pickFiles(api, 'exchange');
      if (file) void open(file.name, () => Promise.resolve(file));
    },
  });
  const busy = now.step === 'merging';
  const drop = (files: readonly File[]): void => {
    const [file] = files;
    if (!file) return;
    show('receive');
    if (files.length > 1) notice(t('exchange:receive.onlyOne', { name: file.name }));
    if (busy) notice(t('exchange:receive.busy'));
    else void open(file.name, () => takeDropped(api, file));
  };
  return { choose: () => !busy && choose.mutate(), choosing: choose.isPending, drop };
};

/**
 * How many likely duplicates there are. A library is looked through for them, which takes long in a large one: it is done
 * anew when one goes to a tab and, while theirs is open, after every change.
 */
const useDuplicateCount = (tab: ExchangeTab): number | undefined => {
  const { q } = useApi();
  const client = useQueryClient();
  const options = q.duplicates.list.queryOptions({ input: { limit: 1 } });
  const { data } = useQuery({ ...options, enabled: tab === 'duplicates' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: when one goes to a tab, not when something changes
  useEffect(() => {
    void client.prefetchQuery(options);
  }, [tab]);
  return data?.total;
};

/** What waits behind the tabs: as many as each of them lists. */
const useCounts = (tab: ExchangeTab): Readonly<Partial<Record<ExchangeTab, number | undefined>>> => {
  const { q } = useApi();
  return {
    receive: useSharedFolder().packs.length,
    conflicts: useQuery(q.conflicts.list.queryOptions({ input: { limit: 1 } })).data?.total,
    duplicates: useDuplicateCount(tab),
    proposals: useQuery(q.proposals.list.queryOptions({ input: { state: 'open', limit: 1 } })).data?.total,
    changes: useOverview(false)?.total,
  };
};

/** Giving facts to colleagues as a file, and taking in what they send. */
const ExchangeScreen = () => {
  const { t } = useTranslation();
  const tab = usePlace(({ place }) => tabOf(place.id));
  const { choose, choosing, drop } = useIncoming();
  const counts = useCounts(tab);
  useCommands([
    { ...menuCommand('exchange.receive'), title: 'exchange:commands.receive', group: 'record', run: choose },
    ...EXCHANGE_TABS.map((name) => ({
      id: `exchange.show.${name}`,
      title: `exchange:commands.show.${name}`,
      group: 'here' as const,
      enabled: () => tab !== name,
      run: () => show(name),
    })),
  ]);
  return (
    <FileDrop onDrop={drop} sentence={t('exchange:receive.dropHere')}>
      <TabList
        current={tab}
        id="exchange"
        label={t('exchange:parts')}
        onChoose={show}
        tabs={EXCHANGE_TABS.map((name) => ({
          name,
          title: t(`exchange:tabs.${name}`),
          count: counts[name],
        }))}
      />
      <TabPanel id="exchange" name={tab}>
        {tab === 'share' && <SharePane />}
        {tab === 'receive' && <ReceivePane choosing={choosing} onChoose={choose} />}
        {tab === 'conflicts' && <ConflictsPane />}
        {tab === 'duplicates' && <DuplicatesPane />}
        {tab === 'proposals' && <ProposalsPane />}
        {tab === 'changes' && <ChangesPane onReceive={choose} />}
        {tab === 'received' && <ReceivedPane onReceive={choose} />}
        {tab === 'colleagues' && <ColleaguesPane />}
      </TabPanel>
    </FileDrop>
  );
};
export default ExchangeScreen;
