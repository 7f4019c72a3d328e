import type { BlockContent } from '../../model/briefing.ts';
import type { Basis } from '../../model/judgement.ts';
import type { InlineNode, Prose, ProseNode } from '../../model/prose.ts';
import type { Pin } from '../../model/records.ts';
import { Refusal } from '../refusal.ts';
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

/** The same pin at the given revision when it is of this fact; equal pins become one. */
const repinned = <T extends Pin | Basis>(pins: readonly T[], pin: Pin): T[] => {
  const seen = new Set<string>();
  return pins
    .map((one) => ('fact' in one && one.fact === pin.fact ? { ...one, ...pin } : one))
    .filter((one) => {
      const key = JSON.stringify(one);
      return !seen.has(key) && seen.add(key);
    });
};

const inNode = (node: ProseNode | InlineNode, pin: Pin): ProseNode | InlineNode => {
  if (node.type === 'hardBreak') return node;
  if (node.type !== 'text') {
    return node.content ? { ...node, content: node.content.map((child) => inNode(child, pin)) } : node;
  }
  if (!node.marks) return node;
  const marks = node.marks.map((mark) =>
    mark.type === 'factCitation' && mark.attrs.fact === pin.fact ? { ...mark, attrs: pin } : mark,
  );
  return { ...node, marks: [...new Map(marks.map((mark) => [JSON.stringify(mark), mark])).values()] };
};

const inContent = (content: BlockContent, pin: Pin): BlockContent => {
  switch (content.type) {
    case 'prose': {
      const prose: Prose = {
        ...content.prose,
        content: content.prose.content.map((node) => inNode(node, pin) as ProseNode),
      };
      return { ...content, prose };
    }
    case 'factTable':
    case 'timeline':
      return { ...content, facts: repinned(content.facts, pin) };
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
  const current = needRecord(db, 'fact', fact);
  if (current.retired) {
    throw new Refusal('INVALID', 'fact-retired', 'This fact is retired; restore it, or take the citation out.', {
      fact,
    });
  }
  const pin = { fact, revision: current.revision };
  const step = { title: 'citation.accept', subject: current.statement, reason: keep };
  if (block !== undefined) {
    const briefing = briefingOfBlock(db, block);
    await context.write(step, (write) => {
      write.change('block', block, { content: inContent(write.need('block', block).content, pin) });
    });
    return briefing;
  }
  if (judgement !== undefined) {
    const briefing = briefingOfJudgement(db, judgement);
    await context.write(step, (write) => {
      write.change('judgement', judgement, { basis: repinned(write.need('judgement', judgement).basis, pin) });
    });
    return briefing;
  }
  throw new Refusal('INVALID', 'accept-where', 'Say in which block or judgement the citation stands.');
};
