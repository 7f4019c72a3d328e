import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import * as z from 'zod';
import type { Api } from '../../contract/api.ts';
import type {
  ConflictField,
  Inspection,
  MergeItem,
  MergeResult,
  PreviewResult,
  SignatureVerdict,
} from '../../contract/exchange.ts';
import { fieldMeant, fieldName, fieldNames } from '../../model/field-names.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { count, entries } from './output.ts';
import { passphraseFrom } from './passphrase.ts';
import { DONE, PARTLY, REFUSED, UsageError } from './problems.ts';
import type { Bind } from './program.ts';
import type { Session } from './session.ts';
import { wholeNumber } from './values.ts';

/** Records that a person is shown; a program gets all. */
const SHOWN = 20;
const PAGE = 1000;

/** Kinds whose plural is not the word and an s. */
const PLURALS: Partial<Record<RecordKind, string>> = { evidence: 'pieces of evidence' };
const SINGULARS: Partial<Record<RecordKind, string>> = { evidence: 'piece of evidence' };

const kindsOf = (records: Inspection['records']): string =>
  RECORD_KINDS.filter((kind) => records[kind] > 0)
    .map((kind) => count(records[kind], SINGULARS[kind] ?? kind, PLURALS[kind]))
    .join(', ') || 'no records';

const SIGNED: Readonly<Record<SignatureVerdict['state'], (signature: SignatureVerdict) => string>> = {
  unsigned: () => 'It is not signed.',
  own: () => 'It is signed by your own key.',
  known: ({ holder }) => `It is signed by ${holder}, with the key that is remembered.`,
  new: ({ fingerprint }) => `It is signed by a key that is not known yet: ${fingerprint}.`,
  changed: ({ fingerprint }) => `ATTENTION: it is signed by another key than before: ${fingerprint}.`,
};

const signedBy = ({ signature }: Inspection): string[] => (signature ? [SIGNED[signature.state](signature)] : []);

const KIND_WORDS: Readonly<Record<Inspection['kind'], string>> = {
  pack: 'a pack',
  library: 'a library',
  pdf: 'a PDF report with a pack',
  encrypted: 'an encrypted file',
};

const inspected = (file: string, found: Inspection): string => {
  if (!found.safe)
    return [`${file} would not be merged:`, ...found.problems.map((problem) => `  ${problem}`)].join('\n');
  const lines = [`${file} is ${KIND_WORDS[found.kind]} from ${found.from || 'nobody named'}, ${found.createdAt}.`];
  lines.push(
    `It holds ${kindsOf(found.records)}; it points to ${count(found.withheld, 'record')} that it does not hold.`,
  );
  lines.push(...signedBy(found));
  if (found.note !== '') lines.push(`Note: ${found.note}`);
  return [...lines, ...found.problems].join('\n');
};

type Counts = Pick<MergeResult, 'added' | 'updated' | 'unchanged' | 'conflicts' | 'deleted'>;

/** What a merge did, in words. */
export const counted = ({ added, updated, unchanged, conflicts, deleted }: Counts): string =>
  `${added} added, ${updated} updated, ${deleted} deleted, ${count(conflicts, 'conflict')}, ${unchanged} unchanged`;

/** The records of a preview, which a program gets whole; reading what a person is not shown would take its time. */
const itemsOf = async (session: Session, api: Api, preview: string): Promise<readonly MergeItem[]> =>
  session.output.isForProgram
    ? session.all((offset) => api.merges.items({ preview, offset, limit: PAGE }))
    : (await api.merges.items({ preview, offset: 0, limit: SHOWN })).items;

const changing = ({ added, updated, conflicts, deleted }: Counts): number => added + updated + conflicts + deleted;

const previewed = (found: PreviewResult, items: readonly MergeItem[]): string =>
  [
    `Merging would give: ${counted(found)}.`,
    ...signedBy(found.inspection),
    ...items.map(({ effect, kind, title, by }) => `  ${effect}: ${kind} “${title}”, by ${by}`),
    ...(changing(found) > SHOWN ? [`  and ${changing(found) - SHOWN} more; use --json to see all.`] : []),
    ...found.warnings,
    'Nothing was written.',
  ].join('\n');

const takeSchema = z.union([z.array(z.uuid()), z.object({ leave: z.array(z.uuid()) })]);

/** Records to leave, from a file that lists what to take or what to leave. */
const leaveFrom = (file: string, offered: readonly string[]): string[] => {
  let given: z.infer<typeof takeSchema>;
  try {
    given = takeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new UsageError(
      `${file} must hold a JSON list of the ids to take, or {"leave": […]} with those to leave; --preview --json lists them.`,
    );
  }
  if (!Array.isArray(given)) return given.leave;
  const take = new Set(given);
  return offered.filter((id) => !take.has(id));
};

interface MergeOptions {
  readonly preview?: boolean;
  readonly take: string;
  readonly acceptKey?: boolean;
  readonly passphraseFile?: string;
}

const addMerge = (program: Command, bind: Bind): void => {
  const merge = program
    .command('merge')
    .description('merge a pack, a library or a PDF with a pack from a colleague; it can be taken back')
    .argument('<library>', 'library file (.bwlib)')
    .argument('<file>', 'pack (.bwpack), library (.bwlib), or report (.pdf) with a pack')
    .option('--preview', 'tell what would happen and write nothing')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of an encrypted pack')
    .option('--accept-key', 'take the new key of a sender who has signed with another before')
    .option('--take <what>', 'all, none, or a JSON file with the ids to take or {"leave": […]}', 'all')
    .action(
      bind(async (session, library: string, file: string, options: MergeOptions) => {
        const { preview: only, take, acceptKey = false, passphraseFile } = options;
        const api = await session.open(library);
        const { task } = await api.merges.preview({
          file: await session.grant(file),
          ...passphraseFrom(passphraseFile),
        });
        const found = await session.finish('preview', task);
        if (only || take === 'none') {
          const items = await itemsOf(session, api, found.preview);
          session.output.result({ ...found, items }, () => previewed(found, items));
          return DONE;
        }
        const leave = take === 'all' ? [] : leaveFrom(take, await api.merges.ids({ preview: found.preview }));
        const { task: merging } = await api.merges.apply({ preview: found.preview, leave, acceptKey });
        const result = await session.finish('merge', merging);
        for (const warning of found.warnings) session.output.note(warning);
        session.output.result(result, () =>
          result.receipt === null
            ? 'There was nothing new to merge.'
            : `Merged: ${counted(result)}. Take it back with \`briefwright merge undo ${library} ${result.receipt}\`.`,
        );
        return found.warnings.length > 0 ? PARTLY : DONE;
      }),
    );
  merge
    .command('receipts')
    .description('list what was merged, newest first')
    .argument('<library>', 'library file (.bwlib)')
    .action(
      bind(async (session, library: string) => {
        const receipts = await (await session.open(library)).merges.receipts();
        session.output.list(receipts, () =>
          entries(
            receipts,
            ({ id, name, from, undoneAt }) =>
              `${id}  ${name} from ${from || 'nobody named'}${undoneAt ? ', taken back' : ''}`,
            (receipt) => [counted(receipt)],
          ),
        );
        return DONE;
      }),
    );
  merge
    .command('undo')
    .description('take a merge back, without touching what was edited since')
    .argument('<library>', 'library file (.bwlib)')
    .argument('<receipt>', 'number of its receipt', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action(
      bind(async (session, library: string, receipt: number) => {
        const result = await (await session.open(library)).merges.undo({ receipt });
        session.output.result(
          result,
          () => `Took back ${count(result.undone, 'record')}; ${count(result.kept, 'later edit')} left alone.`,
        );
        return DONE;
      }),
    );
};

const addInspect = (program: Command, bind: Bind): void => {
  program
    .command('inspect')
    .description('look at a pack, library or PDF from somebody else, importing nothing')
    .argument('<file>', 'file to look at')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of an encrypted pack')
    .action(
      bind(async (session, file: string, { passphraseFile }: { passphraseFile?: string }) => {
        const { api } = await session.core();
        const { task } = await api.merges.inspect({
          file: await session.grant(file),
          ...passphraseFrom(passphraseFile),
        });
        const found = await session.finish('inspect', task);
        session.output.result(found, () => inspected(file, found));
        return found.safe ? DONE : REFUSED;
      }),
    );
};

const fieldWords = (kind: RecordKind, { field, values }: ConflictField): string =>
  [
    `${fieldName(kind, field)}:`,
    ...values.map(
      ({ value, author, at, dot, shown }) =>
        `  ${shown ? '* ' : '  '}${JSON.stringify(value)}, ${author}, ${new Date(at).toISOString()}\n      ${dot}`,
    ),
  ].join('\n');

/** The record in conflict with that id. */
const findConflict = async (session: Session, api: Api, id: string): Promise<{ kind: RecordKind; id: string }> => {
  const items = await session.all((offset) => api.conflicts.list({ offset, limit: PAGE }));
  const found = items.find((item) => item.id === id);
  if (!found) throw new UsageError(`There is no conflict in a record with the id ${id}; list the conflicts.`);
  return found;
};

interface ResolveOptions {
  readonly use?: string;
  readonly value?: string;
  readonly by?: string;
  readonly newest?: boolean;
  readonly dryRun?: boolean;
  readonly reason?: string;
}

const parseValue = (text: string) => {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    throw new UsageError('--value must be JSON, such as "text" in double quotes, 5, or true.');
  }
};

const resolveOne = async (
  session: Session,
  api: Api,
  id: string,
  field: string | undefined,
  { use, value, reason = '' }: ResolveOptions,
): Promise<number> => {
  if (field === undefined || (use === undefined) === (value === undefined))
    throw new UsageError('Name the field, and give either --use with the dot of a value or --value with a new one.');
  const { kind } = await findConflict(session, api, id);
  const chosen = use !== undefined ? { dot: use } : { value: parseValue(value ?? '') };
  const meant = fieldMeant([kind], field);
  const { left } = await api.conflicts.resolve({ kind, id, field: meant, use: chosen, reason });
  session.output.result(
    { left },
    () => `Settled “${fieldName(kind, meant)}”; ${count(left, 'field')} of this record left.`,
  );
  return DONE;
};

const addConflicts = (program: Command, bind: Bind): void => {
  const conflicts = program
    .command('conflicts')
    .description('settle fields in which more than one value survived a merge');
  conflicts
    .command('list')
    .description('list the records in conflict, newest first')
    .argument('<library>', 'library file (.bwlib)')
    .action(
      bind(async (session, library: string) => {
        const api = await session.open(library);
        const items = await session.all((offset) => api.conflicts.list({ offset, limit: PAGE }));
        session.output.list(items, () =>
          items.length === 0
            ? 'There are no conflicts.'
            : entries(
                items,
                ({ kind, title }) => `${kind}: ${title}`,
                ({ kind, id, fields, authors }) => [id, `${fieldNames(kind, fields)}; ${authors.join(', ')}`],
              ),
        );
        return DONE;
      }),
    );
  conflicts
    .command('show')
    .description('show every surviving value of a record in conflict')
    .argument('<library>', 'library file (.bwlib)')
    .argument('<record>', 'its id')
    .action(
      bind(async (session, library: string, id: string) => {
        const api = await session.open(library);
        const { kind } = await findConflict(session, api, id);
        const found = await api.conflicts.get({ kind, id });
        session.output.result(found, () =>
          [`${kind}: ${found.title}`, ...found.fields.map((field) => fieldWords(kind, field))].join('\n'),
        );
        return DONE;
      }),
    );
  conflicts
    .command('resolve')
    .description('settle one field, or many by a rule')
    .argument('<library>', 'library file (.bwlib)')
    .argument('[record]', 'id of the record; none for --by and --newest')
    .argument('[field]', 'what show calls the field; State for a deletion that met an edit')
    .option('--use <dot>', 'take the value with this dot (see show)')
    .option('--value <json>', 'write this value instead')
    .option('--by <author>', 'in all records take the value of this author')
    .option('--newest', 'in all records take the newest value')
    .option('--reason <text>', 'why, for the history; needed where a marking is lowered')
    .option('--dry-run', 'with --by or --newest: tell how many, and write nothing')
    .action(
      bind(
        async (
          session,
          library: string,
          id: string | undefined,
          field: string | undefined,
          options: ResolveOptions,
        ) => {
          const api = await session.open(library);
          if (id !== undefined) return resolveOne(session, api, id, field, options);
          const { by, newest, dryRun = false, reason = '' } = options;
          if ((by === undefined) === !newest)
            throw new UsageError('Name a record and a field, or give --by or --newest.');
          const rule = by === undefined ? 'newest' : { author: by };
          const result = await api.conflicts.resolveMany({ by: rule, dryRun, reason });
          session.output.result(
            result,
            () =>
              `${dryRun ? 'Would settle' : 'Settled'} ${count(result.resolved, 'conflict')}; ${result.left} left.${
                dryRun && result.lowered > 0
                  ? ` It would lower ${count(result.lowered, 'marking')}: give a --reason.`
                  : ''
              }`,
          );
          return DONE;
        },
      ),
    );
};

/** Looking at files of colleagues, merging them, and settling what contradicts. */
export const addMergeCommands = (program: Command, bind: Bind): void => {
  addInspect(program, bind);
  addMerge(program, bind);
  addConflicts(program, bind);
};
