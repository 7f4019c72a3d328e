import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { bytes, count } from './cli/output.ts';
import { DONE } from './cli/problems.ts';
import { Session } from './cli/session.ts';
import { addGeneralOptions } from './cli/values.ts';
import { project } from './project.ts';

const BRIEFING = 'Future of Binance in Russia';

const program = addGeneralOptions(
  new Command('demo').description('export the sample briefing from a throwaway library into demo/'),
);
const session = new Session(program.parse().opts());
const started = performance.now();
const scratch = mkdtempSync(join(tmpdir(), 'briefwright-demo-'));
// The demo leaves nothing in the user's own profile.
process.env.BRIEFWRIGHT_HOME = scratch;

process.exitCode = await session.run(async () => {
  const { api } = await session.core();
  await api.library.create({ name: 'demo', file: await session.grant(join(scratch, 'demo.bwlib')), sample: true });
  const folder = join(project.folder, 'demo');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${BRIEFING}.pdf`);
  const { task } = await api.exports.start({ briefing: BRIEFING, format: 'pdf', file: await session.grant(path) });
  const made = await session.finish('export', task);
  const seconds = (performance.now() - started) / 1000;
  session.output.result(
    { ...made, file: path, seconds },
    () =>
      `Wrote ${relative(process.cwd(), path)}: ${count(made.pages, 'page')}, ${bytes(made.bytes)}, in ${seconds.toFixed(1)} s.`,
  );
  return DONE;
});
rmSync(scratch, { recursive: true, force: true });
