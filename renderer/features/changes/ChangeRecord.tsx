import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChangedDetail } from '#shared/contract/changes.ts';
import { useApi } from '../../api/context.ts';
import { OpenRecord } from '../../app/OpenRecord.tsx';
import { openConflicts } from '../../app/open-conflicts.ts';
import { formatTime } from '../../i18n/format.ts';
import { Detail } from '../../ui/Detail.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { StepButtons } from '../../ui/StepButtons.tsx';
import { Title } from '../exchange/Title.tsx';
import { ChangedField } from './ChangedField.tsx';
import classes from './Changes.module.css';

interface ColleagueProps {
  readonly detail: ChangedDetail;
  readonly by: ChangedDetail['by'][number];
}

/** What one colleague wrote, when, and how it came here. */
const Colleague = ({ detail, by: { author, at, receivedAt, receipt, from, reasons, fields } }: ColleagueProps) => {
  const { t } = useTranslation();
  const sender = from || t('exchange:claims.nobody');
  return (
    <section aria-label={author} className={classes.by}>
      <h3 dir="auto">{author}</h3>
      <p className={classes.quiet}>{t('changes:written', { time: formatTime(at) })}</p>
      <p className={classes.quiet}>{t('changes:came', { time: formatTime(receivedAt), from: sender, receipt })}</p>
      {reasons.map((reason) => (
        <p dir="auto" key={reason}>
          {t('history:reason', { reason })}
        </p>
      ))}
      {fields.length === 0 ? (
        <p>{t('changes:same')}</p>
      ) : (
        <dl>
          {fields.map((field) => (
            <ChangedField detail={detail} field={field} key={field.field} />
          ))}
        </dl>
      )}
    </section>
  );
};

const Body = ({ detail }: { readonly detail: ChangedDetail }) => {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={classes.title} dir="auto">
        <Title kind={detail.kind} partOf={detail.partOf} title={detail.title} />
      </h2>
      {detail.takenBack && <p className={classes.quiet}>{t('changes:takenBackHelp')}</p>}
      {detail.conflict && (
        <p className={classes.conflict}>
          {t('changes:conflict')}
          <Button onClick={() => openConflicts(detail.id)}>{t('changes:settle')}</Button>
        </p>
      )}
      {detail.by.map((by) => (
        <Colleague by={by} detail={detail} key={by.author} />
      ))}
    </>
  );
};

interface ChangeRecordProps {
  readonly id: string;
  /** Also what was seen already. */
  readonly all: boolean;
  readonly onClose: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

/** One record that others changed: colleague by colleague, field by field, from what to what. */
export const ChangeRecord = ({ id, all, onClose, onStep }: ChangeRecordProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const query = useQuery({
    ...q.changes.get.queryOptions({ input: { id, all } }),
    // What stood there stays until the next record has come.
    placeholderData: (previous) => previous,
  });
  const detail = query.data;
  return (
    <Detail
      actions={
        <>
          {detail?.opens && <OpenRecord {...detail.opens} />}
          <StepButtons onStep={onStep} />
        </>
      }
      kind={detail && `${t(`exchange:kind.${detail.kind}`)} · ${t(`changes:effect.${detail.effect}`)}`}
      label={t('changes:detail')}
      onClose={onClose}
    >
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {!query.isError && detail && <Body detail={detail} key={detail.id} />}
    </Detail>
  );
};
