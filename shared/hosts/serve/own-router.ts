import { implement } from '@orpc/server';
import { browserHost } from '../../contract/browser-host.ts';
import { asProblem } from '../../core/router.ts';
import type { RunningCore } from '../../core/running.ts';
import { namedFolder } from './named-folder.ts';

/** The calls that browser mode answers itself. */
export const ownRouter = (core: RunningCore, log: (message: string, error: unknown) => void) => {
  const os = implement(browserHost)
    .$config({ initialInputValidationIndex: 1 })
    .use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        throw asProblem(error, log);
      }
    });
  return os.router({
    folder: {
      name: os.folder.name.handler(async ({ input }) => {
        const { path, name } = namedFolder(input.path);
        return { file: await core.grant(path), name };
      }),
    },
  });
};
