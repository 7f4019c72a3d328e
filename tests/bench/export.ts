import { join } from 'node:path';
import pdfmake from 'pdfmake';
import { define } from '#shared/core/pdf/define.ts';
import { loadFonts } from '#shared/core/pdf/fonts.ts';
import { preparePdfmake, renderTree } from '#shared/core/pdf/render.ts';
import { readMaterial } from '#shared/core/services/material.ts';
import { backupIn } from '#shared/core/store/backup-thread.ts';
import { Store } from '#shared/core/store/store.ts';
import { buildTree } from '#shared/document/build.ts';
import { project } from '#shared/hosts/project.ts';
import { inTurns, type Line, median } from './measure.ts';
import { PROJECT, runCommand } from './process.ts';

const TITLE = 'Future of Binance in Russia';
const NOW = new Date('2026-11-22');

/** Tree of the sample's briefing, read from a library as the export does. */
const sampleTree = async (folder: string, library: string) => {
  const store = await Store.open(library, {
    profile: join(folder, 'profile'),
    now: Date.now,
    slow: () => {},
    onChange: () => {},
    backup: backupIn(project.backupWorker),
  });
  const id = store.read.get('SELECT id FROM briefings')?.id as string;
  const tree = buildTree(readMaterial(store.read, id), { today: '2026-11-22' });
  await store.close();
  return tree;
};

/** The sample's export: cold from the command line, warm in one process, and beside plain pdfmake. */
export const measureExport = async (folder: string, runs: number): Promise<Line[]> => {
  const library = join(folder, 'sample.bwlib');
  await runCommand('init', library, '--sample');
  const cold: number[] = [];
  let memory: number | null = null;
  for (let run = 0; run < runs; run++) {
    const ran = await runCommand('export', library, TITLE, '--out', join(folder, 'sample.pdf'), '--now', '2026-11-22');
    cold.push(ran.ms);
    memory = ran.megabytes;
  }
  const tree = await sampleTree(folder, library);
  const fonts = loadFonts(join(PROJECT, 'resources'));
  preparePdfmake(fonts);
  const ours = () => renderTree(tree, { fonts, now: NOW });
  // pdfmake writes into its definition, so the plain run gets a fresh one, made outside of the measured time.
  const definitions = Array.from(
    { length: runs * 4 + 1 },
    () => define(tree, { covers: fonts.covers, now: NOW, onSection: () => {} }).definition,
  );
  const plain = () => pdfmake.createPdf(definitions.pop() ?? { content: [] }).getBuffer();
  await ours();
  await plain();
  const [warm, reference] = await inTurns(runs * 4, ours, plain);
  const ratio = warm / reference;
  return [
    { what: 'export of the sample, cold, command line', value: `${median(cold).toFixed(0)} ms`, asked: '', met: null },
    { what: '  its peak memory', value: `${memory} MB`, asked: '', met: null },
    { what: 'export of the sample, warm', value: `${warm.toFixed(0)} ms`, asked: '', met: null },
    { what: '  plain pdfmake on the same definition', value: `${reference.toFixed(0)} ms`, asked: '', met: null },
    { what: '  ours to plain', value: `${ratio.toFixed(2)} ×`, asked: 'at most 1.15 ×', met: ratio <= 1.15 },
  ];
};
