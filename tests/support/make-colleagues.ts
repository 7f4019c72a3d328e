import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '#shared/contract/api.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { asDesk, ended, type Grant, mergeFile } from './desks.ts';

/**
 * `node make-colleagues.ts LIBRARY HOME [FACTS] [PACKS]`: the sample library with so many facts more, after four weeks
 * of work with five desks. Each edits a copy of its own and sends it every week; so many small packs follow. Everything
 * that can be in conflict is: facts, sources, notes, the briefing with its sections, blocks and judgements. Some of what
 * they write is hard to show: very long, in Cyrillic or Arabic, one endless word, no title.
 */

const [library = '', home = '', facts = '400', packs = '12'] = process.argv.slice(2);
const SIZE = Number(facts);
const DESKS = ['Desk B', 'Desk C', 'Desk D', 'Desk E', 'Desk F'] as const;
const WEEKS = ['2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09'] as const;
const AFTER = '2026-11-16';
const DAY = 86_400_000;

const HARD: readonly string[] = [
  'Регулятор сообщил, что требования к раскрытию сведений вступят в силу поэтапно, а сроки для небольших площадок будут названы отдельно.',
  'أعلنت الهيئة التنظيمية أن متطلبات الإفصاح ستدخل حيز التنفيذ على مراحل، وأن المواعيد ستحدد لاحقا.',
  'Unbreakable'.repeat(24),
  'The regulator counts again every month and publishes the figures with a note on the method. '.repeat(12).trim(),
];
const hard = (number: number): string => HARD[number % HARD.length] ?? '';

/** Words that belong to this number; every fifteenth are hard to show. */
const words = (number: number): string =>
  number % 15 === 0 ? `${hard(number / 15)} (${number})` : `Measured figure ${number} of the channel in the region`;

const path = (name: string): string => join(home, name);
const copyOf = (desk: string): string => path(`of ${desk}.bwlib`);

/** So many facts as a file of a spreadsheet; what a number stands for is the same for every desk. */
const factsFile = (name: string, from: number, count: number): string => {
  const lines = Array.from({ length: count }, (_, step) => {
    const number = from + step;
    const of = words(number);
    const source = `Register ${number % 40},https://register.example/${number % 40},B,2,GREEN`;
    return `${of.includes(',') ? `"${of}"` : of},Region ${number % 90},${(number * 37) % 9973},visits,2026-0${(number % 9) + 1},${source}`;
  });
  const head = 'statement,subject,value,unit,as_of,source_title,source_url,reliability,credibility,tlp';
  writeFileSync(path(name), [head, ...lines].join('\n'));
  return path(name);
};

const importFacts = async (api: Api, grant: Grant, file: string): Promise<void> => {
  await ended(api, (await api.imports.start({ files: [await grant(file)] })).task);
};

const idsOf = async (api: Api): Promise<string[]> => (await api.facts.ids({ filter: {} })).sort();

/** Of all, those that a desk takes: each desk shares some with the next. */
const share = (ids: readonly string[], at: number, count: number): string[] =>
  Array.from({ length: Math.ceil(count) }, (_, step) => ids[(at + step * 7) % ids.length] ?? '');

const BODY = ['What the registers tell.', 'Each region counts for itself.', 'Nobody has compared them.'];

/** The words of a desk, where it changed one line of them. */
const body = (by: string, number: number) =>
  proseFromText(BODY.map((line, at) => (at === number % 3 ? `${line} ${by}: ${hard(number)}` : line)).join('\n'));

/** Changes every part of the briefing, the bottom line too. */
const editBriefing = async (api: Api, by: string, number: number): Promise<void> => {
  const [listed] = (await api.briefings.list({})).items;
  const briefing = await api.briefings.get({ briefing: listed?.id ?? '' });
  const patch = { subtitle: `What is left, as ${by} sees it`, customer: by, question: `${by} asks: ${hard(number)}` };
  await api.briefings.edit({ id: briefing.id, patch, reason: `Seen by ${by}` });
  for (const { id, heading, blocks } of briefing.sections.slice(0, 3)) {
    await api.sections.edit({ id, patch: { heading: `${heading}, ${by}` } });
    const prose = blocks.find(({ content }) => content.type === 'prose');
    if (prose) await api.blocks.edit({ id: prose.id, patch: { content: { type: 'prose', prose: body(by, number) } } });
  }
  for (const { id, sentence } of briefing.judgements)
    await api.judgements.edit({ id, patch: { sentence: `${sentence.replace(/\.$/, '')}, says ${by}.` } });
};

/** What a desk does in a week; the more often, the more is in conflict. */
const work = async (api: Api, by: string, week: number): Promise<void> => {
  const at = (DESKS as readonly string[]).indexOf(by) + 1;
  const ids = await idsOf(api);
  const many = share(ids, week * 40 + at * 3, SIZE / 4);
  await api.facts.editMany({ ids: many, patch: { status: at % 2 ? 'verified' : 'disputed' } });
  await api.facts.editMany({ ids: many.slice(0, SIZE / 10), patch: { marking: at % 2 ? 'AMBER' : 'GREEN' } });
  for (const [step, id] of share(ids, week * 11 + at * 2, SIZE / 20).entries())
    await api.facts.edit({
      id,
      patch: {
        statement: `${by} in week ${week + 1}: ${words(step)}`,
        quantity: { value: `${at}${step}`, unit: 'visits' },
      },
      reason: step % 3 ? '' : hard(step + at),
    });
  const { items: notes } = await api.notes.list({ query: 'Register', limit: 100 });
  for (const { id } of notes) await api.notes.edit({ id, patch: { body: body(by, week) } });
  const { items: sources } = await api.sources.list({ query: 'Register', limit: 8 });
  for (const { id } of sources) await api.sources.edit({ id, patch: { publisher: `${by}: ${hard(week + at)}` } });
  if (week === 0) await editBriefing(api, by, at);
};

/** What only a colleague does: retires, brings in what others have, too, and proposes. */
const workAside = async (api: Api, grant: Grant, by: string, week: number): Promise<void> => {
  const at = (DESKS as readonly string[]).indexOf(by) + 1;
  const ids = await idsOf(api);
  await api.facts.retire({ ids: share(ids, week * 3 + at, SIZE / 50), reason: hard(at) });
  const file = factsFile(`${by} ${week}.csv`, 10_000 + week * 1000, SIZE / 10);
  await importFacts(api, grant, file);
  await api.notes.add({ title: '', body: body(by, week) });
  for (const [step, target] of share(ids, week * 5 + at, SIZE / 40).entries())
    await api.proposals.add({
      target,
      patch: { statement: `${by} proposes: ${words(step)}`, asOf: `2026-0${(step % 9) + 1}` },
      reason: step % 2 ? '' : hard(step),
    });
};

const dayAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString();

await asDesk(
  home,
  'Desk A',
  async (api, grant) => {
    await api.library.create({ name: 'Market watch', file: await grant(library), sample: true });
    await importFacts(api, grant, factsFile('Desk A.csv', 0, SIZE));
    for (const title of ['Registers', hard(0), hard(1), hard(2)])
      await api.notes.add({ title: `Register: ${title}`, body: body('Desk A', 0) });
    const { file } = await api.library.backup({ folder: await grant(home) });
    for (const desk of DESKS) await api.library.restore({ file, to: await grant(copyOf(desk)) });
  },
  dayAfter(WEEKS[0], -1),
);

/** What a desk does to its own library on that day. */
const onDay = (day: string, desk: string, use: (api: Api, grant: Grant) => Promise<void>): Promise<void> =>
  asDesk(
    home,
    desk,
    async (api, grant) => {
      await api.library.open({ file: await grant(desk === 'Desk A' ? library : copyOf(desk)) });
      await use(api, grant);
    },
    day,
  );

for (const [week, day] of WEEKS.entries()) {
  for (const [days, desk] of DESKS.entries())
    await onDay(dayAfter(day, days), desk, async (api, grant) => {
      await work(api, desk, week);
      await workAside(api, grant, desk, week);
    });
  await onDay(dayAfter(day, DESKS.length), 'Desk A', async (api, grant) => {
    await work(api, 'Desk A', week);
    for (const desk of DESKS) await mergeFile(api, await grant(copyOf(desk)));
  });
}

for (let number = 0; number < Number(packs); number += 1) {
  const desk = DESKS[number % DESKS.length] ?? '';
  const name = number % 4 === 0 ? hard(number / 4).slice(0, 80) : `figures of day ${number}`;
  const pack = path(`${desk} ${number} ${name}.bwpack`);
  const day = dayAfter(AFTER, number / 24);
  await onDay(day, desk, async (api, grant) => {
    await api.facts.add({ statement: `${desk} adds: ${words(number)}` });
    const choice = { query: `"${desk} adds" ${number}` };
    const { task } = await api.packs.start({ file: await grant(pack), choice, note: words(number) });
    await ended(api, task);
  });
  await onDay(day, 'Desk A', async (api, grant) => mergeFile(api, await grant(pack)));
}
