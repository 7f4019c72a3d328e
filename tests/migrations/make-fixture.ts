/**
 * Writes the fixtures of the present schema: its text and a small library. Run it once when a schema is released
 * (`node tests/migrations/make-fixture.ts` under Node 24); fixtures of released schemas are never made anew.
 */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { SCHEMA_VERSION } from '#shared/core/store/migrations/index.ts';
import { openWorld } from '../support/world.ts';
import { libraryFixture, schemaFixture, schemaText } from './fixtures.ts';

await using world = await openWorld({ sample: true });
const fact = await world.api.facts.add({ statement: 'Ёлка 43 %', tags: ['fixture'], custom: { own: 'column' } });
await world.api.facts.edit({ id: fact.id, patch: { statement: 'Changed once' } });
await world.api.edits.undo();
await world.api.facts.retire({ ids: [fact.id] });
const folder = await world.running.grant(world.path('out'));
const { file } = await world.api.library.backup({ folder });
const backup = await world.running.locate(file);
if (backup === undefined) throw new Error('The backup has no path.');
const target = libraryFixture(SCHEMA_VERSION);
rmSync(target, { force: true });
copyFileSync(backup, target);
writeFileSync(schemaFixture(SCHEMA_VERSION), schemaText(target));
