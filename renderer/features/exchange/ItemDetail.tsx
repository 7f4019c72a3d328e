import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MergeItem } from '#shared/contract/exchange.ts';
import { useApi } from '../../api/context.ts';
import { formatTime } from '../../i18n/format.ts';
import { Detail } from '../../ui/Detail.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import { ItemField } from './ItemField.tsx';
import classes from './Receive.module.css';
import { takeRecords } from './receive.ts';
import { Title } from './Title.tsx';

interface ItemDetailProps {
  readonly preview: string;
  readonly id: string;
  readonly taken: boolean;
  readonly onClose: () => void;
}

const isEmpty = (value: MergeItem['fields'][number]['mine']): boolean =>
  value === null || value === '' || value === false || (typeof value === 'object' && Object.keys(value).length === 0);

/** The fields that say something: of a new record, those that are filled. */
const tellingFields = ({ effect, fields }: MergeItem): MergeItem['fields'] =>
  effect === 'added' ? fields.filter(({ theirs }) => !isEmpty(theirs)) : fields;

const Body = ({ item, preview }: { readonly item: MergeItem; readonly preview: string }) => {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={classes.itemTitle} dir="auto">
        <Title kind={item.kind} title={item.title} />
      </h2>
      <p className={classes.quiet}>{t('exchange:item.by', { name: item.by, time: formatTime(item.at) })}</p>
      <p className={classes.sentence}>{t(`exchange:item.${item.effect}`)}</p>
      {item.raised && (
        <p className={classes.sentence}>
          {t('exchange:item.raised')} <TlpLabel marking={item.raised} />
        </p>
      )}
      <dl className={classes.fields}>
        {tellingFields(item).map((field) => (
          <ItemField
            added={item.effect === 'added'}
            field={field}
            key={field.field}
            kind={item.kind}
            preview={preview}
          />
        ))}
      </dl>
    </>
  );
};

/** One record of the preview, field by field: yours and theirs, with the words that differ. */
export const ItemDetail = ({ preview, id, taken, onClose }: ItemDetailProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const found = useQuery({
    ...q.merges.item.queryOptions({ input: { preview, id } }),
    // What stood there stays until the next record has come.
    placeholderData: (previous) => previous,
  });
  const item = found.data;
  return (
    <Detail
      actions={
        <Checkbox
          checked={taken}
          label={t('exchange:item.take')}
          onChange={(event) => takeRecords([id], event.currentTarget.checked)}
          size="xs"
        />
      }
      kind={item && `${t(`exchange:kind.${item.kind}`)} · ${t(`exchange:effect.${item.effect}`)}`}
      label={t('exchange:item.label')}
      onClose={onClose}
    >
      {found.isError && <Problem error={found.error} retry={() => void found.refetch()} />}
      {item && <Body item={item} key={item.id} preview={preview} />}
    </Detail>
  );
};
