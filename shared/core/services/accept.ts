import type { BlockContent } from '../../model/briefing.ts';
import type { Basis } from '../../model/judgement.ts';
import type { InlineNode, Prose, ProseNode } from '../../model/prose.ts';
import type { Pin } from '../../model/records.ts';
import { Refusal } from '../refusal.ts';
import { canonicalId, groupOf } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';
import { needRecord } from '../store/records.ts';
import type { Context } from './context.ts';
import { briefingOfBlock } from './outline.ts';

interface AcceptInput {
  readonly block?: string | undefined;
  readonly judgement?: string | undefined;
  readonly fact: string;
  readonly keep?: string | undefined;
}

/** A pin that takes the place of those of a fact and of all that are joined to it (M13). */
interface Repin {
  readonly pin: Pin;
  readonly of: (fact: string) => boolean;
}

/** The same pins, those that are meant at the given revision; equal pins become one. */
const repinned = <T extends Pin | Basis>(pins: readonly T[], { pin, of }: Repin): T[] => {
  const seen = new Set<string>();
  return pins
    .map((one) => ('fact' in one && of(one.fact) ? { ...one, ...pin } : one))
    .filter((one) => {
      const key = JSON.stringify(one);
      return !seen.has(key) && seen.add(key);
    });
};

const inNode = (node: ProseNode | InlineNode, repin: Repin): ProseNode | InlineNode => {
  if (node.type === 'hardBreak') return node;
  if (node.type !== 'text') {
    return node.content ? { ...node, content: node.content.map((child) => inNode(child, repin)) } : node;
  }
  if (!node.marks) return node;
  const marks = node.marks.map((mark) =>
    mark.type === 'factCitation' && repin.of(mark.attrs.fact) ? { ...mark, attrs: repin.pin } : mark,
  );
  return { ...node, marks: [...new Map(marks.map((mark) => [JSON.stringify(mark), mark])).values()] };
};

const inContent = (content: BlockContent, repin: Repin): BlockContent => {
  switch (content.type) {
    case 'prose': {
      const prose: Prose = {
        ...content.prose,
        content: content.prose.content.map((node) => inNode(node, repin) as ProseNode),
      };
      return { ...content, prose };
    }
    case 'factTable':
    case 'timeline':
      return { ...content, facts: repinned(content.facts, repin) };
    case 'judgements':
      return content;
  }
};

/** A briefing that shows the judgement: as its bottom line or in a block. */
const briefingOfJudgement = (db: Readable, judgement: string): string => {
  const row =
    db.get('SELECT id FROM briefings WHERE bottom_line = ? AND retired = 0 ORDER BY n', judgement) ??
    db.get(
      `SELECT s.briefing AS id FROM blocks b JOIN sections s ON s.id = b.section, json_each(b.content, '$.judgements') j
        WHERE b.retired = 0 AND s.retired = 0 AND j.value = ? ORDER BY b.n`,
      judgement,
    );
  if (row) return row.id as string;
  throw new Refusal(
    'NOT_FOUND',
    'judgement-unused',
    'No briefing shows this judgement; open the one you mean and retry.',
  );
};

/**
 * Pins the citations of a fact in one block or judgement to the fact's present revision and returns the briefing's id.
 * The words stay; the reason why they stand is kept in the history.
 */
export const acceptFact = async (context: Context, { block, judgement, fact, keep }: AcceptInput): Promise<string> => {
  const db = context.read;
  const current = needRecord(db, 'fact', canonicalId(db, fact));
  if (current.retired) {
    throw new Refusal('INVALID', 'fact-retired', 'This fact is retired; restore it, or take the citation out.', {
      fact,
    });
  }
  const group = groupOf(db, [current.id]);
  const repin: Repin = { pin: { fact: current.id, revision: current.revision }, of: (id) => group.has(id) };
  const step = { title: 'citation.accept', subject: current.statement, reason: keep };
  if (block !== undefined) {
    const briefing = briefingOfBlock(db, block);
    await context.write(step, (write) => {
      write.change('block', block, { content: inContent(write.need('block', block).content, repin) });
    });
    return briefing;
  }
  if (judgement !== undefined) {
    const briefing = briefingOfJudgement(db, judgement);
    await context.write(step, (write) => {
      write.change('judgement', judgement, { basis: repinned(write.need('judgement', judgement).basis, repin) });
    });
    return briefing;
  }
  throw new Refusal('INVALID', 'accept-where', 'Say in which block or judgement the citation stands.');
};
