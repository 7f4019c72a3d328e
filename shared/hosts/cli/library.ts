import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { bytes, count, pairs } from './output.ts';
import { DONE, PARTLY } from './problems.ts';
import type { Bind } from './program.ts';

const LIBRARY = ['<library>', 'library file (.bwlib)'] as const;

/** The commands for a library as a whole. */
export const addLibraryCommands = (program: Command, bind: Bind): void => {
  program
    .command('init')
    .description('make a new library file')
    .argument(...LIBRARY)
    .option('--sample', 'fill it with the sample facts and briefing')
    .action(
      bind(async (session, library: string, options: { sample?: boolean }) => {
        const { api } = await session.core();
        const file = await session.grant(library);
        await api.library.create({ name: basename(library), file, sample: options.sample ?? false });
        const { facts, sources, notes, briefings } = await api.library.stats();
        session.output.result(
          { library, facts, sources, notes, briefings },
          () =>
            `Made ${library} with ${count(facts, 'fact')}, ${count(sources, 'source')}, ${count(notes, 'note')} and ${count(briefings, 'briefing')}.`,
        );
        return DONE;
      }),
    );

  program
    .command('stats')
    .description('count what a library holds')
    .argument(...LIBRARY)
    .action(
      bind(async (session, library: string) => {
        const api = await session.open(library);
        const stats = await api.library.stats();
        session.output.result(stats, () =>
          pairs([
            [
              'Facts',
              `${stats.facts.toLocaleString('en')} (${stats.disputed} disputed, ${stats.reviewDue} due for review)`,
            ],
            ['Sources', stats.sources.toLocaleString('en')],
            ['Evidence', stats.evidence.toLocaleString('en')],
            ['Notes', stats.notes.toLocaleString('en')],
            ['Subjects', stats.subjects.toLocaleString('en')],
            ['Judgements', stats.judgements.toLocaleString('en')],
            ['Briefings', stats.briefings.toLocaleString('en')],
            ['Templates', stats.templates.toLocaleString('en')],
            ['Editions', stats.editions.toLocaleString('en')],
            ['Conflicts', stats.conflicts.toLocaleString('en')],
            ['Retired', stats.retired.toLocaleString('en')],
            ['Changes', stats.changes.toLocaleString('en')],
            ['Size', bytes(stats.bytes)],
            ['Schema', stats.schemaVersion],
          ]),
        );
        return DONE;
      }),
    );

  program
    .command('digest')
    .description('print SHA-256 sums over content and history, equal on two copies exactly when they hold the same')
    .argument(...LIBRARY)
    .action(
      bind(async (session, library: string) => {
        const digest = await (await session.open(library)).library.digest();
        session.output.result(digest, () =>
          pairs([
            ['Content', digest.content],
            ['History', digest.history],
          ]),
        );
        return DONE;
      }),
    );

  program
    .command('verify')
    .description('check that a library is whole: file, links, rules, history, attachments')
    .argument(...LIBRARY)
    .action(
      bind(async (session, library: string) => {
        const result = await (await session.open(library)).library.verify();
        session.output.result(result, () =>
          result.ok
            ? `${library} is sound.`
            : [`${library} has ${count(result.problems.length, 'problem')}:`, ...result.problems].join('\n'),
        );
        return result.ok ? DONE : PARTLY;
      }),
    );

  program
    .command('backup')
    .description('make a checked copy of a library beside it, keeping the newest ten, or in a folder')
    .argument(...LIBRARY)
    .option('--to <folder>', 'folder for the copy')
    .action(
      bind(async (session, library: string, { to }: { to?: string }) => {
        const api = await session.open(library);
        const made = await api.library.backup(to === undefined ? {} : { folder: await session.grant(to) });
        const path = to === undefined ? await (await session.core()).locate(made.file) : join(to, made.name);
        const file = path ?? made.name;
        session.output.result(
          { file, sha256: made.sha256, bytes: made.bytes },
          () => `Backed up to ${file} (${bytes(made.bytes)}, SHA-256 ${made.sha256}).`,
        );
        return DONE;
      }),
    );

  program
    .command('restore')
    .description('copy a backup to a new place, checked on the way')
    .argument('<file>', 'backup or library file')
    .requiredOption('--to <library>', 'library file to make; it must not exist yet')
    .action(
      bind(async (session, backup: string, { to }: { to: string }) => {
        const { api } = await session.core();
        const { sha256 } = await api.library.restore({
          file: await session.grant(backup),
          to: await session.grant(to),
        });
        session.output.result({ file: to, sha256 }, () => `Restored ${backup} to ${to} (SHA-256 ${sha256}).`);
        return DONE;
      }),
    );
};
