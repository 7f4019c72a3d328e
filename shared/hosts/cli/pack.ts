import type { Command } from 'commander';
import type { Api } from '../../contract/api.ts';
import type { PackResult } from '../../contract/exchange.ts';
import { Refusal } from '../../core/refusal.ts';
import type { Marking } from '../../model/marking.ts';
import { bytes, count } from './output.ts';
import { passphraseFrom } from './passphrase.ts';
import { DONE, UsageError } from './problems.ts';
import type { Bind } from './program.ts';
import type { Session } from './session.ts';
import { marking } from './values.ts';

export interface PackOptions {
  readonly briefing?: string;
  readonly query?: string;
  readonly tag?: string[];
  readonly subject?: string[];
  readonly proposals?: boolean;
  readonly maxTlp?: Marking;
  readonly note?: string;
  readonly for?: string;
  readonly since?: boolean;
  readonly passphraseFile?: string;
  readonly to?: string[];
}

const sameName = (a: string, b: string): boolean =>
  a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase();

/** The ids of the subjects that go by a name, an alias or an id; for those joined to another, of that one. */
const subjectsNamed = async (session: Session, api: Api, wanted: string): Promise<string[]> => {
  const goesBy = (id: string, ...names: readonly string[]): boolean =>
    id === wanted || names.some((name) => sameName(name, wanted));
  const all = await session.all((offset) => api.subjects.list({ offset, limit: 1000 }));
  const joined = await session.all((offset) =>
    api.duplicates.list({ state: 'joined', kind: 'subject', offset, limit: 1000 }),
  );
  const found = [
    ...all.filter(({ id, name, aliases }) => goesBy(id, name, ...aliases)),
    ...joined.filter(({ other }) => other.id === wanted).map(({ keep }) => keep),
  ];
  if (found.length === 0)
    throw new Refusal(
      'NOT_FOUND',
      'subject-missing',
      `There is no subject “${wanted}”; give a name, an alias or an id that the library holds.`,
      { subject: wanted },
    );
  return [...new Set(found.map(({ id }) => id))];
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
    ...(options.since ? { since: options.for ?? '' } : {}),
  };
};

/** What the options of a pack say, as the Api takes it. */
export const packInput = async (session: Session, api: Api, options: PackOptions) => {
  if (options.since && options.for === undefined) throw new UsageError('--since needs --for with a colleague.');
  return {
    choice: await choiceOf(session, api, options),
    ...(options.note === undefined ? {} : { note: options.note }),
    ...(options.for === undefined ? {} : { for: options.for }),
    ...passphraseFrom(options.passphraseFile),
    ...(options.to === undefined ? {} : { to: options.to }),
  };
};

/** The options that say what goes into a pack and for whom. */
export const addPackOptions = (command: Command): Command =>
  command
    .option('--briefing <briefing>', 'a briefing, by id or exact title, with all that it rests on')
    .option('--query <words>', 'facts that hold these words, in the language of search')
    .option('--tag <tag...>', 'facts with all of these tags')
    .option('--subject <name...>', 'facts about one of these subjects, by name, alias or id')
    .option('--proposals', 'also proposals for records that do not go along; alone: only proposals')
    .option('--max-tlp <marking>', 'keep back what is or was marked higher (default: RED)', marking)
    .option('--note <text>', 'cover note for who gets it')
    .option('--for <colleague>', 'who gets it: what goes is remembered as being with them')
    .option('--since', 'with --for: only what changed since the last exchange with them')
    .option('--passphrase-file <file>', 'encrypt it (age) with the first line of this file')
    .option('--to <key...>', 'encrypt it (age) to public keys: age1…, or names of colleagues (see keys)');

/** Waits for a pack; undefined when nothing is new since the last exchange, which is no failure. */
export const finishPack = async (session: Session, task: string): Promise<PackResult | undefined> => {
  try {
    return await session.finish('pack', task);
  } catch (error) {
    if (error instanceof Refusal && error.data.reason === 'nothing-new') {
      session.output.note(error.message);
      return undefined;
    }
    throw error;
  }
};

/** Tells of a pack that stands at `out` now, or that there was nothing to write. */
export const tellPack = (session: Session, made: PackResult | undefined, out: string): void => {
  const { bytes: size, records, withheld } = made ?? { bytes: 0, records: 0, withheld: 0 };
  session.output.result({ ...made, file: made ? out : null, bytes: size, records, withheld }, () => {
    if (!made) return 'No pack was written.';
    const kept = withheld > 0 ? ` ${count(withheld, 'record')} kept back because of marking.` : '';
    return `Wrote ${out} (${count(records, 'record')}, ${bytes(size)}).${kept}`;
  });
};

/** The command that writes a pack for colleagues. */
export const addPackCommand = (program: Command, bind: Bind): void => {
  const command = program
    .command('pack')
    .description('write a pack to share: everything, or what is chosen with all that it needs')
    .argument('<library>', 'library file (.bwlib)')
    .requiredOption('--out <file>', 'pack to write (.bwpack); an existing file is replaced once the new one is whole');
  addPackOptions(command).action(
    bind(async (session, library: string, options: PackOptions & { readonly out: string }) => {
      const api = await session.open(library);
      const { task } = await api.packs.start({
        ...(await packInput(session, api, options)),
        file: await session.grant(options.out),
      });
      tellPack(session, await finishPack(session, task), options.out);
      return DONE;
    }),
  );
};
