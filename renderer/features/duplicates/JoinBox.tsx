import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactDetail } from '#shared/contract/facts.ts';
import type { SourceDetail } from '#shared/contract/sources.ts';
import { formatEdtf } from '#shared/model/dates.ts';
import { formatQuantity } from '#shared/model/quantity-text.ts';
import { useApi } from '../../api/context.ts';
import { closeOverlay } from '../../app/overlays.tsx';
import { formatCount, formatTimeShort } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { shortTitle } from './compare.ts';
import classes from './Duplicates.module.css';
import { type HandJoined, MOST_BY_HAND, useToJoin } from './join-by-hand.ts';
import { usePairs } from './use-pairs.ts';

/** A record of the choice: what it says, and what tells it from the others. */
interface Choice {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly createdAt: number;
}

const factChoice = ({ id, statement, subjectName, quantity, asOf, evidence, createdAt }: FactDetail) => ({
  id,
  title: statement,
  parts: [subjectName, quantity && formatQuantity(quantity), asOf && formatEdtf(asOf)],
  uses: evidence.length,
  createdAt,
});
const sourceChoice = ({ id, title, url, doi, publisher, factCount, createdAt }: SourceDetail) => ({
  id,
  title,
  parts: [publisher, url || doi],
  uses: factCount,
  createdAt,
});

/** The records to join, the oldest first; empty until all are here. */
const useChoices = (kind: HandJoined, ids: readonly string[]): readonly Choice[] => {
  const { t } = useTranslation();
  const { q } = useApi();
  const isFact = kind === 'fact';
  const facts = useQueries({
    queries: (isFact ? ids : []).map((id) => q.facts.get.queryOptions({ input: { id } })),
  });
  const sources = useQueries({
    queries: (isFact ? [] : ids).map((id) => q.sources.get.queryOptions({ input: { id } })),
  });
  const found = isFact
    ? facts.flatMap(({ data }) => (data ? [factChoice(data)] : []))
    : sources.flatMap(({ data }) => (data ? [sourceChoice(data)] : []));
  if (found.length < ids.length) return [];
  return found
    .map(({ parts, uses, ...choice }) => ({
      ...choice,
      detail: [
        ...parts,
        t(`duplicates:uses.${kind}`, { count: uses, number: formatCount(uses) }),
        t('duplicates:byHand.made', { when: formatTimeShort(choice.createdAt) }),
      ]
        .filter(Boolean)
        .join(' · '),
    }))
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
};

/** Which of the chosen records stands for all: the others give way to it. */
const JoinBox = () => {
  const { t } = useTranslation();
  const { kind, ids, onDone } = useToJoin();
  const few = ids.length <= MOST_BY_HAND;
  const choices = useChoices(kind, few ? ids : []);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const act = usePairs(() => {
    closeOverlay();
    onDone();
  });
  const keep = choices.find(({ id }) => id === chosen) ?? choices[0];
  const others = ids.filter((id) => id !== keep?.id);
  const said = { count: ids.length, number: formatCount(ids.length) };
  return (
    <Dialog onClose={closeOverlay} size={560} title={t(`duplicates:byHand.title.${kind}`, said)}>
      {few ? (
        <Stack gap={14}>
          <Radio.Group label={t('duplicates:byHand.which')} onChange={setChosen} value={keep?.id ?? ''}>
            <div className={classes.choices}>
              {choices.map(({ id, title, detail }) => (
                <Radio description={detail} key={id} label={title || t('conflicts:untitled')} value={id} />
              ))}
            </div>
          </Radio.Group>
          <p className={classes.what}>{t('duplicates:whatJoin')}</p>
          <TextInput
            description={t('common:reasonHelp')}
            label={t('common:reason')}
            maxLength={2000}
            onChange={(event) => setReason(event.currentTarget.value)}
            value={reason}
          />
        </Stack>
      ) : (
        <p>{t('duplicates:byHand.tooMany', { number: formatCount(MOST_BY_HAND) })}</p>
      )}
      <Group gap={8} justify="flex-end" mt={16}>
        <Button onClick={closeOverlay}>{t('common:cancel')}</Button>
        <Button
          disabled={!keep}
          loading={act.busy}
          onClick={() => keep && act.join({ keep, others, reason: reason.trim() })}
          variant="filled"
        >
          {t('duplicates:join', { title: shortTitle(keep?.title ?? '') })}
        </Button>
      </Group>
    </Dialog>
  );
};
export default JoinBox;
