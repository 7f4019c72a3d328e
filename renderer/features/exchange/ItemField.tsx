import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Api } from '#shared/contract/api.ts';
import type { MergeItem } from '#shared/contract/exchange.ts';
import type { Link, RecordKind } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { LongText } from '../../ui/LongText.tsx';
import { WordDifference } from '../../ui/WordDifference.tsx';
import { type FieldValue, fieldLabel, fieldText, linkOf } from '../history/field-text.ts';
import classes from './Receive.module.css';

/** What a record of the own library is called; empty for kinds without a name of their own. */
const ownTitle = async (api: Api, { kind, id }: Link): Promise<string> => {
  if (kind === 'fact') return (await api.facts.get({ id })).statement;
  if (kind === 'source') return (await api.sources.get({ id })).title;
  if (kind === 'subject') return (await api.subjects.get({ id })).name;
  if (kind === 'briefing') return (await api.briefings.get({ briefing: id })).title;
  return '';
};

/** What a linked record is called: it may come with the file, or be here already. */
const useLinkTitle = (preview: string, link: Link | null): string => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const { data, isPending } = useQuery({
    queryKey: [...q.merges.item.key(), 'title', preview, link?.id],
    enabled: link !== null,
    queryFn: async () => {
      if (!link) return '';
      const inFile = await api.merges.item({ preview, id: link.id }).catch(() => null);
      return inFile?.title || (await ownTitle(api, link).catch(() => ''));
    },
  });
  if (!link) return '';
  return data || (isPending ? '…' : t('exchange:item.otherRecord'));
};

interface ItemFieldProps {
  readonly preview: string;
  readonly kind: RecordKind;
  readonly field: MergeItem['fields'][number];
  /** There is no value of ours to set it against. */
  readonly added: boolean;
}

/** One field that a merge would write: what stands here, what comes, and the words in which they differ. */
export const ItemField = ({ preview, kind, field: { field, mine, theirs, conflict }, added }: ItemFieldProps) => {
  const { t } = useTranslation();
  const none = t('common:none');
  const [mineLink, theirsLink] = [linkOf(field, mine), linkOf(field, theirs)];
  const [mineTitle, theirsTitle] = [useLinkTitle(preview, mineLink), useLinkTitle(preview, theirsLink)];
  const words = (value: FieldValue, title: string): string => title || fieldText(kind, field, value);
  const [ours, coming] = [words(mine, mineTitle), words(theirs, theirsTitle)];
  return (
    <div className={classes.field} data-conflict={conflict || undefined}>
      <dt>
        {fieldLabel(kind, field)}
        {conflict && (
          <span className={classes.effect} data-effect="conflict">
            <IconAlertTriangle aria-hidden size={14} />
            {t('exchange:effect.conflict')}
          </span>
        )}
      </dt>
      {!added && (
        <dd>
          <span className={classes.side}>{t('exchange:item.yours')}</span>
          <LongText text={ours || none} />
        </dd>
      )}
      <dd>
        {!added && <span className={classes.side}>{t('exchange:item.theirs')}</span>}
        {added || !ours || !coming ? (
          <LongText text={coming || none} />
        ) : (
          <LongText
            shown={(text, whole) => (whole ? <WordDifference after={coming} before={ours} /> : text)}
            text={coming}
          />
        )}
      </dd>
    </div>
  );
};
