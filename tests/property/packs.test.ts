import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flawOf } from '#shared/core/merge/decide.ts';
import { changesOf } from '#shared/core/store/history.ts';
import type { Store } from '#shared/core/store/store.ts';
import { FIELD_SCHEMAS } from '#shared/core/store/tables/index.ts';
import type { BlockContent } from '#shared/model/briefing.ts';
import { compareMarkings, MARKINGS, type Marking } from '#shared/model/marking.ts';
import type { RecordKind } from '#shared/model/records.ts';
import { packOf, type ReadPack } from '../support/packs.ts';
import { openWorld } from '../support/world.ts';

/** More in the nightly run. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 25);

/** A record as the test knows it. Its text holds a word of its own, and the words of all that it tells of. */
interface Known {
  readonly kind: RecordKind;
  readonly id: string;
  readonly word: string;
  /** Every word that ever stood in it. */
  readonly words: Set<string>;
  readonly markings: Set<Marking>;
}

const KINDS = [
  'subject',
  'source',
  'fact',
  'evidence',
  'note',
  'judgement',
  'briefing',
  'section',
  'block',
  'edition',
  'proposal',
];

const anyStep = fc.record({
  edits: fc.boolean(),
  kind: fc.constantFrom(...(KINDS as RecordKind[])),
  /** Mostly harmless, so that something is left to go. */
  marking: fc.oneof({ weight: 4, arbitrary: fc.constant<Marking>('GREEN') }, fc.constantFrom(...MARKINGS)),
  by: fc.nat(2),
  picks: fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** A library that is written at random, by three replicas and with an author of its own for each change. */
class Scribble {
  readonly known: Known[] = [];
  readonly #stores: readonly Store[];
  #count = 0;

  constructor(stores: readonly Store[]) {
    this.#stores = stores;
  }

  #pick(kind: RecordKind, at: number | undefined): Known | undefined {
    const all = this.known.filter((record) => record.kind === kind);
    return all[(at ?? 0) % Math.max(1, all.length)];
  }

  #pin(fact: Known) {
    const [store] = this.#stores;
    const changes = changesOf(store!.read, fact.id).map(({ replica, seq }) => `${replica}:${seq}`);
    return { fact: fact.id, revision: changes.slice(0, 1).join('+') };
  }

  #content(picks: readonly number[], facts: readonly Known[], text: string, judgement?: Known): BlockContent {
    const pins = facts.map((fact) => this.#pin(fact));
    if (judgement && picks[7]! % 4 === 0) return { type: 'judgements', judgements: [judgement.id] };
    if (picks[7]! % 4 === 1) return { type: 'factTable', caption: text, facts: pins };
    const marks = pins.map((attrs) => ({ type: 'factCitation' as const, attrs }));
    return {
      type: 'prose',
      prose: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text, marks }] }] },
    };
  }

  /** Fields of a record, and the records whose words must stand in it; undefined when it has nothing to hang on. */
  #fields(kind: RecordKind, { marking, picks }: Step, word: string, old?: Known) {
    const at = (kind: RecordKind, index: number) => this.#pick(kind, picks[index]);
    const facts =
      picks[6]! % 3 === 0
        ? []
        : this.known.filter(({ kind }) => kind === 'fact').slice(picks[5]! % 5, (picks[5]! % 5) + 2);
    const text = (told: readonly Known[]) => [word, ...told.flatMap(({ words }) => [...words])].join(' ');
    const is = (told: readonly Known[], fields: object) => ({ told, fields });
    const parent = at('briefing', 0);
    const section = at('section', 0);
    switch (kind) {
      case 'subject': {
        const above = at('subject', 0);
        return is([], { name: word, marking, parent: old || !above ? null : above.id });
      }
      case 'source':
        return is([], { title: word, marking });
      case 'fact':
        return is([], {
          statement: word,
          marking,
          subject: at('subject', 0)?.id ?? null,
          supersededBy: picks[1]! % 3 === 0 ? (at('fact', 2)?.id ?? null) : null,
        });
      case 'evidence': {
        const fact = at('fact', 0);
        const source = at('source', 1);
        return fact && source
          ? is([fact, source], { fact: fact.id, source: source.id, quote: text([fact, source]) })
          : undefined;
      }
      case 'note': {
        const subject = at('subject', 0);
        const content = this.#content([0, 0, 0, 0, 0, 0, 0, 2], facts, text(facts));
        const links = subject ? [{ kind: 'subject', id: subject.id }] : [];
        return is(facts, { title: word, marking, links, body: content.type === 'prose' ? content.prose : undefined });
      }
      case 'judgement':
        return is(facts, { sentence: text(facts), marking, basis: facts.map((fact) => this.#pin(fact)) });
      case 'briefing':
        return is([], {
          title: word,
          marking,
          template: this.#template,
          templateVersion: 1,
          bottomLine: at('judgement', 1)?.id ?? null,
        });
      case 'section':
        return old
          ? is([], { heading: word })
          : parent && is([parent], { briefing: parent.id, position: 'a0', heading: text([parent]) });
      case 'block': {
        const judgement = at('judgement', 3);
        const content = (told: readonly Known[]) => this.#content(picks, facts, text(told), judgement);
        // A list of judgements shows their ids and none of their words.
        const cited = content([]).type === 'judgements' ? [] : facts;
        if (old) return is(cited, { marking, content: content(cited) });
        if (!section) return undefined;
        const told = [section, ...cited];
        return is(told, { section: section.id, position: 'a0', marking, content: content(told) });
      }
      case 'edition': {
        const told = [...facts, ...(section ? [section] : [])];
        return (
          parent &&
          is([parent, ...told], {
            briefing: parent.id,
            number: 1,
            releaseMarking: marking,
            sealedAt: 0,
            pdfSha256: 'a'.repeat(64),
            tree: { text: text([parent, ...told]), of: told.map(({ id }) => id) },
          })
        );
      }
      case 'proposal': {
        if (old) return is([], { answer: word, marking });
        const target = at('fact', 0);
        const subject = at('subject', 1);
        if (!target) return undefined;
        const told = [target, ...(subject ? [subject] : [])];
        const patch = { statement: text(told), subject: subject?.id ?? null };
        const saw = this.#pin(target).revision;
        return is(told, { target: { kind: 'fact', id: target.id }, patch, saw, proposer: word, marking });
      }
      default:
        return undefined;
    }
  }

  get #template(): string {
    return this.#stores[0]!.read.get('SELECT id FROM templates ORDER BY id')?.id as string;
  }

  async perform(step: Step): Promise<void> {
    const old = step.edits ? this.known[step.picks[4]! % Math.max(1, this.known.length)] : undefined;
    const kind = old?.kind ?? step.kind;
    const number = String(this.#count++).padStart(4, '0');
    const word = old?.word ?? `word${number}word`;
    const made = this.#fields(kind, step, word, old);
    if (!made) return;
    const store = this.#stores[step.by % this.#stores.length]!;
    const input = { title: 'test', subject: 'test', author: `Author${number}.` };
    const marking = 'marking' in made.fields || 'releaseMarking' in made.fields ? step.marking : undefined;
    let record = old;
    if (record) await store.write(input, (write) => write.change(kind, record!.id, made.fields));
    else {
      const id = await store.write(input, (write) =>
        write.create(kind, FIELD_SCHEMAS[kind].parse(made.fields) as never),
      );
      record = { kind, id, word, words: new Set([word]), markings: new Set() };
      this.known.push(record);
    }
    for (const told of made.told) for (const said of told.words) record.words.add(said);
    if (marking) record.markings.add(marking);
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every link of every version ends at a record of the pack or at a placeholder. */
const expectNoLooseEnds = (pack: ReadPack): void => {
  for (const { kind, record, fields } of pack.changes) {
    const { tree: _, ...linking } = fields as { tree?: unknown };
    for (const id of JSON.stringify(linking).match(UUID) ?? [])
      expect(pack.records.has(id) !== pack.withheld.has(id), `${kind} ${record} → ${id}`).toBe(true);
  }
};

/** Nothing is there but what hangs on the root through records that are there, too. */
const expectConnected = (pack: ReadPack, root: string): void => {
  const next = new Map([...pack.records.keys()].map((id) => [id, new Set<string>()]));
  for (const { record, fields } of pack.changes) {
    for (const id of JSON.stringify(fields).match(UUID) ?? []) {
      next.get(record)?.add(id);
      next.get(id)?.add(record);
    }
  }
  const reached = new Set([root]);
  for (const id of reached) for (const other of next.get(id) ?? []) if (next.has(other)) reached.add(other);
  expect([...pack.records.keys()].filter((id) => !reached.has(id))).toEqual([]);
};

const expectNothingOf = (pack: ReadPack, store: Store, left: readonly Known[]): void => {
  for (const { id } of left) {
    expect(pack.records.has(id)).toBe(false);
    for (const { author } of changesOf(store.read, id)) expect(pack.text).not.toContain(author);
  }
};

const scribbled = async (world: Awaited<ReturnType<typeof openWorld>>, steps: readonly Step[]) => {
  const stores: Store[] = [];
  for (const name of ['one', 'two', 'three']) stores.push(await world.openStore(world.library, world.path(name)));
  const scribble = new Scribble(stores);
  for (const step of steps) await scribble.perform(step);
  return { known: scribble.known, store: stores[0]! };
};

const isAbove = ({ markings }: Known, ceiling: Marking): boolean =>
  [...markings].some((marking) => compareMarkings(marking, ceiling) > 0);

describe('a pack under a ceiling, of any library', () => {
  // Most of a library hangs on these few, so they are always there.
  const first = (['briefing', 'source', 'fact', 'section', 'judgement'] as const).map(
    (kind): Step => ({ edits: false, kind, marking: 'CLEAR', by: 0, picks: [0, 0, 0, 0, 0, 0, 0, 0] }),
  );
  const input = fc.tuple(
    fc.array(anyStep, { maxLength: 40 }).map((steps) => [...first, ...steps]),
    fc.constantFrom(...MARKINGS),
    fc.nat(20),
  );

  test('holds no word of what is or was marked higher, and everything else (M5)', async () => {
    await fc.assert(
      fc.asyncProperty(input, async ([steps, ceiling]) => {
        await using world = await openWorld();
        const { known, store } = await scribbled(world, steps);
        const secret = known.filter((record) => isAbove(record, ceiling)).map(({ word }) => word);
        const tells = ({ words }: Known) => secret.some((word) => words.has(word));
        const { pack, result } = await packOf(world, { ceiling });
        for (const word of secret) expect(pack.text).not.toContain(word);
        const goes = known.filter((record) => !tells(record));
        expect([...pack.records.keys()].filter((id) => known.some((record) => record.id === id)).sort()).toEqual(
          goes.map(({ id }) => id).sort(),
        );
        expect(result.withheld).toBe(known.length - goes.length);
        expectNothingOf(pack, store, known.filter(tells));
        // Replicas stand in the pack because something goes that they wrote.
        expect([...pack.replicas].sort()).toEqual([...new Set(pack.changes.map(({ replica }) => replica))].sort());
        for (const { id } of store.read.all('SELECT id FROM replicas'))
          if (!pack.replicas.includes(id as string)) expect(pack.text).not.toContain(id);
        expectNoLooseEnds(pack);
      }),
      { numRuns: RUNS },
    );
  });

  test('of one briefing: no word of what is higher, no loose ends, nothing beside it, every record whole', async () => {
    await fc.assert(
      fc.asyncProperty(input, async ([steps, ceiling, at]) => {
        await using world = await openWorld();
        const { known, store } = await scribbled(world, steps);
        const briefings = known.filter((record) => record.kind === 'briefing' && !isAbove(record, ceiling));
        const briefing = briefings[at % Math.max(1, briefings.length)];
        fc.pre(briefing !== undefined);
        const { pack } = await packOf(world, { ceiling, briefing: briefing.id });
        for (const record of known.filter((one) => isAbove(one, ceiling))) expect(pack.text).not.toContain(record.word);
        expect(pack.records.has(briefing.id)).toBe(true);
        expectNoLooseEnds(pack);
        expectConnected(pack, briefing.id);
        expectNothingOf(
          pack,
          store,
          known.filter(({ id }) => !pack.records.has(id)),
        );
        for (const id of pack.records.keys()) {
          const changes = pack.changes.filter(({ record }) => record === id);
          expect(flawOf(changes)).toBeUndefined();
          expect(changes).toHaveLength(changesOf(store.read, id).length);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
