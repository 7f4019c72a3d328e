import { ActionIcon, Button, Collapse } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconChevronDown, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Basis, Judgement, JudgementFields } from '#shared/model/judgement.ts';
import { CONFIDENCES, type Confidence, findTerm, LIKELIHOOD_TERMS } from '#shared/model/likelihood.ts';
import { onNewest } from '../../api/on-newest.ts';
import { AutoText } from '../../editor/AutoText.tsx';
import { StaleBar } from '../../editor/StaleBar.tsx';
import { InlineSelect } from '../../ui/InlineSelect.tsx';
import { AddFacts } from './AddFacts.tsx';
import { openFact, useBuilder } from './builder-context.tsx';
import { InConflict } from './InConflict.tsx';
import classes from './JudgementCard.module.css';
import { judgementHints } from './judgement-hints.ts';

type Patch = Partial<JudgementFields>;
const NONE = '';

/** Saves fields of the judgement as of the given revision, by default the one on the screen. */
const useSave = ({ id, revision }: Judgement) => {
  const { edit } = useBuilder();
  return (patch: Patch, seen = revision) => edit((api) => api.judgements.edit({ id, patch, seen }));
};

type ChangeBasis = (step: (basis: readonly Basis[]) => Basis[]) => void;

/** Adds or takes one ground, one step after the other. */
const useChangeBasis = ({ id }: Judgement): ChangeBasis => {
  const { edit } = useBuilder();
  const { mutate } = useMutation({
    scope: { id: `${id}/basis` },
    mutationFn: (step: Parameters<ChangeBasis>[0]) =>
      onNewest(() =>
        edit(async (api) => {
          const { basis, revision: seen } = await api.judgements.get({ id });
          return api.judgements.edit({ id, patch: { basis: step(basis) }, seen });
        }),
      ),
  });
  return mutate;
};

const isSameGround = (a: Basis, b: Basis): boolean =>
  'fact' in a ? 'fact' in b && a.fact === b.fact : 'assumption' in b && a.assumption === b.assumption;

const Estimate = ({ judgement, save }: { judgement: Judgement; save: (patch: Patch) => Promise<unknown> }) => {
  const { t } = useTranslation();
  const { readOnly } = useBuilder();
  const { scale, likelihood, confidence } = judgement;
  const term = likelihood === null ? undefined : findTerm(scale, likelihood);
  const range = (percent: string): string => t('briefings:judgement.percent', { percent });
  const terms = LIKELIHOOD_TERMS[scale].map((entry) => ({
    value: entry.term,
    label: `${entry.term} (${range(entry.percent)})`,
    shown: (
      <span className={classes.term}>
        {entry.term}
        <span>{range(entry.percent)}</span>
      </span>
    ),
  }));
  const current = { value: likelihood ?? NONE, label: '', shown: undefined };
  const chosen = term ? `${term.term} (${range(term.percent)})` : (likelihood ?? t('briefings:judgement.none'));
  return (
    <div className={classes.estimate}>
      <span className={classes.name}>{t('briefings:judgement.likelihood')}</span>
      <InlineSelect
        choices={[
          ...terms.map((entry) => (entry.value === likelihood ? { ...entry, shown: chosen } : entry)),
          ...(likelihood !== null && !terms.some((entry) => entry.value === likelihood)
            ? [{ ...current, label: chosen }]
            : []),
          { value: NONE, label: t('briefings:judgement.none') },
        ]}
        label={t('briefings:judgement.likelihood')}
        readOnly={readOnly}
        save={(value) => save({ likelihood: value || null })}
        value={likelihood ?? NONE}
      />
      <span className={classes.name}>{t('briefings:judgement.confidence')}</span>
      <InlineSelect<Confidence | ''>
        choices={[
          ...CONFIDENCES.map((value) => ({ value, label: t(`briefings:judgement.confidences.${value}`) })),
          { value: '', label: t('briefings:judgement.none') },
        ]}
        label={t('briefings:judgement.confidence')}
        readOnly={readOnly}
        save={(value) => save({ confidence: value || null })}
        value={confidence ?? ''}
      />
    </div>
  );
};

interface BasisProps {
  readonly judgement: Judgement;
  readonly changeBasis: ChangeBasis;
}

const Assumption = ({ onAdd }: { onAdd: (assumption: string) => void }) => {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (words.trim()) onAdd(words.trim());
    setWords('');
  };
  return (
    <form className={classes.assume} onSubmit={submit}>
      <IconPlus aria-hidden size={14} />
      <input
        aria-label={t('briefings:judgement.addAssumption')}
        onChange={(event) => setWords(event.currentTarget.value)}
        placeholder={t('briefings:judgement.addAssumption')}
        value={words}
      />
    </form>
  );
};

const BasisList = ({ judgement, changeBasis }: BasisProps) => {
  const { t } = useTranslation();
  const { factAt, readOnly, change, citations } = useBuilder();
  const { basis } = judgement;
  const settle = async (fact: string, keep?: string): Promise<void> => {
    await change((api) =>
      api.briefings.acceptFact({ judgement: judgement.id, fact, ...(keep === undefined ? {} : { keep }) }),
    );
  };
  const without = (entry: Basis): void =>
    changeBasis((grounds) => {
      const at = grounds.findIndex((other) => isSameGround(other, entry));
      return grounds.filter((_other, index) => index !== at);
    });
  return (
    <ul className={classes.basis}>
      {basis.map((entry, index) => {
        const words =
          'assumption' in entry
            ? entry.assumption
            : (factAt(entry)?.pinned?.statement ?? factAt(entry)?.current?.statement ?? t('briefings:facts.unknown'));
        const stale = 'fact' in entry && (factAt(entry)?.stale ?? false);
        return (
          <li key={'assumption' in entry ? `${index} ${entry.assumption}` : entry.fact}>
            <div className={classes.ground}>
              <span className={classes.kind}>
                {t('assumption' in entry ? 'briefings:judgement.assumption' : 'briefings:judgement.fact')}
              </span>
              {'fact' in entry ? (
                <button className={classes.factLink} onClick={() => openFact(entry.fact)} type="button">
                  {words}
                  <sup className="bw-sup">{citations.numbersOf(entry.fact)?.join(',')}</sup>
                </button>
              ) : (
                <span>{words}</span>
              )}
              {!readOnly && (
                <ActionIcon
                  aria-label={t('briefings:judgement.dropGround', { words })}
                  className={classes.drop}
                  onClick={() => without(entry)}
                  size={20}
                >
                  <IconX size={13} />
                </ActionIcon>
              )}
            </div>
            {stale && 'fact' in entry && (
              <StaleBar onOpenFact={openFact} onSettle={settle} pin={entry} readOnly={readOnly} />
            )}
          </li>
        );
      })}
    </ul>
  );
};

const Hints = ({ judgement }: { readonly judgement: Judgement }) => {
  const { t } = useTranslation();
  const { briefing } = useBuilder();
  const hints = judgement.sentence.trim() === '' ? [] : judgementHints(briefing, judgement);
  return (
    <ul aria-live="polite" className={classes.hints}>
      {hints.map(({ level, rule, reason, params }) => (
        <li data-level={level} key={`${rule} ${reason}`}>
          {level === 'error' ? <IconAlertOctagon aria-hidden size={14} /> : <IconAlertTriangle aria-hidden size={14} />}
          {t(`findings:${rule}`, { defaultValue: reason, ...params })}
        </li>
      ))}
    </ul>
  );
};

/** A judgement: its sentence, likelihood and confidence apart, what it rests on, and what the wording rules say. */
export const JudgementCard = ({ judgement }: { readonly judgement: Judgement }) => {
  const { t } = useTranslation();
  const { readOnly, factAt } = useBuilder();
  const { id, revision, basis } = judgement;
  const [sentence, setSentence] = useState(judgement.sentence);
  const anyStale = basis.some((entry) => 'fact' in entry && factAt(entry)?.stale);
  const [open, setOpen] = useState(judgement.sentence === '');
  const save = useSave(judgement);
  const write =
    (field: 'sentence' | 'confidenceReason' | 'alternatives') =>
    async (text: string, seen: string): Promise<string> =>
      (await save({ [field]: text }, seen)).revision;
  const changeBasis = useChangeBasis(judgement);
  const facts = basis.filter((entry) => 'fact' in entry).length;
  return (
    <article className={classes.card}>
      <InConflict id={id} />
      <AutoText
        aria-label={t('briefings:judgement.sentence')}
        classNames={{ input: classes.sentence ?? '' }}
        data-first
        id={`${id}/sentence`}
        onText={setSentence}
        placeholder={t('briefings:judgement.sentenceHint')}
        readOnly={readOnly}
        revision={revision}
        singleLine
        value={judgement.sentence}
        variant="unstyled"
        write={write('sentence')}
      />
      <Estimate judgement={judgement} save={save} />
      {judgement.confidence !== null && (
        <AutoText
          aria-label={t('briefings:judgement.reason')}
          classNames={{ input: classes.reason ?? '' }}
          id={`${id}/reason`}
          placeholder={t('briefings:judgement.reasonHint')}
          readOnly={readOnly}
          revision={revision}
          singleLine
          value={judgement.confidenceReason}
          variant="unstyled"
          write={write('confidenceReason')}
        />
      )}
      <Hints judgement={{ ...judgement, sentence }} />
      <Button
        aria-expanded={open || anyStale}
        className={classes.rests}
        leftSection={<IconChevronDown data-open={open || anyStale || undefined} size={14} />}
        onClick={() => setOpen(!open)}
        size="compact-xs"
        variant="subtle"
      >
        {t('briefings:judgement.restsOn', {
          facts: t('briefings:judgement.facts', { count: facts }),
          assumptions: t('briefings:judgement.assumptions', { count: basis.length - facts }),
        })}
        {judgement.alternatives && ` · ${t('briefings:judgement.hasAlternatives')}`}
      </Button>
      <Collapse expanded={open || anyStale}>
        <BasisList changeBasis={changeBasis} judgement={judgement} />
        {!readOnly && (
          <div className={classes.grow}>
            <AddFacts
              label={t('briefings:facts.add')}
              onAdd={(fact) =>
                changeBasis((grounds) =>
                  grounds.some((entry) => 'fact' in entry && entry.fact === fact.id)
                    ? [...grounds]
                    : [...grounds, { fact: fact.id, revision: fact.revision }],
                )
              }
            />
            <Assumption onAdd={(assumption) => changeBasis((grounds) => [...grounds, { assumption }])} />
          </div>
        )}
        <AutoText
          classNames={{ input: classes.alternatives ?? '' }}
          id={`${id}/alternatives`}
          label={t('briefings:judgement.alternatives')}
          placeholder={t('briefings:judgement.alternativesHint')}
          readOnly={readOnly}
          revision={revision}
          value={judgement.alternatives}
          write={write('alternatives')}
        />
      </Collapse>
    </article>
  );
};
