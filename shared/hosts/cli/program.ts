import { Command } from 'commander';
import { projectVersion } from '../project.ts';
import { addBriefingCommands } from './briefings.ts';
import { addChangeCommands } from './changes.ts';
import { addColleagueCommands } from './colleagues.ts';
import { addDuplicateCommands } from './duplicates.ts';
import { addExportCommand } from './export.ts';
import { addFactCommands } from './facts.ts';
import { addFolderCommands } from './folder.ts';
import { addImportCommand } from './import.ts';
import { addKeyCommands } from './keys.ts';
import { addLibraryCommands } from './library.ts';
import { addMergeCommands } from './merge.ts';
import { addPackCommand } from './pack.ts';
import { addProposalCommands } from './proposals.ts';
import { addSearchCommand } from './search.ts';
import { addServeCommand } from './serve.ts';
import { type GeneralOptions, Session } from './session.ts';
import { addTemplateCommands } from './templates.ts';
import { addGeneralOptions } from './values.ts';

/** What a command does with its session; the number is the exit code. */
export type Work<A extends readonly unknown[]> = (session: Session, ...args: A) => Promise<number>;
/** Makes an action of commander out of it. */
export type Bind = <A extends readonly unknown[]>(work: Work<A>) => (...args: unknown[]) => Promise<void>;

const sentence = (message: string): string => {
  const text = message
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!)]$/.test(capital) ? capital : `${capital}.`;
};

const fullName = (command: Command): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();

const eachCommand = (command: Command, visit: (command: Command) => void): void => {
  visit(command);
  for (const below of command.commands) eachCommand(below, visit);
};

/** The whole command line. `done` gets the exit code of the command that ran. */
export const createProgram = (done: (exitCode: number) => void): Command => {
  const program = new Command('briefwright')
    .description('Keep graded facts with their sources, build briefings from them, and export PDF reports.')
    .version(projectVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show what a command takes')
    .helpCommand('help [command]', 'show what a command takes')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (message, write) => write(`briefwright: ${sentence(message)} `) })
    .exitOverride();
  addGeneralOptions(program);
  const bind: Bind =
    <A extends readonly unknown[]>(work: Work<A>) =>
    async (...args) => {
      const session = new Session(program.opts<GeneralOptions>());
      // Commander hands over the arguments, the options and, last, the command itself.
      done(await session.run(() => work(session, ...(args.slice(0, -1) as unknown as A))));
    };
  addLibraryCommands(program, bind);
  addImportCommand(program, bind);
  addFactCommands(program, bind);
  addSearchCommand(program, bind);
  addTemplateCommands(program, bind);
  addBriefingCommands(program, bind);
  addExportCommand(program, bind);
  addMergeCommands(program, bind);
  addChangeCommands(program, bind);
  addDuplicateCommands(program, bind);
  addProposalCommands(program, bind);
  addPackCommand(program, bind);
  addFolderCommands(program, bind);
  addColleagueCommands(program, bind);
  addKeyCommands(program, bind);
  addServeCommand(program, bind);
  eachCommand(program, (command) => command.showHelpAfterError(`See ${fullName(command)} --help.`));
  return program;
};
