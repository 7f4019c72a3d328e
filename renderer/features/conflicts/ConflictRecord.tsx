import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConflictDetail } from '#shared/contract/exchange.ts';
import { useApi } from '../../api/context.ts';
import { useLibrary } from '../../app/library.ts';
import { OpenRecord } from '../../app/OpenRecord.tsx';
import { Detail } from '../../ui/Detail.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { StepButtons } from '../../ui/StepButtons.tsx';
import classes from './Conflicts.module.css';
import { FieldSection } from './FieldSection.tsx';
import { useSettle } from './use-settle.ts';

interface BodyProps {
  readonly detail: ConflictDetail;
  readonly onSettled: (left: number) => void;
}

const Body = ({ detail, onSettled }: BodyProps) => {
  const { t } = useTranslation();
  const { readOnly } = useLibrary();
  const settle = useSettle(detail, onSettled);
  return (
    <>
      <h2 className={classes.title} dir="auto">
        {detail.title || t('conflicts:untitled')}
      </h2>
      {detail.fields.length === 0 && <p className={classes.left}>{t('conflicts:nothingLeft')}</p>}
      {detail.fields.map((field, index) => (
        <FieldSection
          detail={detail}
          field={field}
          key={`${field.field} ${field.values.map(({ dot }) => dot).join(' ')}`}
          keyed={index === 0}
          readOnly={readOnly}
          {...settle}
        />
      ))}
      {detail.fields.length > 0 && <p className={classes.kept}>{t('conflicts:kept')}</p>}
    </>
  );
};

interface ConflictRecordProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onStep: (by: 1 | -1) => void;
  /** How many fields of the record are left after one was settled. */
  readonly onSettled: (left: number) => void;
}

/** One record in conflict, field by field. */
export const ConflictRecord = ({ id, onClose, onStep, onSettled }: ConflictRecordProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const query = useQuery(q.conflicts.get.queryOptions({ input: { id } }));
  const detail = query.data;
  const kind = detail
    ? t('conflicts:kindAndCount', { kind: t(`conflicts:kinds.${detail.kind}`), count: detail.fields.length })
    : t('conflicts:detail');
  return (
    <Detail
      actions={
        <>
          {detail?.opens && <OpenRecord {...detail.opens} />}
          <StepButtons onStep={onStep} />
        </>
      }
      kind={kind}
      label={t('conflicts:detail')}
      onClose={onClose}
    >
      {query.isError && !detail && <Problem error={query.error} retry={() => void query.refetch()} />}
      {detail && <Body detail={detail} onSettled={onSettled} />}
    </Detail>
  );
};
