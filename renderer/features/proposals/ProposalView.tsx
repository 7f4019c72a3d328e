import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProposalItem } from '#shared/contract/proposals.ts';
import { markingSchema, type RecordKind } from '#shared/model/records.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import { WordDifference } from '../../ui/WordDifference.tsx';
import { useWriter } from '../conflicts/ValueCard.tsx';
import { type FieldValue, fieldLabel, fieldText, linkOf } from '../history/field-text.ts';
import { ShownValue } from '../history/ShownValue.tsx';
import classes from './Proposals.module.css';
import { useAnswer } from './use-answer.ts';

type Change = ProposalItem['changes'][number];

interface ChangeProps {
  readonly proposal: ProposalItem;
  readonly change: Change;
}

/** A value for which words have no differences: another record, or a marking. */
const asOne = (field: string, value: FieldValue): boolean =>
  linkOf(field, value) !== null || markingSchema.safeParse(value).success;

interface ValueProps {
  readonly kind: RecordKind;
  readonly field: string;
  readonly value: FieldValue;
}

const Value = ({ kind, field, value }: ValueProps) => {
  const marking = markingSchema.safeParse(value);
  if (marking.success) return <TlpLabel marking={marking.data} />;
  return <ShownValue field={field} kind={kind} value={value} />;
};

/** A value beside the one that it would take the place of: word by word where it has words. */
const Difference = ({ kind, field, before, value }: ValueProps & { readonly before: FieldValue }) => {
  const { t } = useTranslation();
  if (asOne(field, before) || asOne(field, value))
    return (
      <>
        <del>
          <Value field={field} kind={kind} value={before} />
        </del>
        {' → '}
        <ins>
          <Value field={field} kind={kind} value={value} />
        </ins>
      </>
    );
  return (
    <WordDifference after={fieldText(kind, field, value) || t('common:none')} before={fieldText(kind, field, before)} />
  );
};

/** A field that was changed since: what the proposer saw, and what has become and would become of that. */
const Since = ({ kind, field, saw, now, proposed }: Omit<ValueProps, 'value'> & Change) => {
  const { t } = useTranslation();
  return (
    <dl className={classes.since}>
      <dt>{t('proposals:since.saw')}</dt>
      <dd dir="auto">
        {saw === undefined ? (
          <em className={classes.unknown}>{t('proposals:since.unknown')}</em>
        ) : (
          <Value field={field} kind={kind} value={saw} />
        )}
      </dd>
      <dt>{t('proposals:since.now')}</dt>
      <dd dir="auto">
        <Value field={field} kind={kind} value={now} />
      </dd>
      <dt>{t('proposals:since.proposed')}</dt>
      <dd dir="auto">
        <Difference before={now} field={field} kind={kind} value={proposed} />
      </dd>
    </dl>
  );
};

/** What stands there now and what is proposed while the proposal is open. */
const ChangeLine = ({ proposal, change }: ChangeProps) => {
  const { t } = useTranslation();
  const { target, state, stale, waiting } = proposal;
  const { field, now, proposed } = change;
  const since = stale.includes(field);
  return (
    <div className={classes.change} data-since={since || undefined}>
      <dt>
        {fieldLabel(target.kind, field)}
        {since && <small className={classes.stale}>{t('proposals:changedSince')}</small>}
      </dt>
      <dd dir="auto">
        {state !== 'open' || waiting ? (
          <Value field={field} kind={target.kind} value={proposed} />
        ) : since ? (
          <Since kind={target.kind} {...change} />
        ) : (
          <Difference before={now} field={field} kind={target.kind} value={proposed} />
        )}
      </dd>
    </div>
  );
};

/** Why it cannot simply be accepted, or what became of it. */
const State = ({ proposal }: { readonly proposal: ProposalItem }) => {
  const { t } = useTranslation();
  const writer = useWriter();
  const { state, waiting, stale, target, answer, answeredBy, updatedAt } = proposal;
  if (state !== 'open')
    return (
      <p className={classes.answered} data-state={state}>
        {state === 'accepted' ? <IconCheck aria-hidden size={14} /> : <IconX aria-hidden size={14} />}
        <span title={formatTime(updatedAt)}>
          {t(`proposals:answered.${state}`, { who: writer(answeredBy), when: formatTimeShort(updatedAt) })}
          {answer && ` ${t('history:reason', { reason: answer })}`}
        </span>
      </p>
    );
  if (waiting)
    return (
      <p className={classes.warning}>
        <IconHourglass aria-hidden size={14} />
        <span>{t('proposals:waiting')}</span>
      </p>
    );
  if (stale.length === 0) return null;
  return (
    <p className={classes.warning}>
      <IconAlertTriangle aria-hidden size={14} />
      <span>{t('proposals:stale', { fields: stale.map((field) => fieldLabel(target.kind, field)).join(', ') })}</span>
    </p>
  );
};

interface ProposalViewProps {
  readonly proposal: ProposalItem;
  readonly readOnly: boolean;
  readonly onAnswered?: () => void;
}

/** A proposal beside its record: what it would change, who proposes it and why, and the ways to answer. */
export const ProposalView = ({ proposal, readOnly, onAnswered = () => undefined }: ProposalViewProps) => {
  const { t } = useTranslation();
  const writer = useWriter();
  const act = useAnswer(proposal, onAnswered);
  const { proposer, createdAt, reason, changes, state, stale, waiting, marking, own } = proposal;
  return (
    <article aria-label={t('proposals:by', { who: proposer })} className={classes.proposal}>
      <header>
        <strong dir="auto">{writer(proposer)}</strong>
        <span title={formatTime(createdAt)}>{formatTimeShort(createdAt)}</span>
        <TlpLabel marking={marking} />
      </header>
      {reason && <p className={classes.reason}>{t('history:reason', { reason })}</p>}
      <State proposal={proposal} />
      <dl className={classes.changes}>
        {changes.map((change) => (
          <ChangeLine change={change} key={change.field} proposal={proposal} />
        ))}
      </dl>
      {state === 'open' && !readOnly && (
        <div className={classes.ways}>
          {!waiting && (
            <Button disabled={act.busy} onClick={act.accept} variant={stale.length > 0 ? 'default' : 'filled'}>
              {t(stale.length > 0 ? 'proposals:acceptAnyway' : 'proposals:accept')}
            </Button>
          )}
          {own ? (
            <Button disabled={act.busy} onClick={act.withdraw}>
              {t('proposals:withdraw')}
            </Button>
          ) : (
            <Button disabled={act.busy} onClick={act.decline}>
              {t('proposals:decline')}
            </Button>
          )}
        </div>
      )}
    </article>
  );
};
