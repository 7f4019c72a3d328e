import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createPdfRenderer, PdfError, type PdfRenderer, type Progress } from '#shared/core/pdf/pdf.ts';
import { preparePdfmake, renderDefinition } from '#shared/core/pdf/render.ts';
import { factRow, sampleTree, section } from '../support/tree.ts';
import { NOW, RESOURCES, testFonts } from './fonts.ts';
import { render } from './read.ts';

const WORKER = new URL('../../shared/core/pdf/worker.ts', import.meta.url);
const STUB = new URL('./worker-stub.ts', import.meta.url);

let renderer: PdfRenderer;
const start = (workerUrl: URL): PdfRenderer => {
  renderer = createPdfRenderer({ workerUrl, resources: RESOURCES });
  return renderer;
};
afterEach(() => renderer?.close());

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const titled = (title: string) => sampleTree({ title });

const bigTree = () =>
  sampleTree({
    sections: [
      section(1, 'All', {
        type: 'factTable',
        id: 't',
        number: 1,
        caption: 'Everything',
        marking: 'GREEN',
        rows: Array.from({ length: 3000 }, (_, index) => factRow(`Fact number ${index}`)),
      }),
    ],
  });

describe('the same tree and time give the same bytes', () => {
  test('in the worker, after another document, and here', async () => {
    start(WORKER);
    const first = await renderer.render(sampleTree(), { now: NOW });
    await renderer.render(titled('Будущее'), { now: NOW });
    const second = await renderer.render(sampleTree(), { now: NOW });
    expect(sha(second.bytes)).toBe(sha(first.bytes));
    expect(sha((await render(sampleTree())).bytes)).toBe(sha(first.bytes));
    expect(second.pages).toBe(first.pages);
    for (const ms of Object.values(second.ms)) expect(ms).toBeGreaterThan(0);
  });

  test('in two processes', async () => {
    const run = () => execFileSync(process.execPath, [join(import.meta.dirname, 'hash.ts')], { encoding: 'utf8' });
    const digest = run();
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(run()).toBe(digest);
    expect(sha((await render(sampleTree())).bytes)).toBe(digest);
  });

  test('and another time gives other bytes', async () => {
    start(WORKER);
    const [one, two] = await Promise.all([
      renderer.render(sampleTree(), { now: NOW }),
      renderer.render(sampleTree(), { now: new Date(0) }),
    ]);
    expect(sha(two.bytes)).not.toBe(sha(one.bytes));
  });
});

test('progress rises through the three phases to 1', async () => {
  start(WORKER);
  const told: Progress[] = [];
  await renderer.render(bigTree(), { now: NOW, onProgress: (progress) => told.push(progress) });
  expect([...new Set(told.map((progress) => progress.phase))]).toEqual(['build', 'layout', 'write']);
  const fractions = told.map((progress) => progress.fraction);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
  expect(fractions.length).toBeGreaterThan(30);
});

describe('cancelling', () => {
  test('ends a job in the middle of its layout; the next job succeeds', async () => {
    start(WORKER);
    const controller = new AbortController();
    const job = renderer.render(bigTree(), {
      now: NOW,
      signal: controller.signal,
      onProgress: ({ phase }) => phase === 'layout' && controller.abort(),
    });
    await expect(job).rejects.toMatchObject({ name: 'AbortError' });
    expect((await renderer.render(sampleTree(), { now: NOW })).pages).toBe(4);
  });

  test('ends a worker that would never come back by itself', async () => {
    start(STUB);
    const controller = new AbortController();
    const job = renderer.render(titled('spin'), { now: NOW, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(job).rejects.toMatchObject({ name: 'AbortError' });
    expect((await renderer.render(titled('ok'), { now: NOW })).pages).toBe(1);
  });

  test('a job that waits leaves the queue and the running one goes on', async () => {
    start(STUB);
    const controller = new AbortController();
    const running = renderer.render(titled('ok'), { now: NOW });
    const waiting = renderer.render(titled('exit'), { now: NOW, signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect((await running).pages).toBe(1);
    expect((await renderer.render(titled('ok'), { now: NOW })).pages).toBe(2);
  });

  test('a signal already used and a closed renderer refuse at once', async () => {
    start(STUB);
    await expect(renderer.render(titled('ok'), { now: NOW, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const hanging = renderer.render(titled('hang'), { now: NOW });
    const waiting = renderer.render(titled('ok'), { now: NOW });
    const ends = Promise.allSettled([hanging, waiting]);
    await renderer.close();
    for (const end of await ends) expect(end).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
    await expect(renderer.render(titled('ok'), { now: NOW })).rejects.toBeInstanceOf(PdfError);
  });
});

describe('a worker that fails', () => {
  test.each(['exit', 'throw'])('%s: the job gets a plain sentence, the next a fresh worker', async (title) => {
    start(STUB);
    expect((await renderer.render(titled('ok'), { now: NOW })).pages).toBe(1);
    const failed = renderer.render(titled(title), { now: NOW });
    const next = renderer.render(titled('ok'), { now: NOW });
    await expect(failed).rejects.toThrow('The PDF maker stopped unexpectedly. Export again; it starts afresh.');
    expect((await next).pages).toBe(1);
  });

  test('missing fonts are a sentence, not a crash', async () => {
    renderer = createPdfRenderer({ workerUrl: WORKER, resources: join(RESOURCES, 'nowhere') });
    await expect(renderer.render(sampleTree(), { now: NOW })).rejects.toThrow(/^The fonts of the report are missing/);
  });
});

describe('nothing is read or fetched but the fonts', () => {
  preparePdfmake(testFonts());

  test('a file is refused', async () => {
    const image = join(RESOURCES, 'fonts/inter/OFL.txt');
    await expect(renderDefinition({ content: [{ image }] })).rejects.toThrow(/denied/);
    await expect(renderDefinition({ content: 'x', files: { a: { src: image } } })).rejects.toThrow(/denied/);
  });

  test('an address is refused before a byte is sent', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const images = { picture: `http://127.0.0.1:${port}/picture.png` };
    await expect(renderDefinition({ content: [{ image: 'picture' }], images })).rejects.toThrow(/denied/);
    expect(requests).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });
});
