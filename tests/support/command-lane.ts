import { project } from '#shared/hosts/project.ts';
import type { Order, Run } from './lane.ts';

const { runCommand } = (await import(project.commandLine.href)) as typeof import('#shared/hosts/cli/main.ts');

/** Collects what is written to a stream until it is asked for. */
const collect = (stream: NodeJS.WriteStream): (() => string) => {
  let text = '';
  const write = (chunk: string | Uint8Array, ...more: unknown[]): boolean => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const done = more.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  stream.write = write;
  return () => {
    const taken = text;
    text = '';
    return taken;
  };
};

const stdout = collect(process.stdout);
const stderr = collect(process.stderr);

/** Runs a command with a core of its own, as a process of its own would. */
const obey = async ({ args, env }: Order): Promise<void> => {
  Object.assign(process.env, env);
  const code = await runCommand(args);
  process.send?.({ code, stdout: stdout(), stderr: stderr() } satisfies Run);
};

process.on('message', (order: Order) => void obey(order));
process.on('disconnect', () => process.exit());
