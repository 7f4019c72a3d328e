import { ActionIcon, Button, Portal, Tooltip } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatEdtf } from '#shared/model/dates.ts';
import { gradeLabel } from '#shared/model/grades.ts';
import { formatQuantity } from '#shared/model/quantity-text.ts';
import { useApi } from '../api/context.ts';

interface Props {
  readonly facts: readonly string[];
  /** Where the cited words stand in the window. */
  readonly anchor: DOMRect;
  readonly onOpenFact: (fact: string) => void;
  readonly onRemove?: ((fact: string) => void) | undefined;
  readonly onClose: () => void;
  /** Puts the keyboard into the card. */
  readonly focus: boolean;
  readonly onPointer: (inside: boolean) => void;
}

const SOURCES_SHOWN = 3;

const OneFact = ({ id, onOpenFact, onRemove }: { id: string } & Pick<Props, 'onOpenFact' | 'onRemove'>) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { data: fact, isError } = useQuery(q.facts.get.queryOptions({ input: { id } }));
  if (!fact) return <p className="bw-card-meta">{isError ? t('editor:card.unknown') : t('editor:card.loading')}</p>;
  const rest = fact.evidence.length - SOURCES_SHOWN;
  const about = [
    formatQuantity(fact.quantity),
    fact.asOf && formatEdtf(fact.asOf),
    fact.subjectName,
    fact.retired ? t('editor:card.retired') : t(`editor:statuses.${fact.status}`),
  ].filter(Boolean);
  return (
    <article className="bw-card-fact">
      <p className="bw-card-statement">{fact.statement}</p>
      <p className="bw-card-meta">{about.join(' · ')}</p>
      {fact.evidence.length === 0 ? (
        <p className="bw-card-warn">{t('editor:card.noSource')}</p>
      ) : (
        <ul className="bw-card-sources">
          {fact.evidence.slice(0, SOURCES_SHOWN).map((evidence) => (
            <li key={evidence.id}>
              <span className="bw-grade">{gradeLabel(evidence.sourceRecord.reliability, evidence.credibility)}</span>
              <span>
                {evidence.sourceRecord.title}
                {evidence.locator && `, ${evidence.locator}`}
                {evidence.stance === 'contradicts' && (
                  <span className="bw-card-warn"> · {t('editor:card.contradicts')}</span>
                )}
              </span>
            </li>
          ))}
          {rest > 0 && <li className="bw-card-meta">{t('editor:card.more', { count: rest })}</li>}
        </ul>
      )}
      <div className="bw-card-ways">
        <Button onClick={() => onOpenFact(id)} size="compact-xs">
          {t('editor:card.open')}
        </Button>
        {onRemove && (
          <Tooltip label={t('editor:card.remove')}>
            <ActionIcon aria-label={t('editor:card.remove')} onClick={() => onRemove(id)} size={24}>
              <IconLinkOff size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </article>
  );
};

const GAP = 6;
const MARGIN = 8;

/** What stands behind cited words: the fact or facts, with grade and sources. */
export const FactCard = ({ facts, anchor, onOpenFact, onRemove, onClose, focus, onPointer }: Props) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: anchor.left, top: anchor.bottom + GAP });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const settle = (): void => {
      const { width, height } = element.getBoundingClientRect();
      const below = anchor.bottom + GAP + height + MARGIN <= window.innerHeight;
      setPlace({
        left: Math.max(MARGIN, Math.min(anchor.left, window.innerWidth - width - MARGIN)),
        top: below ? anchor.bottom + GAP : Math.max(MARGIN, anchor.top - GAP - height),
      });
    };
    settle();
    const observer = new ResizeObserver(settle);
    observer.observe(element);
    return () => observer.disconnect();
  }, [anchor]);
  useLayoutEffect(() => {
    if (focus) box.current?.querySelector('button')?.focus();
  }, [focus]);
  return (
    <Portal>
      <div
        aria-label={t('editor:card.label')}
        className="bw-card"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
        onMouseEnter={() => onPointer(true)}
        onMouseLeave={() => onPointer(false)}
        ref={box}
        role="dialog"
        style={place}
      >
        {facts.map((id) => (
          <OneFact id={id} key={id} onOpenFact={onOpenFact} onRemove={onRemove} />
        ))}
      </div>
    </Portal>
  );
};
