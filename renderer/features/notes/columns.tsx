import { useTranslation } from 'react-i18next';
import type { NoteItem } from '#shared/contract/notes.ts';
import { formatTimeShort } from '../../i18n/format.ts';
import { ConflictBadge } from '../../ui/ConflictBadge.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import type { Column } from '../../ui/table/columns.ts';
import classes from './Notes.module.css';

const NONE = '–';

const Title = ({ note }: { readonly note: NoteItem }) => {
  const { t } = useTranslation();
  return (
    <span dir="auto" title={note.excerpt}>
      {note.inConflict && <ConflictBadge />}
      {note.title || <em>{t('notes:untitled')}</em>}
      {note.excerpt && <span className={classes.excerpt}> {note.excerpt}</span>}
    </span>
  );
};

/** The columns of the list of notes. */
export const NOTE_TABLE: readonly Column<NoteItem>[] = [
  { id: 'title', title: 'notes:columns.title', min: 180, sortable: true, cell: (note) => <Title note={note} /> },
  {
    id: 'tags',
    title: 'notes:columns.tags',
    width: 150,
    leaves: 3,
    cell: (note) => <span title={note.tags.join(', ')}>{note.tags.join(', ') || NONE}</span>,
  },
  {
    id: 'updatedAt',
    title: 'notes:columns.updatedAt',
    width: 124,
    leaves: 2,
    align: 'end',
    sortable: true,
    cell: (note) => formatTimeShort(note.updatedAt),
  },
  {
    id: 'marking',
    title: 'notes:columns.marking',
    width: 84,
    leaves: 1,
    cell: (note) => <TlpLabel marking={note.marking} short />,
  },
];
