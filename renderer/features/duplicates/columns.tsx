import { useTranslation } from 'react-i18next';
import type { DUPLICATE_STATES, DuplicatePair } from '#shared/contract/duplicates.ts';
import { formatCount, formatTime, formatTimeShort } from '../../i18n/format.ts';
import { KindTitle } from '../../ui/KindTitle.tsx';
import type { Column } from '../../ui/table/columns.ts';

const Mark = ({ pair: { kind, by } }: { readonly pair: DuplicatePair }) => {
  const { t } = useTranslation();
  return by && t(kind === 'fact' ? 'duplicates:mark.statement' : `duplicates:mark.${by}`);
};

const Other = ({ pair: { keep, other } }: { readonly pair: DuplicatePair }) => {
  const { t } = useTranslation();
  if (keep.title === other.title) return <em>{t('duplicates:sameWords')}</em>;
  return (
    <span dir="auto" title={other.title}>
      {other.title}
    </span>
  );
};

const Decided = ({ pair: { decided } }: { readonly pair: DuplicatePair }) =>
  decided && (
    <span dir="auto" title={`${decided.author}, ${formatTime(decided.at)}`}>
      {`${decided.author}, ${formatTimeShort(decided.at)}`}
    </span>
  );

const one: Column<DuplicatePair> = {
  id: 'keep',
  title: 'duplicates:columns.keep',
  min: 150,
  wants: 190,
  cell: ({ kind, keep }) => <KindTitle kind={kind} title={keep.title} />,
};
const other: Column<DuplicatePair> = {
  id: 'other',
  title: 'duplicates:columns.other',
  width: 260,
  leaves: 3,
  cell: (pair) => <Other pair={pair} />,
};
const uses: Column<DuplicatePair> = {
  id: 'uses',
  title: 'duplicates:columns.uses',
  width: 84,
  leaves: 2,
  align: 'end',
  cell: ({ keep, other: gives }) => `${formatCount(keep.uses)} + ${formatCount(gives.uses)}`,
};
const decided: Column<DuplicatePair> = {
  id: 'decided',
  title: 'duplicates:columns.decided',
  width: 150,
  leaves: 1,
  cell: (pair) => <Decided pair={pair} />,
};

/** The columns of the list of pairs; those that were decided on say by whom. */
export const PAIR_TABLES: Readonly<Record<(typeof DUPLICATE_STATES)[number], readonly Column<DuplicatePair>[]>> = {
  offered: [
    one,
    other,
    { id: 'by', title: 'duplicates:columns.by', width: 130, leaves: 1, cell: (pair) => <Mark pair={pair} /> },
    uses,
  ],
  joined: [one, other, decided, uses],
  dismissed: [one, other, decided, uses],
};
