import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProposalItem } from '#shared/contract/proposals.ts';
import { markingSchema, type RecordKind } from '#shared/model/records.ts';
import { useSettings } from '../../api/settings.ts';
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

/** What stands there now and what is proposed: word by word while the proposal is open. */
const ChangeLine = ({ proposal, change }: ChangeProps) => {
  const { t } = useTranslation();
  const { target, state, stale, waiting } = proposal;
  const { field, now, proposed } = change;
  const whole = asOne(field, now) || asOne(field, proposed);
  return (
    <div className={classes.change}>
      <dt>
        {fieldLabel(target.kind, field)}
        {stale.includes(field) && <small className={classes.stale}>{t('proposals:changedSince')}</small>}
      </dt>
      <dd dir="auto">
        {state !== 'open' || waiting ? (
          <Value field={field} kind={target.kind} value={proposed} />
        ) : whole ? (
          <>
            <del>
              <Value field={field} kind={target.kind} value={now} />
            </del>
            {' → '}
            <ins>
              <Value field={field} kind={target.kind} value={proposed} />
            </ins>
          </>
        ) : (
          <WordDifference
            after={fieldText(target.kind, field, proposed) || t('common:none')}
            before={fieldText(target.kind, field, now)}
          />
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
  const { author } = useSettings();
  const writer = useWriter();
  const act = useAnswer(proposal, onAnswered);
  const { proposer, createdAt, reason, changes, state, stale, waiting, marking } = proposal;
  const own = author !== '' && proposer === author;
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
