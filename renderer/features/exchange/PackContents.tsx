import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PackChoice } from '#shared/contract/exchange.ts';
import { markingLabel } from '#shared/model/marking.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { formatCount } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import type { ShareChoice } from './choice.ts';
import classes from './Share.module.css';
import { Title } from './Title.tsx';

const SETTLE_MS = 250;

/** What a pack of the choice would hold. `counting` is true while what stands there is that of an earlier choice. */
export const usePackContents = (choice: PackChoice | null) => {
  const { q } = useApi();
  const [settled] = useDebouncedValue(choice, SETTLE_MS);
  const asked = choice === null ? null : settled;
  const found = useQuery({
    ...q.packs.preview.queryOptions({ input: { choice: asked ?? {} } }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  const counting = found.isFetching || JSON.stringify(settled) !== JSON.stringify(choice);
  return { ...found, contents: choice === null ? undefined : found.data, counting };
};

type Contents = NonNullable<ReturnType<typeof usePackContents>['contents']>;

const Withheld = ({ contents }: { readonly contents: Contents }) => {
  const { t } = useTranslation();
  const { withheld, withheldTotal } = contents;
  return (
    <section className={classes.withheld}>
      <h3>{t('exchange:contents.withheld', { count: withheldTotal, number: formatCount(withheldTotal) })}</h3>
      <p className={classes.quiet}>{t('exchange:contents.withheldHelp')}</p>
      <table>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('exchange:columns.marking')}</th>
            <th scope="col">{t('exchange:columns.kind')}</th>
            <th scope="col">{t('exchange:columns.title')}</th>
          </tr>
        </thead>
        <tbody>
          {withheld.map(({ id, kind, title, marking }) => (
            <tr key={id}>
              <td>
                <TlpLabel marking={marking} />
              </td>
              <td>{t(`exchange:kind.${kind}`)}</td>
              <td dir="auto">
                <Title kind={kind} title={title} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {withheldTotal > withheld.length && (
        <p>{t('exchange:contents.more', { number: formatCount(withheldTotal - withheld.length) })}</p>
      )}
    </section>
  );
};

interface PackContentsProps {
  readonly found: ReturnType<typeof usePackContents>;
  readonly choice: ShareChoice;
  /** The colleague for whom it holds only what is new. */
  readonly since: string | undefined;
}

/** What goes out and what stays behind, before anything is written. */
export const PackContents = ({ found, choice, since }: PackContentsProps) => {
  const { t } = useTranslation();
  const { contents, counting, isError, error, refetch } = found;
  if (isError && !contents) return <Problem error={error} retry={() => void refetch()} />;
  if (!contents) return <EmptyState sentence={t(`exchange:contents.missing.${choice.part}`)} />;
  const { records, total, withheldTotal } = contents;
  return (
    <ScrollRegion aria-busy={counting} label={t('exchange:contents.label')} className={classes.contents}>
      <h2 aria-live="polite">
        {total === 0
          ? since === undefined
            ? t('exchange:contents.nothing')
            : t('exchange:contents.nothingNew', { name: since })
          : t('exchange:contents.total', { count: total, number: formatCount(total) })}
      </h2>
      <ul className={classes.kinds}>
        {RECORD_KINDS.filter((kind) => records[kind] > 0).map((kind) => (
          <li key={kind}>
            {t(`exchange:kinds.${kind}`, { count: records[kind], number: formatCount(records[kind]) })}
          </li>
        ))}
      </ul>
      {total > 0 && <p className={classes.quiet}>{t('exchange:contents.history')}</p>}
      {withheldTotal > 0 ? (
        <Withheld contents={contents} />
      ) : (
        <p className={classes.quiet}>
          {t('exchange:contents.noneWithheld', { marking: markingLabel(choice.ceiling) })}
        </p>
      )}
    </ScrollRegion>
  );
};
