import type { Command } from 'commander';
import type { Api } from '../../contract/api.ts';
import { Refusal } from '../../core/refusal.ts';
import type { Marking } from '../../model/marking.ts';
import { bytes, count } from './output.ts';
import { passphraseFrom } from './passphrase.ts';
import { DONE } from './problems.ts';
import type { Bind } from './program.ts';
import type { Session } from './session.ts';
import { marking } from './values.ts';

interface PackOptions {
  readonly out: string;
  readonly briefing?: string;
  readonly query?: string;
  readonly tag?: string[];
  readonly subject?: string[];
  readonly proposals?: boolean;
  readonly maxTlp?: Marking;
  readonly note?: string;
  readonly passphraseFile?: string;
}

const sameName = (a: string, b: string): boolean =>
  a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase();

/** The ids of the subjects that go by a name, an alias or an id. */
const subjectsNamed = async (session: Session, api: Api, wanted: string): Promise<string[]> => {
  const all = await session.all((offset) => api.subjects.list({ offset, limit: 1000 }));
  const found = all.filter(
    ({ id, name, aliases }) => id === wanted || [name, ...aliases].some((one) => sameName(one, wanted)),
  );
  if (found.length === 0)
    throw new Refusal(
      'NOT_FOUND',
      'subject-missing',
      `There is no subject “${wanted}”; give a name, an alias or an id that the library holds.`,
      { subject: wanted },
    );
  return found.map(({ id }) => id);
};

const choiceOf = async (session: Session, api: Api, options: PackOptions) => {
  const subjects: string[] = [];
  for (const name of options.subject ?? []) subjects.push(...(await subjectsNamed(session, api, name)));
  return {
    ...(options.briefing === undefined
      ? {}
      : { briefing: (await api.briefings.get({ briefing: options.briefing })).id }),
    ...(options.query === undefined ? {} : { query: options.query }),
    tags: options.tag ?? [],
    subjects,
    proposals: options.proposals ?? false,
    ceiling: options.maxTlp ?? ('RED' as const),
  };
};

/** The commands that exchange records with colleagues. */
export const addPackCommand = (program: Command, bind: Bind): void => {
  program
    .command('pack')
    .description('write a pack to share: everything, or what is chosen with all that it needs')
    .argument('<library>', 'library file (.bwlib)')
    .requiredOption('--out <file>', 'pack to write (.bwpack); an existing file is replaced once the new one is whole')
    .option('--briefing <briefing>', 'a briefing, by id or exact title, with all that it rests on')
    .option('--query <words>', 'facts that hold these words, in the language of search')
    .option('--tag <tag...>', 'facts with all of these tags')
    .option('--subject <name...>', 'facts about one of these subjects, by name, alias or id')
    .option('--proposals', 'also proposals for records that do not go along; alone: only proposals')
    .option('--max-tlp <marking>', 'keep back what is or was marked higher (default: RED)', marking)
    .option('--note <text>', 'cover note for who gets it')
    .option('--passphrase-file <file>', 'encrypt it (age) with the first line of this file')
    .action(
      bind(async (session, library: string, options: PackOptions) => {
        const api = await session.open(library);
        const { task } = await api.packs.start({
          choice: await choiceOf(session, api, options),
          file: await session.grant(options.out),
          ...(options.note === undefined ? {} : { note: options.note }),
          ...passphraseFrom(options.passphraseFile),
        });
        const made = await session.finish('pack', task);
        session.output.result({ ...made, file: options.out }, () => {
          const kept = made.withheld > 0 ? ` ${count(made.withheld, 'record')} kept back because of marking.` : '';
          return `Wrote ${options.out} (${count(made.records, 'record')}, ${bytes(made.bytes)}).${kept}`;
        });
        return DONE;
      }),
    );
};
