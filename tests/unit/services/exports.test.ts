import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '#shared/core/write-file.ts';
import { finishTask, openWorld, World } from '../../support/world.ts';

const SAMPLE = 'Future of Binance in Russia';
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Root may write anywhere, so a file that cannot be replaced is made as a folder. */
const blocked = (path: string): string => {
  mkdirSync(path, { recursive: true });
  writeFileSync(`${path}/old`, 'old');
  return path;
};

describe('exports', () => {
  it('write every format, say what was written, and leave no part behind', async () => {
    await using world = await openWorld({ sample: true });
    const { api, running } = world;
    for (const format of ['pdf', 'markdown', 'json'] as const) {
      const path = world.path('out', `report.${format}`);
      const { task } = await api.exports.start({ briefing: SAMPLE, format, file: await running.grant(path) });
      const result = await finishTask(api, 'export', task);
      const bytes = readFileSync(path);
      expect(result).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes), name: `report.${format}` });
      expect(result.pages > 0).toBe(format === 'pdf');
    }
    expect(readdirSync(world.path('out', '.')).sort()).toEqual(['report.json', 'report.markdown', 'report.pdf']);
    expect(readFileSync(world.path('out', 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect(JSON.parse(readFileSync(world.path('out', 'report.json'), 'utf8'))).toMatchObject({
      version: 1,
      title: SAMPLE,
    });
  });

  it('give a file to download when none was named, called after the briefing', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const { task } = await api.exports.start({ briefing: SAMPLE, format: 'markdown' });
    const result = await finishTask(api, 'export', task);
    const file = await api.files.download({ file: result.file });
    expect(file.name).toBe(`${SAMPLE}.md`);
    expect(sha256(Buffer.from(await file.arrayBuffer()))).toBe(result.sha256);
  });

  it('give the same bytes for the same library and moment', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const hashes = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const { task } = await api.exports.start({ briefing: SAMPLE });
      hashes.push((await finishTask(api, 'export', task)).sha256);
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('leave the old file whole when cancelled', async () => {
    await using world = await openWorld({ sample: true });
    const { api, running } = world;
    const path = world.path('report.pdf');
    writeFileSync(path, 'old');
    const { task } = await api.exports.start({ briefing: SAMPLE, file: await running.grant(path) });
    await api.tasks.cancel({ task });
    await expect(finishTask(api, 'export', task)).rejects.toMatchObject({ kind: 'CANCELLED' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('say what to do when the target cannot be written, and when the briefing is unknown', async () => {
    await using world = await openWorld({ sample: true });
    const { api, running } = world;
    const start = async (file: string) =>
      finishTask(
        api,
        'export',
        (await api.exports.start({ briefing: SAMPLE, format: 'json', file: await running.grant(file) })).task,
      );
    await expect(start(`${world.folder}/no/such/report.json`)).rejects.toMatchObject({
      kind: 'IO',
      message:
        'report.json cannot be written, since its folder does not exist; make the folder or choose another place.',
    });
    const path = blocked(world.path('taken.json'));
    await expect(start(path)).rejects.toMatchObject({ kind: 'IO' });
    expect(readFileSync(`${path}/old`, 'utf8')).toBe('old');
    await expect(api.exports.start({ briefing: 'Nothing' })).rejects.toMatchObject({
      data: { reason: 'briefing-missing' },
    });
  });
});

describe('writing whole files', () => {
  it('replaces an earlier file, also a read-only one, and keeps it when told to stop', async () => {
    await using world = new World();
    const path = world.path('file.txt');
    writeFileSync(path, 'old');
    await expect(writeWhole(path, 'new', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    chmodSync(path, 0o444);
    await writeWhole(path, 'Новое');
    expect(readFileSync(path, 'utf8')).toBe('Новое');
    expect(readdirSync(world.folder)).toEqual(['file.txt']);
  });
  it('leaves nothing behind when the folder is missing or the name is taken by a folder', async () => {
    await using world = new World();
    await expect(writeWhole(`${world.folder}/no/file`, 'x')).rejects.toMatchObject({ kind: 'IO' });
    expect(existsSync(`${world.folder}/no`)).toBe(false);
    await expect(writeWhole(blocked(world.path('folder')), 'x')).rejects.toMatchObject({ kind: 'IO' });
    expect(readdirSync(world.folder)).toEqual(['folder']);
  });
});
