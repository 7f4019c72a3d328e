import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconBook2, IconDiamonds, IconFileText, IconNotes, IconPlus, IconTag, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteDetail } from '#shared/contract/notes.ts';
import type { Hit, SearchKind } from '#shared/contract/search.ts';
import type { Link } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import type { Feature } from '../../app/address.ts';
import { attempt } from '../../app/notices.tsx';
import { goTo } from '../../app/place.ts';
import classes from './Notes.module.css';

const ICONS = {
  fact: IconDiamonds,
  source: IconBook2,
  note: IconNotes,
  briefing: IconFileText,
  subject: IconTag,
} as const;
const SCREENS: Readonly<Partial<Record<string, Feature>>> = {
  fact: 'facts',
  source: 'sources',
  note: 'notes',
  briefing: 'briefings',
};
const KINDS: SearchKind[] = ['fact', 'source', 'note', 'briefing'];
const SHOWN = 12;

const Icon = ({ kind }: { readonly kind: string }) => {
  const Known = ICONS[kind as keyof typeof ICONS] ?? IconNotes;
  return <Known aria-hidden size={16} stroke={1.7} />;
};

interface PickerProps {
  readonly onPick: (hit: Hit) => void;
  readonly onCancel: () => void;
}

const Picker = ({ onPick, onCancel }: PickerProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const words = typed.trim();
  // A search by whole words; what is being typed is a beginning.
  const query = /[\p{L}\p{N}]$/u.test(words) ? `${words}*` : words;
  const found = useQuery({
    ...q.search.query.queryOptions({ input: { query, in: KINDS, limit: SHOWN } }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  }).data;
  const hits = words === '' ? [] : (found?.hits ?? []);
  const at = Math.min(chosen, Math.max(0, hits.length - 1));
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hit = hits[at];
    if (step !== undefined) setChosen(Math.max(0, Math.min(hits.length - 1, at + step)));
    else if (event.key === 'Enter' && hit) onPick(hit);
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="bw-pick">
      <div className="bw-pick-field">
        <input
          aria-activedescendant={hits[at] ? `${id}-${hits[at].id}` : undefined}
          aria-controls={id}
          aria-expanded
          aria-label={t('notes:links.find')}
          // biome-ignore lint/a11y/noAutofocus: the picker opens because its button was pressed
          autoFocus
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKey}
          placeholder={t('notes:links.find')}
          role="combobox"
          value={typed}
        />
      </div>
      <div aria-label={t('notes:links.find')} className="bw-pick-list" id={id} role="listbox">
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the keyboard for the whole list
          <div
            aria-selected={index === at}
            className={`bw-pick-item ${classes.hit}`}
            id={`${id}-${hit.id}`}
            key={hit.id}
            onClick={() => onPick(hit)}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setChosen(index)}
            role="option"
            tabIndex={-1}
          >
            <Icon kind={hit.kind} />
            <span>
              <span className="visually-hidden">{t(`notes:links.kinds.${hit.kind}`)} </span>
              {hit.title || t('notes:untitled')}
            </span>
          </div>
        ))}
      </div>
      <p aria-live="polite" className="bw-pick-hint">
        {t(words !== '' && found && hits.length === 0 ? 'notes:links.none' : 'notes:links.hint')}
      </p>
    </div>
  );
};

interface Props {
  readonly links: NoteDetail['linked'];
  readonly own: string;
  readonly readOnly: boolean;
  /** Adds or takes links, whatever links there are by then. */
  readonly onChange: (step: (links: readonly Link[]) => Link[]) => Promise<unknown>;
}

/** The records a note is about; each opens with a click. */
export const LinkList = ({ links, own, readOnly, onChange }: Props) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const add = ({ kind, id }: Hit): void => {
    setOpen(false);
    if (id !== own && !links.some((link) => link.id === id))
      attempt(onChange((others) => [...others.filter((link) => link.id !== id), { kind, id }]));
  };
  return (
    <>
      <ul className={classes.links}>
        {links.map((link) => {
          const screen = SCREENS[link.kind];
          return (
            <li key={link.id}>
              <button
                className={classes.link}
                data-retired={link.retired || undefined}
                disabled={!screen}
                onClick={() => screen && goTo(screen, link.id)}
                type="button"
              >
                <Icon kind={link.kind} />
                <span>
                  {link.title || t('notes:untitled')}
                  {link.retired && ` (${t('notes:links.retired')})`}
                </span>
              </button>
              {!readOnly && (
                <ActionIcon
                  aria-label={t('notes:links.remove', { title: link.title })}
                  onClick={() => attempt(onChange((all) => all.filter((other) => other.id !== link.id)))}
                  size={22}
                >
                  <IconX size={13} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      {!readOnly && (
        <Popover onChange={setOpen} opened={open} position="bottom-start" returnFocus>
          <Popover.Target>
            <Button
              leftSection={<IconPlus size={14} />}
              onClick={() => setOpen(!open)}
              size="compact-sm"
              variant="subtle"
            >
              {t('notes:links.add')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown p={0}>
            <Picker onCancel={() => setOpen(false)} onPick={add} />
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
};
