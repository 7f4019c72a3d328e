import type { ChangeEvent, Edit } from '../../contract/edits.ts';
import type { Task } from '../../contract/tasks.ts';
import type { ServiceOf } from '../router.ts';
import type { Readable, Row } from '../store/handle.ts';
import { revertStep } from '../store/revert.ts';
import type { Context } from './context.ts';
import { noteMergeBack } from './receipts.ts';
import { stream } from './stream.ts';

const readEdit = (db: Readable, row: Row | undefined): Edit | null =>
  row
    ? {
        id: row.n as number,
        title: row.title as string,
        subject: row.subject as string,
        at: row.at as number,
        author: db.name('authors', row.author as number),
      }
    : null;

const undoable = (db: Readable): Row | undefined =>
  db.get('SELECT * FROM edits WHERE undoable = 1 AND undone_by IS NULL ORDER BY n DESC LIMIT 1');

/** The step undone last is the one with the smallest number: undo goes backwards. */
const redoable = (db: Readable): Row | undefined =>
  db.get('SELECT * FROM edits WHERE undoable = 1 AND undone_by IS NOT NULL ORDER BY n LIMIT 1');

export const editsService = (context: Context): ServiceOf<'edits'> => ({
  state: () => ({
    undo: readEdit(context.read, undoable(context.read)),
    redo: readEdit(context.read, redoable(context.read)),
  }),
  undo: (_input, signal) =>
    context.writeLong({ title: 'undo', subject: '', undoable: false }, async (write) => {
      const row = undoable(write.db);
      if (!row) return { edit: null, kept: 0 };
      const kept = await revertStep(write, row.n as number, signal);
      write.db.run('UPDATE edits SET undone_by = ? WHERE n = ?', write.edit, row.n as number);
      noteMergeBack(write, row.n as number, null);
      return { edit: readEdit(write.db, row), kept };
    }),
  redo: (_input, signal) =>
    context.writeLong({ title: 'redo', subject: '', undoable: false }, async (write) => {
      const row = redoable(write.db);
      if (!row) return { edit: null, kept: 0 };
      // Redoing a step is taking back what undid it.
      const kept = await revertStep(write, row.undone_by as number, signal);
      write.db.run('UPDATE edits SET undone_by = NULL WHERE n = ?', row.n as number);
      noteMergeBack(write, row.n as number, write.now);
      return { edit: readEdit(write.db, row), kept };
    }),
  recent: ({ limit }) =>
    context.read
      .all('SELECT * FROM edits ORDER BY n DESC LIMIT ?', limit)
      .flatMap((row) => readEdit(context.read, row) ?? []),
});

/** `attend` is told that somebody listens, and gives back what to call when they no longer do. */
export const eventsService = (context: Context, attend: () => () => void): ServiceOf<'events'> => ({
  watch: (_input, signal) =>
    stream<ChangeEvent>((tell) => {
      const ends = [context.listen(tell), attend()];
      return () => {
        for (const end of ends) end();
      };
    }, signal),
});

export const tasksService = (context: Context): ServiceOf<'tasks'> => ({
  list: () => context.tasks.list(),
  watch: ({ task }, signal) => {
    const { tasks } = context;
    tasks.get(task); // Refuses an unknown one now, and not when the stream is read.
    return stream<Task>((tell, end) => {
      const update = (state: Task): void => {
        tell(state);
        if (state.state !== 'running') end();
      };
      // Read only now: it may have ended since the call.
      update(tasks.get(task));
      return tasks.listen(task, update);
    }, signal);
  },
  cancel: ({ task }) => context.tasks.cancel(task),
});
