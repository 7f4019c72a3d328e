import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { useCommands } from '../../app/commands.ts';
import { DetailPart } from '../../ui/Detail.tsx';
import { ProposalView } from './ProposalView.tsx';
import { type ProposableKind, propose } from './propose.ts';

/** So many stand in the pane of a record; the tab of the exchange has all. */
const SHOWN = 20;

interface RecordProposalsProps {
  readonly kind: ProposableKind;
  readonly id: string;
  readonly readOnly: boolean;
}

/** What is proposed to change of a record, in its own pane; nothing while nothing is proposed. */
export const RecordProposals = ({ kind, id, readOnly }: RecordProposalsProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const open = useQuery(q.proposals.list.queryOptions({ input: { target: id, state: 'open', limit: SHOWN } })).data;
  useCommands([
    {
      id: 'proposal.add',
      title: 'proposals:propose.open',
      group: 'here',
      enabled: () => !readOnly,
      run: () => propose(kind, id),
    },
  ]);
  if (!open || open.total === 0) return null;
  return (
    <DetailPart title={t('proposals:part')}>
      {open.items.map((proposal) => (
        <ProposalView key={proposal.id} proposal={proposal} readOnly={readOnly} />
      ))}
    </DetailPart>
  );
};
