import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconExternalLink, IconMessage2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Api } from '#shared/contract/api.ts';
import type { SourceDetail as Source } from '#shared/contract/sources.ts';
import { RELIABILITIES } from '#shared/model/grades.ts';
import { compareMarkings } from '#shared/model/marking.ts';
import { SOURCE_TYPES } from '#shared/model/source.ts';
import type {} from '../../api/access.ts';
import { useApi } from '../../api/context.ts';
import { openExternal } from '../../api/platform.ts';
import { isChanged } from '../../api/problem.ts';
import { askReason } from '../../app/ask-reason.tsx';
import { useLibrary } from '../../app/library.ts';
import { goTo } from '../../app/place.ts';
import { formatCount } from '../../i18n/format.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Detail, DetailPart } from '../../ui/Detail.tsx';
import { Field, Fields } from '../../ui/Field.tsx';
import { GradeBadge } from '../../ui/GradeBadge.tsx';
import { InlineSelect } from '../../ui/InlineSelect.tsx';
import { InlineText } from '../../ui/InlineText.tsx';
import { MarkingPicker } from '../../ui/MarkingPicker.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { RecordConflicts, Rivals } from '../conflicts/RecordConflicts.tsx';
import { RecordDuplicates } from '../duplicates/RecordDuplicates.tsx';
import { History } from '../history/History.tsx';
import { propose } from '../proposals/propose.ts';
import { RecordProposals } from '../proposals/RecordProposals.tsx';
import { authorsText, parseAuthors } from './authors.ts';
import classes from './Sources.module.css';
import { useSourceActions } from './use-source-actions.ts';

type Change = Omit<Parameters<Api['sources']['edit']>[0], 'id' | 'seen'>;
type TextName = 'publisher' | 'containerTitle' | 'doi' | 'language';

/** Saves fields of the source as it stands on the screen; one that somebody else has changed since is refused. */
const useEdit = ({ id, revision }: Pick<Source, 'id' | 'revision'>) => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const key = q.sources.get.queryKey({ input: { id } });
  const { mutateAsync } = useMutation({
    meta: { quiet: true },
    mutationFn: (change: Change & { seen: string }) => api.sources.edit({ id, ...change }),
    onSuccess: (detail) => client.setQueryData(key, detail),
    // The analyst chooses between the own value and the one that stands there now.
    onError: (error) => (isChanged(error) ? client.invalidateQueries({ queryKey: key }) : undefined),
  });
  return (change: Change) => mutateAsync({ ...change, seen: revision });
};

interface PartProps {
  readonly source: Source;
  readonly readOnly: boolean;
}

const Title = ({ source, readOnly }: PartProps) => {
  const { t } = useTranslation();
  const edit = useEdit(source);
  return (
    <>
      <h2 className={classes.title}>
        <InlineText
          label={t('sources:fields.title')}
          value={source.title}
          readOnly={readOnly}
          check={(text) => (text.trim() ? null : t('sources:titleMissing'))}
          save={(text) => edit({ patch: { title: text.trim() } })}
        />
      </h2>
      <Rivals field="title" />
    </>
  );
};

const TextField = ({ source, readOnly, name }: PartProps & { name: TextName }) => {
  const { t } = useTranslation();
  const edit = useEdit(source);
  const label = t(`sources:fields.${name}`);
  return (
    <Field label={label}>
      <InlineText
        label={label}
        value={source[name]}
        readOnly={readOnly}
        save={(text) => edit({ patch: { [name]: text.trim() } })}
      />
      <Rivals field={name} />
    </Field>
  );
};

const UrlField = ({ source, readOnly, name }: PartProps & { name: 'url' | 'archiveUrl' }) => {
  const { t } = useTranslation();
  const edit = useEdit(source);
  const label = t(`sources:fields.${name}`);
  const url = source[name];
  return (
    <Field label={label}>
      <div className={classes.address}>
        <InlineText
          label={label}
          value={url}
          readOnly={readOnly}
          save={(text) => edit({ patch: { [name]: text.trim() } })}
        />
        {/^https:\/\//i.test(url) && (
          <ActionIcon aria-label={t('sources:openAddress', { url })} onClick={() => openExternal(url)}>
            <IconExternalLink size={14} />
          </ActionIcon>
        )}
      </div>
      <Rivals field={name} />
    </Field>
  );
};

const DayField = ({ source, readOnly, name }: PartProps & { name: 'accessed' | 'archivedAt' }) => {
  const { t } = useTranslation();
  const edit = useEdit(source);
  const label = t(`sources:fields.${name}`);
  return (
    <Field label={label}>
      <DateField
        label={label}
        day
        value={source[name]}
        readOnly={readOnly}
        save={(day) => edit({ patch: { [name]: day } })}
      />
      <Rivals field={name} />
    </Field>
  );
};

const SourceFields = (props: PartProps) => {
  const { source, readOnly } = props;
  const { t } = useTranslation();
  const edit = useEdit(source);
  return (
    <Fields>
      <Field label={t('sources:fields.reliability')}>
        <InlineSelect
          label={t('sources:fields.reliability')}
          value={source.reliability}
          readOnly={readOnly}
          choices={RELIABILITIES.map((value) => ({
            value,
            label: `${value} – ${t(`common:reliability.${value}`)}`,
            shown: (
              <span className={classes.grade}>
                <GradeBadge reliability={value} /> {t(`common:reliability.${value}`)}
              </span>
            ),
          }))}
          save={(reliability) => edit({ patch: { reliability } })}
        />
        <Rivals field="reliability" />
      </Field>
      <Field label={t('sources:fields.descriptor')}>
        <InlineText
          label={t('sources:fields.descriptor')}
          value={source.descriptor}
          placeholder={t('sources:descriptorPlaceholder')}
          multiline
          readOnly={readOnly}
          help={t('sources:descriptorHelp')}
          save={(descriptor) => edit({ patch: { descriptor: descriptor.trim() } })}
        />
        <Rivals field="descriptor" />
      </Field>
      <Field label={t('sources:fields.authors')}>
        <InlineText
          label={t('sources:fields.authors')}
          value={authorsText(source.authors)}
          readOnly={readOnly}
          help={t('sources:authorsHelp')}
          save={(text) => edit({ patch: { authors: parseAuthors(text) } })}
        />
        <Rivals field="authors" />
      </Field>
      <TextField {...props} name="publisher" />
      <TextField {...props} name="containerTitle" />
      <Field label={t('sources:fields.issued')}>
        <DateField
          label={t('sources:fields.issued')}
          value={source.issued}
          readOnly={readOnly}
          save={(issued) => edit({ patch: { issued } })}
        />
        <Rivals field="issued" />
      </Field>
      <UrlField {...props} name="url" />
      <DayField {...props} name="accessed" />
      <UrlField {...props} name="archiveUrl" />
      <DayField {...props} name="archivedAt" />
      {source.url && !source.archiveUrl && <p className={classes.warning}>{t('sources:noArchive')}</p>}
      <TextField {...props} name="doi" />
      <TextField {...props} name="language" />
    </Fields>
  );
};

const Kind = ({ source, readOnly }: PartProps) => {
  const { t } = useTranslation();
  const edit = useEdit(source);
  return (
    <>
      {source.retired && <strong>{t('facts:status.retired')}</strong>}
      <InlineSelect
        label={t('sources:fields.type')}
        value={source.type}
        readOnly={readOnly}
        choices={SOURCE_TYPES.map((value) => ({ value, label: t(`sources:type.${value}`) }))}
        save={(type) => edit({ patch: { type } })}
      />
      <MarkingPicker
        value={source.marking}
        readOnly={readOnly}
        save={async (marking) => {
          // A downgrade needs a reason and a name (TLP practice); the history keeps both.
          const lowered = compareMarkings(marking, source.marking) < 0;
          const reason = lowered ? await askReason(t('facts:lower', { from: source.marking, to: marking })) : '';
          if (reason !== null) await edit({ patch: { marking }, ...(reason ? { reason } : {}) });
        }}
      />
    </>
  );
};

const Actions = ({ source }: { source: Source }) => {
  const { t } = useTranslation();
  const act = useSourceActions();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('sources:menu.actions')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!source.retired && (
          <Menu.Item leftSection={<IconMessage2 size={14} />} onClick={() => propose('source', source.id)}>
            {t('proposals:propose.open')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={source.retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
          onClick={() => act.mutate({ ids: [source.id], action: source.retired ? 'restore' : 'retire' })}
        >
          {t(source.retired ? 'sources:menu.restore' : 'sources:menu.retire', { count: 1 })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

/** The facts that rest on the source; a click goes to the fact. */
const Facts = ({ source }: { source: Source }) => {
  const { t } = useTranslation();
  if (source.facts.length === 0) return <p className={classes.none}>{t('sources:noFacts')}</p>;
  return (
    <>
      <ul className={classes.facts}>
        {source.facts.map((fact) => (
          <li key={fact.id}>
            <button type="button" dir="auto" onClick={() => goTo('facts', fact.id)}>
              {fact.statement}
            </button>
          </li>
        ))}
      </ul>
      {source.factCount > source.facts.length && (
        <p className={classes.none}>
          {t('sources:moreFacts', { number: formatCount(source.factCount - source.facts.length) })}
        </p>
      )}
    </>
  );
};

interface SourceDetailProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One source: everything about it, each value editable where it stands, and the facts that rest on it. */
export const SourceDetail = ({ id, onClose }: SourceDetailProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const library = useLibrary();
  const query = useQuery(q.sources.get.queryOptions({ input: { id } }));
  const source = query.data;
  const label = t('sources:detail');
  if (!source)
    return (
      <Detail label={label} kind={t('sources:kind')} onClose={onClose}>
        {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      </Detail>
    );
  const part = { source, readOnly: library.readOnly || source.retired };
  return (
    <Detail
      label={label}
      kind={<Kind {...part} />}
      onClose={onClose}
      actions={!library.readOnly && <Actions source={source} />}
    >
      <RecordConflicts id={id} kind="source">
        <Rivals field="marking" named />
        <Rivals field="type" named />
        <Title {...part} />
        <RecordDuplicates id={id} kind="source" title={source.title} />
        <SourceFields {...part} />
      </RecordConflicts>
      <RecordProposals id={id} kind="source" readOnly={part.readOnly} />
      <DetailPart title={t('sources:parts.facts', { number: formatCount(source.factCount) })}>
        <Facts source={source} />
      </DetailPart>
      <DetailPart title={t('facts:parts.history')}>
        <History kind="source" id={id} />
      </DetailPart>
    </Detail>
  );
};
