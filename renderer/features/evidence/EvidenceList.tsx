import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArchive, IconDots, IconPencil, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceDetail, FactDetail } from '#shared/contract/facts.ts';
import { useApi } from '../../api/context.ts';
import { isChanged } from '../../api/problem.ts';
import { notice } from '../../app/notices.tsx';
import { goTo } from '../../app/place.ts';
import { useUndo } from '../../app/use-undo.ts';
import { formatDay, today } from '../../i18n/format.ts';
import { GradeBadge } from '../../ui/GradeBadge.tsx';
import {
  type Begun,
  changedFields,
  draftOf,
  EMPTY_EVIDENCE,
  type EvidenceDraft,
  evidenceInput,
  type SourceChoice,
} from './draft.ts';
import classes from './Evidence.module.css';
import { EvidenceForm } from './EvidenceForm.tsx';

interface Edit {
  readonly id: string;
  readonly draft: EvidenceDraft;
  readonly begun: Begun;
}

/** Writing, changing and retiring evidence; each gives the fact anew. */
const useEvidence = (fact: string) => {
  const { api, q } = useApi();
  const { t } = useTranslation();
  const client = useQueryClient();
  const { undo } = useUndo();
  const queryKey = q.facts.get.queryKey({ input: { id: fact } });
  const onSuccess = (detail: FactDetail): void => {
    client.setQueryData(queryKey, detail);
  };
  // A new source is made once, also when the evidence itself is refused and saved again.
  const made = useRef(new WeakMap<SourceChoice, string>());
  const sourceOf = async (source: SourceChoice): Promise<string> => {
    const known = source.id ?? made.current.get(source);
    if (known !== undefined) return known;
    const { title, type, url, reliability } = source;
    const { id } = await api.sources.add({ title, type, url, reliability, accessed: today() });
    made.current.set(source, id);
    return id;
  };
  const add = useMutation({
    meta: { quiet: true },
    mutationFn: (draft: EvidenceDraft) => api.evidence.add({ fact, ...evidenceInput(draft, today()) }),
    onSuccess,
  });
  const edit = useMutation({
    meta: { quiet: true },
    mutationFn: async ({ id, draft, begun: { revision, draft: begun } }: Edit) => {
      const fields = changedFields(draft, begun);
      const { source, ...rest } = draft;
      const patch = Object.fromEntries(
        await Promise.all(
          fields.map(async (field) => [field, field === 'source' ? await sourceOf(source) : rest[field]]),
        ),
      );
      return api.evidence.edit({ id, patch, ...(revision === null ? {} : { seen: revision }) });
    },
    onSuccess,
    // The analyst chooses between the own values and those that stand there now.
    onError: (error) => (isChanged(error) ? client.invalidateQueries({ queryKey }) : undefined),
  });
  const retire = useMutation({
    mutationFn: (id: string) => api.evidence.retire({ id }),
    onSuccess: (detail) => {
      onSuccess(detail);
      notice(t('evidence:retired'), { label: t('app:commands.undo'), run: undo });
    },
  });
  return { add, edit, retire };
};

const NEW_EVIDENCE: Begun = { draft: EMPTY_EVIDENCE, revision: null };

interface CardProps {
  readonly evidence: EvidenceDetail;
  readonly readOnly: boolean;
  readonly onEdit: () => void;
  readonly onRetire: () => void;
}

/** One piece of evidence as it is read: source, grades, the words, where they stand. */
const EvidenceCard = ({ evidence, readOnly, onEdit, onRetire }: CardProps) => {
  const { t } = useTranslation();
  const { sourceRecord: source } = evidence;
  const contradicts = evidence.stance === 'contradicts';
  const details = [
    evidence.locator,
    source.accessed && t('evidence:read', { day: formatDay(source.accessed) }),
    evidence.independenceGroup && t('evidence:group', { group: evidence.independenceGroup }),
    !contradicts && t('evidence:stances.supports'),
  ].filter(Boolean);
  return (
    <li className={classes.card} data-stance={evidence.stance}>
      <div className={classes.head}>
        <button type="button" className={classes.title} dir="auto" onClick={() => goTo('sources', source.id)}>
          {source.title}
        </button>
        <GradeBadge reliability={source.reliability} />
        <GradeBadge credibility={evidence.credibility} />
        {!readOnly && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={22} aria-label={t('evidence:actions', { title: source.title })}>
                <IconDots size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={14} />} onClick={onEdit}>
                {t('evidence:edit')}
              </Menu.Item>
              <Menu.Item leftSection={<IconArchive size={14} />} onClick={onRetire}>
                {t('evidence:retire')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {contradicts && <p className={classes.against}>{t('evidence:stances.contradicts')}</p>}
      {evidence.quote && (
        <blockquote className={classes.quote} dir="auto">
          {evidence.quote}
        </blockquote>
      )}
      {details.length > 0 && <p className={classes.details}>{details.join(' · ')}</p>}
    </li>
  );
};

/** All evidence of a fact, each as a card that can be edited in place. */
export const EvidenceList = ({ fact, readOnly }: { fact: FactDetail; readOnly: boolean }) => {
  const { t } = useTranslation();
  const { add, edit, retire } = useEvidence(fact.id);
  const [open, setOpen] = useState<string | null>(null);
  const close = (): void => setOpen(null);
  const shown = fact.evidence.filter((evidence) => !evidence.retired);
  return (
    <>
      {shown.length === 0 && open !== 'new' && <p className={classes.none}>{t('evidence:none')}</p>}
      <ul className={classes.list}>
        {shown.map((evidence) =>
          open === evidence.id ? (
            <li key={evidence.id} className={classes.card}>
              <EvidenceForm
                present={{ draft: draftOf(evidence), revision: evidence.revision }}
                act={t('evidence:save')}
                save={(draft, begun) => edit.mutateAsync({ id: evidence.id, draft, begun })}
                onClose={close}
              />
            </li>
          ) : (
            <EvidenceCard
              key={evidence.id}
              evidence={evidence}
              readOnly={readOnly}
              onEdit={() => setOpen(evidence.id)}
              onRetire={() => retire.mutate(evidence.id)}
            />
          ),
        )}
        {open === 'new' && (
          <li className={classes.card}>
            <EvidenceForm
              present={NEW_EVIDENCE}
              act={t('evidence:add')}
              save={(draft) => add.mutateAsync(draft)}
              onClose={close}
            />
          </li>
        )}
      </ul>
      {!readOnly && open !== 'new' && (
        <Button variant="subtle" mt={4} ml={-10} leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
          {t('evidence:add')}
        </Button>
      )}
    </>
  );
};
