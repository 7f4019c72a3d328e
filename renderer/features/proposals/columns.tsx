import { useTranslation } from 'react-i18next';
import type { ProposalItem } from '#shared/contract/proposals.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import { KindTitle } from '../../ui/KindTitle.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { fieldLabel } from '../history/field-text.ts';
import classes from './Proposals.module.css';

interface CellProps {
  readonly proposal: ProposalItem;
}

const Fields = ({ proposal: { changes, target } }: CellProps) => {
  const names = changes.map(({ field }) => fieldLabel(target.kind, field)).join(', ');
  return <span title={names}>{names}</span>;
};

const Title = ({ proposal: { target, title, waiting } }: CellProps) => {
  const { t } = useTranslation();
  return <KindTitle kind={target.kind} title={waiting ? t('proposals:notHere') : title} />;
};

const State = ({ proposal: { state, waiting, stale } }: CellProps) => {
  const { t } = useTranslation();
  const word = state !== 'open' ? state : waiting ? 'waiting' : stale.length > 0 ? 'stale' : 'open';
  return (
    <span className={classes.state} data-state={word}>
      {t(`proposals:state.${word}`)}
    </span>
  );
};

/** The columns of the list of proposals. */
export const PROPOSAL_TABLE: readonly Column<ProposalItem>[] = [
  {
    id: 'title',
    title: 'proposals:columns.title',
    min: 150,
    wants: 200,
    cell: (proposal) => <Title proposal={proposal} />,
  },
  {
    id: 'fields',
    title: 'proposals:columns.fields',
    width: 180,
    leaves: 3,
    cell: (proposal) => <Fields proposal={proposal} />,
  },
  {
    id: 'proposer',
    title: 'proposals:columns.proposer',
    width: 120,
    leaves: 2,
    cell: ({ proposer }) => (
      <span dir="auto" title={proposer}>
        {proposer}
      </span>
    ),
  },
  {
    id: 'state',
    title: 'proposals:columns.state',
    width: 110,
    leaves: 1,
    cell: (proposal) => <State proposal={proposal} />,
  },
  {
    id: 'at',
    title: 'proposals:columns.at',
    width: 100,
    leaves: 4,
    align: 'end',
    cell: ({ updatedAt }) => <span title={formatTime(updatedAt)}>{formatTimeShort(updatedAt)}</span>,
  },
];
