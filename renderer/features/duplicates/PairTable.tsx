import { Radio } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DUPLICATE_STATES, DuplicatePair } from '#shared/contract/duplicates.ts';
import { markingSchema } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { OpenRecord } from '../../app/OpenRecord.tsx';
import { formatCount, formatTimeShort } from '../../i18n/format.ts';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import { OwnWords } from '../../ui/WordDifference.tsx';
import { type Compared, compareFields, compareSides, type Shown } from './compare.ts';
import classes from './Duplicates.module.css';

export type Keep = 'keep' | 'other';
type Side = DuplicatePair['keep'];

/** Both records as their panes have them; undefined until both are here, and for one that is read through another. */
const useBoth = ({ kind, keep, other }: DuplicatePair): readonly [Shown, Shown] | undefined => {
  const { q } = useApi();
  const queryOf = (id: string) => {
    const input = { input: { id } };
    if (kind === 'fact') return q.facts.get.queryOptions(input);
    return kind === 'source' ? q.sources.get.queryOptions(input) : q.subjects.get.queryOptions(input);
  };
  const [one, two] = useQueries({
    queries: [keep.id, other.id].map((id) => queryOf(id) as { readonly queryKey: readonly unknown[] }),
  }).map(({ data }) => data as Shown | undefined);
  return one?.id === keep.id && two?.id === other.id ? [one, two] : undefined;
};

interface WordsProps {
  readonly field: string;
  readonly text: string;
  /** What the other record says, where that differs. */
  readonly other: string | undefined;
}

const Words = ({ field, text, other }: WordsProps) => {
  const { t } = useTranslation();
  const marking = markingSchema.safeParse(field === 'marking' && text.replace('TLP:', ''));
  if (marking.success) return <TlpLabel marking={marking.data} />;
  if (other === undefined) return text;
  if (text === '') return <em className={classes.nothing}>{t('duplicates:nothing')}</em>;
  return <OwnWords other={other} text={text} />;
};

interface LineProps extends Compared {
  /** Counts and names differ without telling anything. */
  readonly telling?: boolean;
}

const Line = ({ field, label, words: [one, other], telling = true }: LineProps) => {
  const { t } = useTranslation();
  const differs = telling && one !== other;
  return (
    <tr data-differs={differs || undefined}>
      <th scope="row">
        {label}
        {differs && <span className="visually-hidden">{t('duplicates:differs')}</span>}
      </th>
      <td dir="auto">
        <Words field={field} other={differs ? other : undefined} text={one} />
      </td>
      <td dir="auto">
        <Words field={field} other={differs ? one : undefined} text={other} />
      </td>
    </tr>
  );
};

interface PairTableProps {
  readonly pair: DuplicatePair;
  readonly state: (typeof DUPLICATE_STATES)[number];
  readonly kept: Keep;
  /** Undefined where nothing is to be chosen. */
  readonly onKeep?: ((kept: Keep) => void) | undefined;
}

/** Both records of a pair side by side, what tells them apart marked; the head chooses which one is kept. */
export const PairTable = ({ pair, state, kept, onKeep }: PairTableProps) => {
  const { t } = useTranslation();
  const { kind, keep, other } = pair;
  const both = useBoth(pair);
  const lines: readonly Compared[] =
    both && state !== 'joined' ? compareFields(kind, both[0], both[1]) : compareSides(pair);
  const uses = (side: Side): string =>
    t(`duplicates:uses.${kind}`, { count: side.uses, number: formatCount(side.uses) });
  const sides = (
    [
      ['uses', uses],
      ['made', (side) => formatTimeShort(side.createdAt)],
      ['by', (side) => side.updatedBy],
    ] satisfies [string, (side: Side) => string][]
  ).map(([field, wordsOf]) => ({
    field,
    label: t(`duplicates:rows.${field}`),
    words: [wordsOf(keep), wordsOf(other)] as const,
  }));
  const older = keep.createdAt <= other.createdAt ? 'keep' : 'other';
  const heads = (['keep', 'other'] as const).map((name) => {
    const age = t(name === older ? 'duplicates:older' : 'duplicates:newer');
    const place = t(name === 'keep' ? 'duplicates:standsForBoth' : 'duplicates:gaveWay');
    return { name, side: name === 'keep' ? keep : other, age, words: state === 'joined' ? place : age };
  });
  return (
    <table className={classes.pair}>
      <thead>
        <tr>
          <td />
          {heads.map(({ name, side, age, words }) => (
            <th data-kept={(onKeep && kept === name) || undefined} key={name} scope="col">
              {onKeep ? (
                <Radio
                  checked={kept === name}
                  description={age}
                  label={t(kept === name ? 'duplicates:kept' : 'duplicates:givesWay')}
                  name="keep"
                  onChange={() => onKeep(name)}
                  value={name}
                />
              ) : (
                words
              )}
              {(state !== 'joined' || name === 'keep') && <OpenRecord id={side.id} kind={kind} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.field} {...line} />
        ))}
        {sides.map((line) => (
          <Line key={line.field} {...line} telling={false} />
        ))}
      </tbody>
    </table>
  );
};
