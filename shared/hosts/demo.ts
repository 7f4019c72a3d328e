import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

// Compiled once, every later run is quicker; so the rest is loaded after this line.
enableCompileCache();
const { Command } = await import('commander');
const { bytes, count } = await import('./cli/output.ts');
const { DONE } = await import('./cli/problems.ts');
const { Session } = await import('./cli/session.ts');
const { addGeneralOptions } = await import('./cli/values.ts');
const { project } = await import('./project.ts');

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
