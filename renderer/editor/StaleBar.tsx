import { Button, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pin } from '#shared/model/records.ts';
import { useApi } from '../api/context.ts';
import { formatTimeShort } from '../i18n/format.ts';
import { FactDifference } from './FactDifference.tsx';

interface Props {
  readonly pin: Pin;
  readonly readOnly?: boolean;
  /** Pins the citations to the present fact; with `keep`, says why the words stand nevertheless. */
  readonly onSettle: (fact: string, keep?: string) => Promise<void>;
  readonly onOpenFact: (fact: string) => void;
}

const KeepForm = ({ onKeep, onCancel }: { onKeep: (reason: string) => void; onCancel: () => void }) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim()) onKeep(reason.trim());
  };
  return (
    <form className="bw-stale-keep" onSubmit={submit}>
      <TextInput
        aria-label={t('editor:stale.reason')}
        autoFocus
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onCancel();
        }}
        placeholder={t('editor:stale.reasonHint')}
        value={reason}
      />
      <Button onClick={onCancel}>{t('editor:stale.back')}</Button>
      <Button disabled={!reason.trim()} type="submit" variant="filled">
        {t('editor:stale.keepIt')}
      </Button>
    </form>
  );
};

/** Says below a paragraph that a cited fact has moved on, with the difference, and lets the analyst choose. */
export const StaleBar = ({ pin, readOnly, onSettle, onOpenFact }: Props) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const found = useQuery(q.facts.atPins.queryOptions({ input: { pins: [pin] } })).data?.[0];
  const [keeping, setKeeping] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!found) return null;
  const settle = async (keep?: string): Promise<void> => {
    setBusy(true);
    try {
      await onSettle(pin.fact, keep);
    } finally {
      setBusy(false);
      setKeeping(false);
    }
  };
  const { pinned, current } = found;
  const title = current?.retired ? t('editor:stale.titleRetired') : t('editor:stale.title');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, this groups a message and its ways
    <div aria-label={title} className="bw-stale-bar" role="group">
      <IconAlertTriangle aria-hidden className="bw-stale-icon" size={16} />
      <div className="bw-stale-text">
        <button className="bw-stale-title" onClick={() => onOpenFact(pin.fact)} type="button">
          {title}
          {current && <span className="bw-stale-when"> {formatTimeShort(current.updatedAt)}</span>}
        </button>{' '}
        {pinned && current ? (
          <FactDifference current={current} pinned={pinned} />
        ) : (
          <span className="bw-difference-name">{t('editor:stale.unknown')}</span>
        )}
      </div>
      {!readOnly &&
        (keeping ? (
          <KeepForm onCancel={() => setKeeping(false)} onKeep={(reason) => void settle(reason)} />
        ) : (
          <div className="bw-stale-ways">
            <Button disabled={busy} onClick={() => setKeeping(true)}>
              {t('editor:stale.keep')}
            </Button>
            <Button loading={busy} onClick={() => void settle()} variant="filled">
              {t('editor:stale.accept')}
            </Button>
          </div>
        ))}
    </div>
  );
};
