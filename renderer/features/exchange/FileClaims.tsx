import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '#shared/contract/exchange.ts';
import { MARKINGS, markingLabel } from '#shared/model/marking.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { formatCount, formatTime } from '../../i18n/format.ts';
import { LongText } from '../../ui/LongText.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import classes from './Receive.module.css';

const timeOf = (text: string): string => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : formatTime(at);
};

/** A limit as the file names it: a known marking looks like one, anything else is plain text. */
const Ceiling = ({ ceiling }: { readonly ceiling: string }) => {
  const marking = MARKINGS.find((known) => known === ceiling || markingLabel(known) === ceiling);
  return marking ? <TlpLabel marking={marking} /> : <LongText text={ceiling} />;
};

const Claim = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={classes.claim}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** What a file says of itself. Every word of it is its sender's, and shown as that. */
export const FileClaims = ({ inspection }: { readonly inspection: Inspection }) => {
  const { t } = useTranslation();
  const { kind, from, createdAt, note, ceiling, records, attachments, signature } = inspection;
  const kinds = RECORD_KINDS.filter((kind) => records[kind] > 0);
  return (
    <section className={classes.claims}>
      {kind === 'pdf' && <p>{t('exchange:claims.inPdf')}</p>}
      <h3>{t('exchange:claims.title')}</h3>
      <p className={classes.quiet}>{t('exchange:claims.help')}</p>
      <dl>
        <Claim label={t('exchange:claims.from')}>
          <LongText text={from || t('exchange:claims.nobody')} />
        </Claim>
        {createdAt && <Claim label={t('exchange:claims.made')}>{timeOf(createdAt)}</Claim>}
        {ceiling && (
          <Claim label={t('exchange:claims.ceiling')}>
            <Ceiling ceiling={ceiling} />
          </Claim>
        )}
        {note && (
          <Claim label={t('exchange:claims.note')}>
            <LongText text={note} />
          </Claim>
        )}
        <Claim label={t('exchange:claims.holds')}>
          {kinds
            .map((kind) => t(`exchange:kinds.${kind}`, { count: records[kind], number: formatCount(records[kind]) }))
            .join(', ')}
        </Claim>
        {attachments > 0 && <Claim label={t('exchange:claims.attachments')}>{formatCount(attachments)}</Claim>}
      </dl>
      {signature && (
        <>
          <h3>{t('exchange:signature.title')}</h3>
          <p>{t(`exchange:signature.${signature.state}`, { ...signature })}</p>
        </>
      )}
    </section>
  );
};
