import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalItem } from '#shared/contract/proposals.ts';
import { useApi } from '../../api/context.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { OpenRecord } from '../../app/OpenRecord.tsx';
import { useSession } from '../../app/session.ts';
import { formatCount, formatDuration } from '../../i18n/format.ts';
import { Detail } from '../../ui/Detail.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { useColumns } from '../../ui/table/columns.ts';
import { useRows } from '../../ui/table/rows.ts';
import { useSelection } from '../../ui/table/selection.ts';
import { useOpenRow } from '../../ui/table/use-open-row.ts';
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
          <ActionIcon aria-label={t('proposals:previous')} onClick={() => onStep(-1)}>
            <IconChevronUp size={16} />
          </ActionIcon>
          <ActionIcon aria-label={t('proposals:next')} onClick={() => onStep(1)}>
            <IconChevronDown size={16} />
          </ActionIcon>
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
  const [openId, setOpen] = useSession<string | null>('proposals.open', null);
  const list = useRef<HTMLDivElement>(null);
  const rows = useRows<ProposalItem>(part, (offset, limit) =>
    q.proposals.list.queryOptions({ input: { state: part, offset, limit } }),
  );
  const columns = useColumns('proposals', PROPOSAL_TABLE);
  const selection = useSelection(rows);
  const { row, step, dealtWith } = useOpenRow(rows, openId, setOpen);
  const focusList = (): void => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  useCommands([
    { id: 'proposal.next', title: 'proposals:next', group: 'here', keys: 'j', run: () => step(1) },
    { id: 'proposal.previous', title: 'proposals:previous', group: 'here', keys: 'k', run: () => step(-1) },
  ]);
  return (
    <>
      <Toolbar end={<ColumnsMenu columns={columns} />} label={t('proposals:tools')}>
        <SegmentedControl
          aria-label={t('proposals:parts')}
          data={PARTS.map((value) => ({ value, label: t(`proposals:partOf.${value}`) }))}
          onChange={onPart}
          size="xs"
          value={part}
        />
        {rows.known && (
          <span className={classes.count} role="status">
            {t('proposals:count', {
              count: rows.total,
              number: formatCount(rows.total),
              time: formatDuration(rows.ms),
            })}
          </span>
        )}
      </Toolbar>
      <ListDetail
        detail={
          row && (
            <OpenProposal
              key={row.id}
              onAnswered={dealtWith}
              onClose={() => {
                setOpen(null);
                focusList();
              }}
              onStep={step}
              proposal={row}
            />
          )
        }
        id="proposals"
        lead="detail"
        list={
          <VirtualTable
            columns={columns}
            empty={
              <EmptyState example={part === 'open' && t('proposals:example')} sentence={t(`proposals:empty.${part}`)} />
            }
            label={t('proposals:label')}
            onClose={() => setOpen(null)}
            onMove={(id) => openId !== null && setOpen(id)}
            onOpen={setOpen}
            onSort={() => undefined}
            openId={openId}
            rows={rows}
            selection={selection}
            sort={SORT}
          />
        }
        listRef={list}
      />
    </>
  );
};

/** Edits that are proposed for records: open ones to answer, and what became of the others (M20). */
export const ProposalsPane = () => {
  const [part, setPart] = useSession<Part>('proposals.part', 'open');
  return <List key={part} onPart={setPart} part={part} />;
};
