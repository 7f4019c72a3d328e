import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { PROBLEM_KINDS } from '#shared/contract/problem-kinds.ts';
import { FIELDS } from '#shared/core/import/columns.ts';
import { EXIT_CODES } from '#shared/hosts/cli/problems.ts';
import { createProgram } from '#shared/hosts/cli/program.ts';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const program = createProgram(() => {});

/** Every command that does something, with its full name without the program's. */
const leaves = (command: Command, before: readonly string[] = []): [string, Command][] =>
  command.commands.flatMap((below): [string, Command][] => {
    const name = [...before, below.name()];
    // A command may do something itself and have others below it: `merge LIB FILE`, `merge undo`.
    const acts = below.registeredArguments.length > 0 || below.commands.length === 0;
    const itself: [string, Command][] = acts ? [[name.join(' '), below]] : [];
    return [...itself, ...leaves(below, name)];
  });
const commands = leaves(program);

/** The rows of the README's table of commands: each gives names such as `facts list` with the usage they stand in. */
const documented = (): [string, string][] => {
  const section = /## Command line\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const usages = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) =>
      [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, usage = '']) => usage.replaceAll('\\|', '|')),
    );
  return usages.flatMap((usage) => {
    const [first = '', second = ''] = usage.split(' ');
    const below = /^[a-z|-]+$/.test(second) ? second.split('|') : [''];
    return below.map((name): [string, string] => [`${first} ${name}`.trim(), usage]);
  });
};

test('the README lists exactly the commands that there are', () => {
  expect(
    documented()
      .map(([name]) => name)
      .sort(),
  ).toEqual(commands.map(([name]) => name).sort());
});

test('the options in the README exist', () => {
  for (const [name, usage] of documented()) {
    const command = commands.find(([known]) => known === name)?.[1];
    const options = new Set(command?.options.map(({ long }) => long));
    for (const [option] of usage.matchAll(/--[a-z-]+/g)) expect(options, `${name} ${option}`).toContain(option);
  }
});

test('the README names every column of an import', () => {
  for (const field of FIELDS) expect(readme).toContain(`\`${field}\``);
});

describe.each(commands)('%s', (name, command) => {
  test('says what it does, and so do its arguments and options', () => {
    expect(command.description(), name).toMatch(/^[a-z].{8,}[^.]$/);
    for (const argument of command.registeredArguments)
      expect(argument.description, `${name} ${argument.name()}`).toMatch(/\S{2}/);
    for (const option of command.options) expect(option.description, `${name} ${option.flags}`).toMatch(/\S{2}/);
  });

  test('its help fits a terminal and names everything', () => {
    const help = command.configureHelp({ ...command.configureHelp(), helpWidth: 80 }).helpInformation();
    for (const { long } of command.options) expect(help).toContain(long);
    for (const line of help.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });
});

test('the general options are described and stand in the help of every command', () => {
  for (const { long, description } of program.options) expect(description, long).toMatch(/\S{2}/);
  expect(program.options.map(({ long }) => long)).toEqual([
    '--version',
    '--json',
    '--jsonl',
    '--author',
    '--now',
    '--debug',
  ]);
  for (const [, command] of commands) expect(command.helpInformation()).toContain('--json');
});

test('every kind of problem has an exit code', () => {
  expect(Object.keys(EXIT_CODES).sort()).toEqual([...PROBLEM_KINDS].sort());
  expect(new Set(Object.values(EXIT_CODES))).toEqual(new Set([1, 2, 3, 130]));
});
