import type { Command } from 'commander';
import type { Api } from '../../contract/api.ts';
import type { ChangedDetail, ChangedRecord } from '../../contract/changes.ts';
import { fieldName, fieldNames } from '../../model/field-names.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { count, entries } from './output.ts';
import { DONE, UsageError } from './problems.ts';
import type { Bind } from './program.ts';
import { oneOf } from './values.ts';

const PAGE = 1000;
const LIBRARY = 'library file (.bwlib)';

interface ListOptions {
  readonly by?: string;
  readonly kind?: RecordKind;
  readonly all?: boolean;
  readonly looked?: boolean;
}

type Overview = Awaited<ReturnType<Api['changes']['overview']>>;

const EFFECTS: Readonly<Record<ChangedRecord['effect'], string>> = {
  added: 'added',
  updated: 'changed',
  deleted: 'retired',
  restored: 'brought back',
};

const when = (ms: number): string => new Date(ms).toISOString();

const recordWords = ({ kind, effect, fields, authors, receipt, conflict, takenBack }: ChangedRecord): string =>
  [
    `${EFFECTS[effect]} by ${authors.join(', ')}`,
    effect === 'updated' ? fieldNames(kind, fields) : '',
    `receipt ${receipt}`,
    conflict ? 'in conflict' : '',
    takenBack ? 'taken back' : '',
  ]
    .filter(Boolean)
    .join('; ');

const listWords = ({ lookedAt }: Overview, items: readonly ChangedRecord[], all: boolean): string => {
  const since = all ? '' : lookedAt === null ? '; you have not looked yet' : ` since you looked on ${when(lookedAt)}`;
  if (items.length === 0) return `Nothing came in${all ? '' : ' since you last looked'}.`;
  const list = entries(
    items,
    ({ kind, title }) => `${kind}: ${title}`,
    (item) => [item.id, recordWords(item)],
  );
  return `${count(items.length, 'record')} changed by others${since}:\n${list}`;
};

const shown = (value: ChangedDetail['by'][number]['fields'][number]['now'], names: ChangedDetail['names']): string =>
  (typeof value === 'string' ? names[value] : undefined) ?? JSON.stringify(value);

const detailWords = ({ kind, title, names, by }: ChangedDetail): string =>
  [
    `${kind}: ${title}`,
    ...by.flatMap(({ author, at, receivedAt, receipt, from, reasons, fields }) => [
      `${author}, ${when(at)}; came from ${from || 'nobody named'} with receipt ${receipt}, ${when(receivedAt)}`,
      ...reasons.map((reason) => `  reason: ${reason}`),
      ...fields.map(
        ({ field, before, after, conflict }) =>
          `  ${fieldName(kind, field)}: ${shown(before, names)} → ${shown(after, names)}${conflict ? ' (in conflict)' : ''}`,
      ),
    ]),
  ].join('\n');

/** What others changed and merges brought in since one last looked. */
export const addChangeCommands = (program: Command, bind: Bind): void => {
  const changes = program
    .command('changes')
    .description('list what others changed and merges brought in since you last looked')
    .argument('<library>', LIBRARY)
    .option('--by <name>', 'only what this colleague changed')
    .option('--kind <kind>', RECORD_KINDS.join(', '), oneOf(RECORD_KINDS))
    .option('--all', 'also what you looked at already, and what was taken back')
    .option('--looked', 'note that you have looked; next time only what came later is listed')
    .action(
      bind(async (session, library: string, { by, kind, all = false, looked = false }: ListOptions) => {
        if (looked && (by !== undefined || kind !== undefined))
          throw new UsageError('--looked counts for everything; leave out --by and --kind.');
        const api = await session.open(library);
        const overview = await api.changes.overview({ all });
        const items = await session.all((offset) => api.changes.since({ author: by, kind, all, offset, limit: PAGE }));
        if (looked) await api.changes.looked({ receipt: overview.newest });
        session.output.list(items, () => listWords(overview, items, all), { ...overview, items });
        return DONE;
      }),
    );
  changes
    .command('show')
    .description('show what each colleague changed in one record, from what to what')
    .argument('<library>', LIBRARY)
    .argument('<record>', 'its id')
    .option('--all', 'also what you looked at already, and what was taken back')
    .action(
      bind(async (session, library: string, id: string, { all = false }: { all?: boolean }) => {
        const found = await (await session.open(library)).changes.get({ id, all });
        session.output.result(found, () => detailWords(found));
        return DONE;
      }),
    );
};
