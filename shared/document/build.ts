import type { Block as BlockRecord } from '../model/briefing.ts';
import { formatEdtf } from '../model/dates.ts';
import { highestMarking } from '../model/marking.ts';
import type { Pin } from '../model/records.ts';
import { buildJudgement } from './judgements.ts';
import { type BriefingMaterial, pinKey } from './material.ts';
import { bannerOf, blockMarking, type NumberedSource, numberSources, supportOf } from './numbering.ts';
import { bottomLineOf, inOrderOfTime, judgementsOf } from './places.ts';
import { buildProse } from './prose.ts';
import { buildRows } from './rows.ts';
import { buildSources } from './sources.ts';
import { type Block, type Citation, type DocumentTree, type Section, TREE_VERSION } from './tree.ts';

interface Builder {
  readonly material: BriefingMaterial;
  readonly sources: ReadonlyMap<string, NumberedSource>;
  /** Running numbers over the whole briefing. */
  readonly tables: Counter;
  readonly figures: Counter;
}
type Counter = () => number;
const counter = (): Counter => {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
};

const citationOf = ({ material, sources }: Builder, pin: Pin): Citation => {
  const fact = material.facts.get(pinKey(pin));
  const locators = new Map<number, string[]>();
  for (const { evidence, source } of supportOf(fact)) {
    const number = sources.get(source.id)?.number;
    if (number === undefined) continue;
    const known = locators.get(number) ?? [];
    const locator = evidence.locator.trim();
    locators.set(number, locator === '' || known.includes(locator) ? known : [...known, locator]);
  }
  return {
    fact: pin.fact,
    revision: pin.revision,
    stale: fact?.stale ?? false,
    sources: [...locators].sort(([a], [b]) => a - b).map(([number, found]) => ({ number, locator: found.join('; ') })),
  };
};

const buildBlock = (builder: Builder, block: BlockRecord): Block[] => {
  const { material, sources } = builder;
  const { id, content } = block;
  const marking = blockMarking(material, block);
  switch (content.type) {
    case 'prose': {
      const children = buildProse(content.prose, (pin) => citationOf(builder, pin));
      return children.length === 0 ? [] : [{ type: 'prose', id, marking, children }];
    }
    case 'factTable': {
      const rows = buildRows(material, sources, content.facts);
      return [{ type: 'factTable', id, number: builder.tables(), caption: content.caption, marking, rows }];
    }
    case 'timeline': {
      const rows = buildRows(material, sources, inOrderOfTime(material, content.facts));
      return [{ type: 'timeline', id, number: builder.figures(), caption: content.caption, marking, rows }];
    }
    case 'judgements': {
      const judgements = judgementsOf(material, block).map((one) => buildJudgement(material, sources, one));
      return judgements.length === 0 ? [] : [{ type: 'judgements', id, marking, judgements }];
    }
  }
};

const buildSection = (builder: Builder, index: number): Section => {
  const { section, blocks: records } = builder.material.sections[index]!;
  const blocks = records.flatMap((block) => buildBlock(builder, block));
  return {
    id: section.id,
    number: String(index + 1),
    heading: section.heading,
    marking: highestMarking(blocks.map((block) => block.marking)),
    blocks,
  };
};

/** The scale of the first judgement that makes an estimate; the check reports a briefing that mixes scales. */
const scaleInUse = (material: BriefingMaterial): DocumentTree['scale'] => {
  const bottomLine = bottomLineOf(material);
  const printed = material.sections.flatMap(({ blocks }) => blocks.flatMap((block) => judgementsOf(material, block)));
  return [...(bottomLine ? [bottomLine] : []), ...printed].find(({ likelihood }) => likelihood !== null)?.scale ?? null;
};

/**
 * The briefing as a document tree: resolved, numbered, formatted. Pure: the same material and day give the same tree.
 * `today` (an ISO day) stands in when the briefing has no date of its own.
 */
export const buildTree = (material: BriefingMaterial, options: { readonly today: string }): DocumentTree => {
  const { briefing } = material;
  const builder = { material, sources: numberSources(material), tables: counter(), figures: counter() };
  const bottomLine = bottomLineOf(material);
  const isoDate = briefing.date ?? options.today;
  return {
    version: TREE_VERSION,
    language: briefing.language,
    page: briefing.page,
    briefing: briefing.id,
    title: briefing.title,
    subtitle: briefing.subtitle,
    customer: briefing.customer,
    question: briefing.question,
    date: formatEdtf(isoDate),
    isoDate,
    author: briefing.author,
    edition: 'draft',
    banner: bannerOf(material),
    bottomLine: bottomLine ? buildJudgement(material, builder.sources, bottomLine) : null,
    sections: material.sections.map((_, index) => buildSection(builder, index)),
    sources: buildSources(builder.sources),
    sourceSummary: briefing.sourceSummary.trim(),
    scale: scaleInUse(material),
  };
};
