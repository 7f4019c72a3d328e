import type { Block, BlockContent, Section } from '../../model/briefing.ts';
import type { Fact } from '../../model/fact.ts';
import { highestMarking } from '../../model/marking.ts';
import { citedFacts, type Prose, type ProseNode, proseText } from '../../model/prose.ts';
import { formatQuantity } from '../../model/quantity-text.ts';
import type { Pin } from '../../model/records.ts';
import { type FillRule, fillParameters } from '../../model/template.ts';
import { canonicalIds, unjoined } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';
import { decodeRecord } from '../store/records.ts';
import type { Write } from '../store/write.ts';
import { Conditions } from './filter.ts';
import { blocksOf } from './outline.ts';
import { positionAtEnd } from './placing.ts';

/** The subjects of these names or aliases, those joined with them, and all below them. */
const SUBJECTS = `WITH RECURSIVE wanted (id) AS (
  SELECT s.id FROM subjects s, json_each(?) name
    WHERE s.name = name.value COLLATE NOCASE OR EXISTS (SELECT 1 FROM json_each(s.aliases) a WHERE a.value = name.value COLLATE NOCASE)
  UNION SELECT s.id FROM subjects s JOIN wanted w ON s.parent = w.id
  UNION SELECT a.canonical FROM wanted w JOIN aliases a ON a.id = w.id
  UNION SELECT a.id FROM wanted w JOIN aliases a ON a.canonical = w.id
) SELECT id FROM wanted`;

/** The rule with the parameters' values in place of their names. */
export const fillRuleWith = (rule: FillRule | null, parameters: Readonly<Record<string, string>>): FillRule | null =>
  rule && { ...rule, subjects: rule.subjects.map((name) => fillParameters(name, parameters)) };

/** The facts that the rule takes, oldest record first, those in `present` left out. */
export const matchingFacts = (db: Readable, rule: FillRule, present: ReadonlySet<string>): Fact[] => {
  const conditions = new Conditions().add('f.retired = 0').add(unjoined('fact', 'f.n'));
  if (rule.tags.length > 0) {
    const tags = JSON.stringify(rule.tags);
    conditions.add(
      `f.n IN (SELECT record FROM tags WHERE kind = 'fact' AND tag IN (SELECT value FROM json_each(?)))`,
      tags,
    );
  }
  if (rule.subjects.length > 0) {
    // A parameter left empty names no subject, so it takes nothing rather than everything.
    const names = JSON.stringify(rule.subjects.map((name) => name.trim()));
    conditions.add(`f.subject IN (${SUBJECTS})`, names);
  }
  if (rule.statuses.length > 0) {
    conditions.add('f.status IN (SELECT value FROM json_each(?))', JSON.stringify(rule.statuses));
  } else conditions.add(`f.status <> 'superseded'`);
  if (rule.onlyDated) conditions.add('f.as_of IS NOT NULL');
  const rows = db.all(`SELECT f.* FROM facts f ${conditions.where} ORDER BY f.n`, ...conditions.values);
  return rows
    .filter((row) => !present.has(row.id as string))
    .map((row) => decodeRecord(db, 'fact', row))
    .filter(({ quantity }) => !rule.onlyWithQuantity || quantity !== null)
    .slice(0, rule.limit);
};

const factsOf = ({ content }: Block): Pin[] => {
  if (content.type === 'prose') return citedFacts(content.prose);
  return content.type === 'judgements' ? [] : content.facts;
};

/** The fact as a cited sentence, with its quantity where it has one, since a statement need not repeat it. */
const sentenceOf = ({ statement, quantity }: Fact, pin: Pin): ProseNode => {
  const words = statement.trim().replace(/\.$/, '');
  const text = `${words}${quantity ? ` (${formatQuantity(quantity)})` : ''}${/[.?!…]$/.test(words) && !quantity ? '' : '.'}`;
  return { type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'factCitation', attrs: pin }] }] };
};

const isEmptyProse = ({ content }: Block): boolean =>
  content.type === 'prose' && proseText(content.prose).trim() === '';

/** The content of a block with the facts added; a new one when the section has no block that takes them. */
const extended = (
  block: Block | undefined,
  rule: FillRule,
  caption: string,
  facts: readonly { readonly fact: Fact; readonly pin: Pin }[],
): BlockContent => {
  if (rule.as === 'prose') {
    const prose: Prose = { type: 'doc', content: facts.map(({ fact, pin }) => sentenceOf(fact, pin)) };
    return { type: 'prose', prose };
  }
  const pins = facts.map(({ pin }) => pin);
  const there = block?.content;
  if (there?.type === 'factTable' || there?.type === 'timeline') return { ...there, facts: [...there.facts, ...pins] };
  return { type: rule.as === 'timeline' ? 'timeline' : 'factTable', caption, facts: pins };
};

/**
 * Places the facts that the section's rule takes, those that stand in it already left out. Tables and timelines grow;
 * sentences come as a block of their own behind what is there. Returns how many facts were placed.
 */
export const fillSection = (write: Write, section: Section): number => {
  const rule = section.fill;
  if (!rule) return 0;
  const blocks = blocksOf(write.db, section.id);
  const cited = blocks.flatMap(factsOf).map(({ fact }) => fact);
  const present = new Set(canonicalIds(write.db, cited).values());
  const facts = matchingFacts(write.db, rule, present).map((fact) => ({
    fact,
    pin: { fact: fact.id, revision: fact.revision },
  }));
  if (facts.length === 0) return 0;
  const type = rule.as === 'timeline' ? 'timeline' : 'factTable';
  const block = blocks.find((one) => (rule.as === 'prose' ? isEmptyProse(one) : one.content.type === type));
  const content = extended(block, rule, section.heading, facts);
  const marking = highestMarking([block?.marking ?? 'CLEAR', ...facts.map(({ fact }) => fact.marking)]);
  if (block) write.change('block', block.id, { content, marking });
  else write.create('block', { section: section.id, position: positionAtEnd(blocks), marking, content });
  return facts.length;
};
