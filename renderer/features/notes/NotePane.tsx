import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconMessage2, IconSquarePlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '#shared/contract/api.ts';
import type { NoteDetail } from '#shared/contract/notes.ts';
import { pinKey } from '#shared/document/material.ts';
import { compareMarkings } from '#shared/model/marking.ts';
import { citedFacts, type Prose } from '#shared/model/prose.ts';
import type { Link } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { onNewest } from '../../api/on-newest.ts';
import { isChanged } from '../../api/problem.ts';
import { askReason } from '../../app/ask-reason.tsx';
import { useLibrary } from '../../app/library.ts';
import { attempt, notice } from '../../app/notices.tsx';
import { goTo } from '../../app/place.ts';
import { useUndo } from '../../app/use-undo.ts';
import { useActiveEditor } from '../../editor/active.ts';
import { ConflictBar } from '../../editor/ConflictBar.tsx';
import type { CitationContext } from '../../editor/citation-view.ts';
import { FormatBar } from '../../editor/FormatBar.tsx';
import { ProseEditor } from '../../editor/ProseEditor.tsx';
import { repinned } from '../../editor/repin.ts';
import { isAtLeast, useAutosave } from '../../editor/use-autosave.ts';
import { writeProse } from '../../editor/write-prose.ts';
import { Detail, DetailPart } from '../../ui/Detail.tsx';
import { InlineText } from '../../ui/InlineText.tsx';
import { MarkingPicker } from '../../ui/MarkingPicker.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { TagInput } from '../../ui/TagInput.tsx';
import { RecordConflicts, Rivals } from '../conflicts/RecordConflicts.tsx';
import { propose } from '../proposals/propose.ts';
import { RecordProposals } from '../proposals/RecordProposals.tsx';
import { captureFrom } from './capture-from.ts';
import { LinkList } from './LinkList.tsx';
import { NoteHistory } from './NoteHistory.tsx';
import classes from './Notes.module.css';

type Change = Omit<Parameters<Api['notes']['edit']>[0], 'id'>;

/** Saves fields of the note as it stands on the screen; one that somebody else has changed since is refused. */
const useEdit = ({ id, revision }: Pick<NoteDetail, 'id' | 'revision'>) => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const key = q.notes.get.queryKey({ input: { id } });
  const { mutateAsync } = useMutation({
    meta: { quiet: true },
    mutationFn: (change: Change) => api.notes.edit({ id, ...change }),
    onSuccess: (detail) => client.setQueryData(key, detail),
    // The analyst chooses between the own value and the one that stands there now.
    onError: (error) => (isChanged(error) ? client.invalidateQueries({ queryKey: key }) : undefined),
  });
  return (change: Change) => mutateAsync({ seen: revision, ...change });
};

/** Stale marks of a note; it has no source list, so its citations carry no numbers. */
const useCitations = (body: Prose): CitationContext => {
  const { q } = useApi();
  const pins = useMemo(() => [...new Map(citedFacts(body).map((pin) => [pinKey(pin), pin])).values()], [body]);
  const found = useQuery({
    ...q.facts.atPins.queryOptions({ input: { pins } }),
    enabled: pins.length > 0,
    placeholderData: (previous) => previous,
  }).data;
  return useMemo(() => {
    const stale = new Set(found?.filter((entry) => entry.stale).map((entry) => pinKey(entry.pin)));
    return { numbered: false, sourceWord: '', numbersOf: () => undefined, isStale: (pin) => stale.has(pinKey(pin)) };
  }, [found]);
};

/** The note's own words; stale citations are settled in place. */
const Body = ({ note, readOnly }: { readonly note: NoteDetail; readonly readOnly: boolean }) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const edit = useEdit(note);
  const base = useRef(note.body);
  const context = useCitations(note.body);
  const read = async () => {
    const present = await api.notes.get({ id: note.id });
    return { revision: present.revision, prose: present.body };
  };
  const text = useAutosave<Prose>({
    id: note.id,
    value: note.body,
    revision: note.revision,
    write: (value, seen) =>
      writeProse({
        value,
        seen,
        base,
        read,
        write: async (body, from) => (await edit({ patch: { body }, seen: from })).revision,
      }),
  });
  if (text.state.kind === 'clean' && isAtLeast(note.revision, text.revision())) base.current = note.body;
  const settle = async (fact: string, keep?: string): Promise<void> => {
    if (!(await text.flush())) return;
    const { revision } = await api.facts.get({ id: fact });
    const present = await read();
    const body = repinned(present.prose, fact, revision);
    await edit({ patch: { body }, seen: present.revision, ...(keep === undefined ? {} : { reason: keep }) });
  };
  return (
    <>
      {text.state.kind === 'conflict' && (
        <ConflictBar mine={text.mine} onKeepMine={text.keepMine} onTakeTheirs={text.takeTheirs} read={read} />
      )}
      <ProseEditor
        context={context}
        label={t('notes:body')}
        onChange={text.change}
        onLeave={() => void text.flush()}
        onOpenFact={(fact) => goTo('facts', fact)}
        onSettle={(_editor, fact, keep) => settle(fact, keep)}
        placeholder={t('notes:bodyHint')}
        prose={text.shown}
        readOnly={readOnly}
      />
    </>
  );
};

/** Makes a fact out of the words selected in the note. */
const CaptureTool = () => {
  const { t } = useTranslation();
  const editor = useActiveEditor((state) => state.active?.editor ?? null);
  return (
    <Tooltip label={t('notes:captureLong')}>
      <Button
        disabled={!editor}
        leftSection={<IconSquarePlus size={16} />}
        onClick={() => editor && captureFrom(editor)}
        onMouseDown={(event) => event.preventDefault()}
        variant="subtle"
      >
        {t('notes:capture')}
      </Button>
    </Tooltip>
  );
};

const Kind = ({ note, readOnly }: { readonly note: NoteDetail; readonly readOnly: boolean }) => {
  const { t } = useTranslation();
  const edit = useEdit(note);
  return (
    <>
      <span>{t(note.retired ? 'notes:kindRetired' : 'notes:kind')}</span>
      <MarkingPicker
        readOnly={readOnly}
        save={async (marking) => {
          // A downgrade needs a reason and a name (TLP practice); the history keeps both.
          const lowered = compareMarkings(marking, note.marking) < 0;
          const reason = lowered ? await askReason(t('notes:lower', { from: note.marking, to: marking })) : '';
          if (reason !== null) await edit({ patch: { marking }, ...(reason ? { reason } : {}) });
        }}
        value={note.marking}
      />
    </>
  );
};

const Actions = ({ note }: { readonly note: NoteDetail }) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { undo } = useUndo();
  const act = async (): Promise<void> => {
    const ids = [note.id];
    await (note.retired ? api.notes.restore({ ids }) : api.notes.retire({ ids }));
    notice(t(note.retired ? 'notes:restoredSaid' : 'notes:retiredSaid', { count: 1 }), {
      label: t('notes:undo'),
      run: undo,
    });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('notes:actions')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!note.retired && (
          <Menu.Item leftSection={<IconMessage2 size={14} />} onClick={() => propose('note', note.id)}>
            {t('proposals:propose.open')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={note.retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
          onClick={() => attempt(act())}
        >
          {t(note.retired ? 'notes:restore' : 'notes:retire', { count: 1 })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

/** The note as it was read, each value editable where it stands. */
const Shown = ({ note, onClose }: { readonly note: NoteDetail; readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const library = useLibrary();
  const edit = useEdit(note);
  const readOnly = library.readOnly || note.retired;
  const changeLinks = (step: (links: readonly Link[]) => Link[]) =>
    onNewest(async () => {
      const { links, revision: seen } = await api.notes.get({ id: note.id });
      return edit({ patch: { links: step(links) }, seen });
    });
  return (
    <Detail
      actions={!library.readOnly && <Actions note={note} />}
      kind={<Kind note={note} readOnly={readOnly} />}
      label={t('notes:detail')}
      onClose={onClose}
    >
      <RecordConflicts id={note.id} kind="note">
        <Rivals field="marking" named />
        <h2 className={classes.title}>
          <InlineText
            autoEdit={note.title === ''}
            label={t('notes:title')}
            placeholder={t('notes:untitled')}
            readOnly={readOnly}
            save={(title) => edit({ patch: { title: title.trim() } })}
            value={note.title}
          />
        </h2>
        <Rivals field="title" />
        {!readOnly && (
          <div className={classes.tools}>
            <FormatBar>
              <CaptureTool />
            </FormatBar>
          </div>
        )}
        <div className={classes.body}>
          <Rivals field="body" />
          <Body note={note} readOnly={readOnly} />
        </div>
        <Rivals field="links" named />
      </RecordConflicts>
      <RecordProposals id={note.id} kind="note" readOnly={readOnly} />
      <DetailPart title={t('notes:tags')}>
        <TagInput
          label={t('notes:tags')}
          readOnly={readOnly}
          save={(tags) => edit({ patch: { tags } })}
          value={note.tags}
        />
      </DetailPart>
      <DetailPart title={t('notes:links.title')}>
        <LinkList links={note.linked} onChange={changeLinks} own={note.id} readOnly={readOnly} />
      </DetailPart>
      <DetailPart title={t('notes:history')}>
        <NoteHistory id={note.id} />
      </DetailPart>
    </Detail>
  );
};

interface Props {
  readonly id: string;
  readonly onClose: () => void;
}

/** One note: title, words with fact citations, tags, what it is linked with, history. */
const NotePane = ({ id, onClose }: Props) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const found = useQuery(q.notes.get.queryOptions({ input: { id } }));
  const note = found.data;
  if (note) return <Shown note={note} onClose={onClose} />;
  return (
    <Detail kind={t('notes:kind')} label={t('notes:kind')} onClose={onClose}>
      {found.isError && <Problem error={found.error} />}
    </Detail>
  );
};
export default NotePane;
