import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Api } from '#shared/contract/api.ts';
import type { FactDetail as Fact, Usage } from '#shared/contract/facts.ts';
import { compareMarkings } from '#shared/model/marking.ts';
import { FACT_STATUSES } from '#shared/model/statuses.ts';
import type {} from '../../api/access.ts';
import { useApi } from '../../api/context.ts';
import { isChanged } from '../../api/problem.ts';
import { askReason } from '../../app/ask-reason.tsx';
import { useLibrary } from '../../app/library.ts';
import { goTo } from '../../app/place.ts';
import { daysUntil } from '../../i18n/format.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Detail, DetailPart } from '../../ui/Detail.tsx';
import { Field, Fields } from '../../ui/Field.tsx';
import { InlineSelect } from '../../ui/InlineSelect.tsx';
import { InlineText } from '../../ui/InlineText.tsx';
import { MarkingPicker } from '../../ui/MarkingPicker.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { TagInput } from '../../ui/TagInput.tsx';
import { RecordConflicts, Rivals } from '../conflicts/RecordConflicts.tsx';
import { RecordDuplicates } from '../duplicates/RecordDuplicates.tsx';
import { EvidenceList } from '../evidence/EvidenceList.tsx';
import { History } from '../history/History.tsx';
import { RecordProposals } from '../proposals/RecordProposals.tsx';
import classes from './Detail.module.css';
import { FactMenuItems } from './FactMenu.tsx';
import { InlineQuantity } from './InlineQuantity.tsx';
import { InlineSubject } from './InlineSubject.tsx';
import { SupersededBy } from './SupersededBy.tsx';

type Change = Omit<Parameters<Api['facts']['edit']>[0], 'id' | 'seen'>;

/** Saves fields of the fact as it stands on the screen; one that somebody else has changed since is refused. */
const useEdit = ({ id, revision }: Pick<Fact, 'id' | 'revision'>) => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const key = q.facts.get.queryKey({ input: { id } });
  const { mutateAsync } = useMutation({
    meta: { quiet: true },
    mutationFn: (change: Change & { seen: string }) => api.facts.edit({ id, ...change }),
    onSuccess: (detail) => client.setQueryData(key, detail),
    // The analyst chooses between the own value and the one that stands there now.
    onError: (error) => (isChanged(error) ? client.invalidateQueries({ queryKey: key }) : undefined),
  });
  return (change: Change) => mutateAsync({ ...change, seen: revision });
};

interface PartProps {
  readonly fact: Fact;
  readonly readOnly: boolean;
}

const Statement = ({ fact, readOnly }: PartProps) => {
  const { t } = useTranslation();
  const edit = useEdit(fact);
  return (
    <>
      <h2 className={classes.title}>
        <InlineText
          label={t('facts:fields.statement')}
          value={fact.statement}
          readOnly={readOnly}
          check={(text) => (text.trim() ? null : t('facts:statementMissing'))}
          save={(text) => edit({ patch: { statement: text.trim() } })}
        />
      </h2>
      <Rivals field="statement" />
    </>
  );
};

const FactFields = ({ fact, readOnly }: PartProps) => {
  const { t } = useTranslation();
  const edit = useEdit(fact);
  const due = fact.reviewBy !== null && daysUntil(fact.reviewBy) <= 14;
  return (
    <Fields>
      <Field label={t('facts:fields.value')}>
        <InlineQuantity value={fact.quantity} readOnly={readOnly} save={(quantity) => edit({ patch: { quantity } })} />
        <Rivals field="quantity" />
      </Field>
      <Field label={t(fact.asOf?.includes('/') ? 'facts:fields.period' : 'facts:fields.asOf')}>
        <DateField
          label={t('facts:fields.asOf')}
          value={fact.asOf}
          readOnly={readOnly}
          save={(asOf) => edit({ patch: { asOf } })}
        />
        <Rivals field="asOf" />
      </Field>
      <Field label={t('facts:fields.subject')}>
        <InlineSubject
          name={fact.subjectName}
          readOnly={readOnly}
          save={(name) => (name ? edit({ patch: {}, subjectName: name }) : edit({ patch: { subject: null } }))}
        />
        <Rivals field="subject" />
      </Field>
      <Field label={t('facts:fields.reviewBy')}>
        <DateField
          label={t('facts:fields.reviewBy')}
          day
          value={fact.reviewBy}
          readOnly={readOnly}
          className={due ? classes.due : undefined}
          save={(reviewBy) => edit({ patch: { reviewBy } })}
        />
        <Rivals field="reviewBy" />
      </Field>
      <Field label={t('facts:fields.validUntil')}>
        <DateField
          label={t('facts:fields.validUntil')}
          day
          value={fact.validUntil}
          readOnly={readOnly}
          save={(validUntil) => edit({ patch: { validUntil } })}
        />
        <Rivals field="validUntil" />
      </Field>
      {(fact.status === 'superseded' || fact.supersededBy) && (
        <Field label={t('facts:fields.supersededBy')}>
          <SupersededBy
            fact={fact.id}
            value={fact.supersededBy}
            readOnly={readOnly}
            save={(supersededBy) => edit({ patch: { supersededBy } })}
          />
          <Rivals field="supersededBy" />
        </Field>
      )}
      <Field label={t('facts:fields.tags')}>
        <TagInput
          label={t('facts:fields.tags')}
          value={fact.tags}
          readOnly={readOnly}
          save={(tags) => edit({ patch: { tags } })}
        />
      </Field>
      {Object.entries(fact.custom).map(([name, value]) => (
        <Field key={name} label={name}>
          <InlineText
            label={name}
            value={value}
            multiline
            readOnly={readOnly}
            save={(text) => edit({ patch: { custom: { ...fact.custom, [name]: text } } })}
          />
        </Field>
      ))}
    </Fields>
  );
};

/** A place that relies on the fact; a click goes there. */
const UsageLine = ({ usage }: { usage: Usage }) => {
  const { t } = useTranslation();
  return (
    <li>
      <button type="button" className={classes.usage} onClick={() => goTo('briefings', usage.briefing)}>
        <span>
          {t('facts:usage', { briefing: usage.briefingTitle, number: usage.sectionNumber, heading: usage.heading })}
        </span>
        <span className={classes.words} dir="auto">
          {usage.words}
        </span>
        {usage.stale && <span className={classes.due}>{t('facts:stale')}</span>}
      </button>
    </li>
  );
};

const Kind = ({ fact, readOnly }: PartProps) => {
  const { t } = useTranslation();
  const edit = useEdit(fact);
  return (
    <>
      <span>{t('facts:kindAndStatus')}</span>
      {fact.retired ? (
        <strong>{t('facts:status.retired')}</strong>
      ) : (
        <InlineSelect
          label={t('facts:fields.status')}
          value={fact.status}
          readOnly={readOnly}
          choices={FACT_STATUSES.map((value) => ({ value, label: t(`facts:status.${value}`) }))}
          save={(status) => edit({ patch: { status } })}
        />
      )}
      <MarkingPicker
        value={fact.marking}
        readOnly={readOnly}
        save={async (marking) => {
          // A downgrade needs a reason and a name (TLP practice); the history keeps both.
          const lowered = compareMarkings(marking, fact.marking) < 0;
          const reason = lowered ? await askReason(t('facts:lower', { from: fact.marking, to: marking })) : '';
          if (reason === null) return;
          await edit({ patch: { marking }, ...(reason ? { reason } : {}) });
        }}
      />
    </>
  );
};

interface FactDetailProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One fact: everything about it, each value editable where it stands. */
const FactDetail = ({ id, onClose }: FactDetailProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const library = useLibrary();
  const query = useQuery(q.facts.get.queryOptions({ input: { id } }));
  const fact = query.data;
  if (query.isError)
    return (
      <Detail label={t('facts:kind')} kind={t('facts:kind')} onClose={onClose}>
        <Problem error={query.error} retry={() => void query.refetch()} />
      </Detail>
    );
  if (!fact) return <Detail label={t('facts:kind')} kind={t('facts:kind')} onClose={onClose} />;
  const readOnly = library.readOnly || fact.retired;
  const part = { fact, readOnly };
  return (
    <Detail
      label={t('facts:detail')}
      kind={<Kind {...part} />}
      onClose={onClose}
      actions={
        !library.readOnly && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('facts:menu.actions')}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <FactMenuItems ids={[id]} retired={fact.retired} statement={fact.statement} />
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      <RecordConflicts id={id} kind="fact">
        <Rivals field="status" named />
        <Rivals field="marking" named />
        <Statement {...part} />
        <RecordDuplicates id={id} kind="fact" title={fact.statement} />
        <FactFields {...part} />
        <Rivals field="custom" named />
      </RecordConflicts>
      <RecordProposals id={id} kind="fact" readOnly={readOnly} />
      <DetailPart title={t('facts:parts.evidence')}>
        <EvidenceList key={id} fact={fact} readOnly={readOnly} />
      </DetailPart>
      {fact.usedIn.length > 0 && (
        <DetailPart title={t('facts:parts.usedIn')}>
          <ul className={classes.usages}>
            {fact.usedIn.map((usage) => (
              <UsageLine key={`${usage.block}${usage.judgement}`} usage={usage} />
            ))}
          </ul>
        </DetailPart>
      )}
      <DetailPart title={t('facts:parts.history')}>
        <History kind="fact" id={id} />
      </DetailPart>
    </Detail>
  );
};
export default FactDetail;
