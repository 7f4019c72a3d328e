import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '#shared/contract/api.ts';
import type { CoreOptions } from '#shared/core/options.ts';
import { coreOptions } from '../support/core-options.ts';
import { briefingsPart } from './suite/briefings.ts';
import { changesPart } from './suite/changes.ts';
import { colleaguesPart } from './suite/colleagues.ts';
import { duplicatesPart } from './suite/duplicates.ts';
import { exchangePart } from './suite/exchange.ts';
import { folderPart } from './suite/folder.ts';
import { keysPart } from './suite/keys.ts';
import { libraryPart } from './suite/library.ts';
import { mergesPart } from './suite/merges.ts';
import { proposalsPart } from './suite/proposals.ts';
import { recordsPart } from './suite/records.ts';
import { signaturesPart } from './suite/signatures.ts';
import { workPart } from './suite/work.ts';
import { type Connection, noting, type World } from './suite/world.ts';

/**
 * The whole contract over one transport: every procedure, every kind of problem that can be brought about, files both
 * ways, streams and their ends, tasks, and calls side by side, on a real core with real libraries in a folder.
 */
export const exercise = (transport: string, connect: (options: CoreOptions) => Promise<Connection>): void => {
  describe(`the contract ${transport}`, () => {
    let world: World;
    const the = (): World => world;
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => {
      unhandled.push(error);
    };

    beforeAll(async () => {
      process.on('unhandledRejection', note);
      const folder = mkdtempSync(join(tmpdir(), 'briefwright-contract-'));
      const called = new Set<string>();
      const connection = await connect(coreOptions(folder));
      world = { ...connection, api: noting(connection.api, called), folder, called };
    });
    afterAll(async () => {
      await world.close();
      process.off('unhandledRejection', note);
      rmSync(world.folder, { recursive: true, force: true });
    });

    libraryPart(the);
    recordsPart(the);
    briefingsPart(the);
    workPart(the);
    exchangePart(the);
    mergesPart(the);
    changesPart(the);
    duplicatesPart(the);
    proposalsPart(the);
    colleaguesPart(the);
    keysPart(the);
    signaturesPart(the);
    folderPart(the);

    test('every procedure was called', () => {
      const all = Object.entries(contract).flatMap(([part, procedures]) =>
        Object.keys(procedures).map((name) => `${part}.${name}`),
      );
      expect([...world.called].sort()).toEqual(all.sort());
    });

    test('nothing failed unheard', () => {
      expect(unhandled).toEqual([]);
    });
  });
};
