import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import pdfmake from 'pdfmake';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderDefinition } from '#shared/core/pdf/render.ts';
import { isRefusal } from '#shared/core/refusal.ts';
import { Opener, readHere, takeHere } from '../../support/foreign.ts';
import { HOSTILE, makeHostile, makeSound, type Sound } from '../../support/hostile.ts';
import { DEADLY_PDFS, HOSTILE_PDFS, type HostilePdf } from '../../support/hostile-pdf.ts';
import { pdfWith } from '../../support/pdf-files.ts';
import { World } from '../../support/world.ts';

const world = new World();
const opener = new Opener();
let sound: Sound;
beforeAll(async () => {
  sound = await makeSound(world);
});
afterEach(() => expect(opener.running).toBe(0));
afterAll(() => world[Symbol.asyncDispose]());

const look = (folder: string): unknown =>
  readdirSync(folder).map((name) => {
    const { size, mode, mtimeMs } = lstatSync(`${folder}/${name}`);
    return [name, size, mode, mtimeMs];
  });

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What comes of a PDF in this process: `read`, or the reason of the refusal. */
const outcomeHere = async (path: string): Promise<string> => {
  try {
    const bytes = await takeHere(path);
    const own = world.path('taken', 'own.bwpack');
    writeFileSync(own, bytes);
    readHere(own);
    expect(sumOf(bytes)).toBe(sumOf(readFileSync(sound.pack)));
    return 'read';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    expect(error.message).toMatch(/; .+\.$/);
    return error.data.reason;
  }
};

const outcome = async (path: string): Promise<string> => {
  try {
    await opener.receiveAll(path, world.path('temporary'));
    return 'read';
  } catch (error) {
    if (isRefusal(error)) return error.data.reason;
    throw error;
  }
};

const cases = (pdfs: readonly HostilePdf[]) => pdfs.map((pdf, n): [string, HostilePdf, number] => [pdf.name, pdf, n]);

describe('a PDF that is not what it should be', () => {
  test.each(cases(HOSTILE_PDFS))('%s', async (_, { reason, make }, n) => {
    const path = world.path(`pdf-${n}`, 'report.pdf');
    make(path, sound);
    const before = look(dirname(path));
    expect(await outcomeHere(path)).toMatch(typeof reason === 'string' ? new RegExp(`^${reason}$`) : reason);
    expect(look(dirname(path))).toEqual(before);
  });

  test.each(cases(DEADLY_PDFS))('%s end their reader and nothing else', async (_, { reason, make }, n) => {
    const path = world.path(`deadly-${n}`, 'report.pdf');
    make(path, sound);
    expect(await outcome(path)).toMatch(reason);
    expect(readdirSync(dirname(path))).toEqual(['report.pdf']);
  });

  test('with a password of its own', async () => {
    const definition = { content: 'x', userPassword: 'secret', version: '1.7' as const };
    pdfmake.setFonts({ Roboto: { normal: 'Helvetica' } });
    const { bytes } = await renderDefinition({ ...definition, defaultStyle: { font: 'Roboto' } });
    const path = world.path('locked', 'report.pdf');
    writeFileSync(path, bytes);
    expect(await outcome(path)).toBe('pdf-locked');
  });
});

describe('a PDF with a hostile pack', () => {
  const carried = HOSTILE.filter(({ reason }) => /^(signature|file)-(wrong|content|shape|newer)$/.test(String(reason)));

  test.each(carried.map((hostile, n): [string, (typeof HOSTILE)[number], number] => [hostile.name, hostile, n]))(
    '%s',
    async (_, hostile, n) => {
      const bytes = readFileSync(makeHostile(world, hostile, sound, n));
      // What no PDF may carry is refused before it is read as a pack.
      const path = world.path(`carrying-${n}`, 'report.pdf');
      writeFileSync(path, pdfWith(bytes));
      expect(await outcomeHere(path)).toMatch(bytes.length > 20_000_000 ? 'pdf-pack-too-large' : hostile.reason);
    },
  );
});

test('the process that reads a PDF loads no code for drawing, and the pack is read by another', async () => {
  const path = world.path('sound', 'report.pdf');
  writeFileSync(path, pdfWith(readFileSync(sound.pack)));
  const before = opener.processes.length;
  expect(await opener.receiveAll(path, world.path('temporary'))).toBeGreaterThan(0);
  expect(opener.processes.length - before).toBe(2);
  await takeHere(path);
  const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: string[] };
  expect(sharedObjects.filter((file) => /skia|canvas/.test(file))).toEqual([]);
});
