import type { Command } from 'commander';
import type { Template } from '../../model/template.ts';
import { bytes, count, entries, pairs } from './output.ts';
import { DONE, PARTLY } from './problems.ts';
import type { Bind } from './program.ts';

const LIBRARY = ['<library>', 'library file (.bwlib)'] as const;
const TEMPLATE = ['<template>', 'its id, key or title'] as const;

const words = (template: Template): string =>
  [
    pairs([
      ['Title', template.title],
      ['Key', template.key],
      ['Id', template.id],
      ['Version', template.version],
      ['About', template.description],
      ['Parameters', template.parameters.map(({ key, value }) => `${key}=${value}`).join(', ')],
      ['Page', template.page],
    ]),
    '',
    ...template.sections.map(
      ({ heading, kind, guidance }, index) => `${index + 1}. ${heading} (${kind})${guidance ? `\n   ${guidance}` : ''}`,
    ),
  ].join('\n');

export const addTemplateCommands = (program: Command, bind: Bind): void => {
  const templates = program.command('templates').description('list, show, check and exchange templates');

  templates
    .command('list')
    .description('list the templates of a library')
    .argument(...LIBRARY)
    .action(
      bind(async (session, library: string) => {
        const items = await (await session.open(library)).templates.list();
        session.output.list(items, () =>
          entries(
            items,
            (item) => item.title,
            (item) => [item.key, `version ${item.version}`, count(item.sections, 'section'), item.id],
          ),
        );
        return DONE;
      }),
    );

  templates
    .command('show')
    .description('show a template with its sections')
    .argument(...LIBRARY)
    .argument(...TEMPLATE)
    .action(
      bind(async (session, library: string, template: string) => {
        const found = await (await session.open(library)).templates.get({ template });
        session.output.result(found, () => words(found));
        return DONE;
      }),
    );

  templates
    .command('check')
    .description('say what is wrong with a template file, importing nothing')
    .argument(...LIBRARY)
    .argument('<file>', 'template file (.json)')
    .action(
      bind(async (session, library: string, file: string) => {
        const api = await session.open(library);
        const result = await api.templates.check({ file: await session.grant(file) });
        session.output.result(result, () =>
          result.ok
            ? `${file} is in order: ${result.title}.`
            : [`${file} has ${count(result.problems.length, 'problem')}:`, ...result.problems].join('\n'),
        );
        return result.ok ? DONE : PARTLY;
      }),
    );

  templates
    .command('import')
    .description('add the template of a file, or a new version of one with the same key')
    .argument(...LIBRARY)
    .argument('<file>', 'template file (.json)')
    .action(
      bind(async (session, library: string, file: string) => {
        const api = await session.open(library);
        const template = await api.templates.import({ file: await session.grant(file) });
        session.output.result(
          template,
          () => `Imported ${template.title}, version ${template.version} (${template.id}).`,
        );
        return DONE;
      }),
    );

  templates
    .command('export')
    .description('write a template to a file')
    .argument(...LIBRARY)
    .argument(...TEMPLATE)
    .requiredOption('--out <file>', 'file to write (.json)')
    .action(
      bind(async (session, library: string, template: string, { out }: { out: string }) => {
        const api = await session.open(library);
        const written = await api.templates.export({ template, file: await session.grant(out) });
        session.output.result(
          { file: out, ...written },
          () => `Wrote ${written.template.title} to ${out} (${bytes(written.bytes)}).`,
        );
        return DONE;
      }),
    );
};
