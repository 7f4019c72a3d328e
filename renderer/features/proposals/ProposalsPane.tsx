import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProposalItem } from '#shared/contract/proposals.ts';
import { useApi } from '../../api/context.ts';
import { useLibrary } from '../../app/library.ts';
import { OpenRecord } from '../../app/OpenRecord.tsx';
import { useSession } from '../../app/session.ts';
import { useWorkList } from '../../app/use-work-list.ts';
import { Detail } from '../../ui/Detail.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { StepButtons } from '../../ui/StepButtons.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { ListCount } from '../../ui/table/ListCount.tsx';
import { useRows } from '../../ui/table/rows.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { PROPOSAL_TABLE } from './columns.tsx';
import classes from './Proposals.module.css';
import { ProposalView } from './ProposalView.tsx';

const PARTS = ['open', 'answered'] as const;
type Part = (typeof PARTS)[number];

/** Newest first; the list has one order. */
const SORT = { by: 'at', descending: true };

interface OpenProposalProps {
  readonly proposal: ProposalItem;
  readonly onClose: () => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onAnswered: () => void;
}

const OpenProposal = ({ proposal, onClose, onStep, onAnswered }: OpenProposalProps) => {
  const { t } = useTranslation();
  const { readOnly } = useLibrary();
  const { target, title, waiting } = proposal;
  return (
    <Detail
      actions={
        <>
          {!waiting && <OpenRecord id={target.id} kind={target.kind} />}
          <StepButtons onStep={onStep} />
        </>
      }
      kind={t('proposals:for', { kind: t(`conflicts:kinds.${target.kind}`) })}
      label={t('proposals:detail')}
      onClose={onClose}
    >
      <h2 className={classes.title} dir="auto">
        {waiting ? t('proposals:notHere') : title || t('conflicts:untitled')}
      </h2>
      <ProposalView onAnswered={onAnswered} proposal={proposal} readOnly={readOnly} />
    </Detail>
  );
};

interface ListProps {
  readonly part: Part;
  readonly onPart: (part: Part) => void;
}

const List = ({ part, onPart }: ListProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const open = useSession<string | null>('proposals.open', null);
  const rows = useRows<ProposalItem>(part, (offset, limit) =>
    q.proposals.list.queryOptions({ input: { state: part, offset, limit } }),
  );
  const list = useWorkList({ name: 'proposals', columns: PROPOSAL_TABLE, rows, open, sort: SORT });
  const { row } = list;
  return (
    <>
      <Toolbar end={<ColumnsMenu columns={list.columns} />} label={t('proposals:tools')}>
        <SegmentedControl
          aria-label={t('proposals:parts')}
          data={PARTS.map((value) => ({ value, label: t(`proposals:partOf.${value}`) }))}
          onChange={onPart}
          size="xs"
          value={part}
        />
        <ListCount rows={rows} words="proposals:count" />
      </Toolbar>
      <ListDetail
        detail={
          row && (
            <OpenProposal
              key={row.id}
              onAnswered={list.dealtWith}
              onClose={list.close}
              onStep={list.step}
              proposal={row}
            />
          )
        }
        id="proposals"
        lead="detail"
        list={
          <VirtualTable
            {...list.table}
            empty={
              <EmptyState example={part === 'open' && t('proposals:example')} sentence={t(`proposals:empty.${part}`)} />
            }
            label={t('proposals:label')}
          />
        }
        listRef={list.ref}
      />
    </>
  );
};

/** Edits that are proposed for records: open ones to answer, and what became of the others (M20). */
export const ProposalsPane = () => {
  const [part, setPart] = useSession<Part>('proposals.part', 'open');
  return <List key={part} onPart={setPart} part={part} />;
};
