import { type BriefingMaterial, type PinnedFact, pinKey } from '../../document/material.ts';
import { basisPins } from '../../document/places.ts';
import type { Block } from '../../model/briefing.ts';
import type { Judgement } from '../../model/judgement.ts';
import { citedFacts } from '../../model/prose.ts';
import type { Pin } from '../../model/records.ts';
import type { Readable } from '../store/handle.ts';
import { decodeRecord, needRecord, readMany } from '../store/records.ts';
import { factAtPin } from './pinned.ts';

const readSections = (db: Readable, briefing: string): BriefingMaterial['sections'] => {
  const blocks = new Map<string, Block[]>();
  const blockRows = db.all(
    'SELECT b.* FROM blocks b JOIN sections s ON s.id = b.section WHERE s.briefing = ? AND b.retired = 0 ORDER BY b.position, b.id',
    briefing,
  );
  for (const row of blockRows) {
    const block = decodeRecord(db, 'block', row);
    blocks.set(block.section, [...(blocks.get(block.section) ?? []), block]);
  }
  return db
    .all('SELECT * FROM sections WHERE briefing = ? AND retired = 0 ORDER BY position, id', briefing)
    .map((row) => decodeRecord(db, 'section', row))
    .map((section) => ({ section, blocks: blocks.get(section.id) ?? [] }));
};

const pinsOfBlock = ({ content }: Block): Pin[] => {
  if (content.type === 'prose') return citedFacts(content.prose);
  return content.type === 'judgements' ? [] : content.facts;
};

const readPinned = (db: Readable, pins: readonly Pin[]): Map<string, PinnedFact> => {
  const facts = new Map<string, PinnedFact>();
  for (const pin of pins) {
    const key = pinKey(pin);
    if (facts.has(key)) continue;
    const { pinned, current, stale } = factAtPin(db, pin);
    const fact = pinned ?? current;
    if (!fact) continue;
    const subjectName = fact.subject ? (readMany(db, 'subject', [fact.subject])[0]?.name ?? '') : '';
    facts.set(key, { pin, fact, current, stale, subjectName, evidence: evidenceOf(db, fact.id) });
  }
  return facts;
};

/** The evidence of a fact with its sources, in the order in which it was added. */
export const evidenceOf = (db: Readable, fact: string): PinnedFact['evidence'] => {
  const links = db
    .all('SELECT * FROM evidence WHERE fact = ? AND retired = 0 ORDER BY n', fact)
    .map((row) => decodeRecord(db, 'evidence', row));
  const sources = new Map(
    readMany(
      db,
      'source',
      links.map(({ source }) => source),
    ).map((source) => [source.id, source]),
  );
  return links.flatMap((evidence) => {
    const source = sources.get(evidence.source);
    return source ? [{ evidence, source }] : [];
  });
};

/** Everything that building and checking a briefing needs, or a NOT_FOUND refusal. */
export const readMaterial = (db: Readable, id: string): BriefingMaterial => {
  const briefing = needRecord(db, 'briefing', id);
  const sections = readSections(db, id);
  const blocks = sections.flatMap((section) => section.blocks);
  const named = blocks.flatMap(({ content }) => (content.type === 'judgements' ? content.judgements : []));
  const wanted = [...new Set([...named, ...(briefing.bottomLine ? [briefing.bottomLine] : [])])];
  const judgements = new Map<string, Judgement>(
    readMany(db, 'judgement', wanted)
      .filter(({ retired }) => !retired)
      .map((judgement) => [judgement.id, judgement]),
  );
  const pins = [...blocks.flatMap(pinsOfBlock), ...[...judgements.values()].flatMap(basisPins)];
  return { briefing, sections, judgements, facts: readPinned(db, pins) };
};
