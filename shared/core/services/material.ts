import { type BriefingMaterial, type PinnedFact, pinKey } from '../../document/material.ts';
import { basisPins } from '../../document/places.ts';
import type { Block } from '../../model/briefing.ts';
import type { Judgement } from '../../model/judgement.ts';
import { citedFacts } from '../../model/prose.ts';
import type { Pin } from '../../model/records.ts';
import { canonicalIds, groupOf } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';
import { decodeRecord, needRecord, readMany } from '../store/records.ts';
import { factAtPin, factsStanding, readThrough } from './pinned.ts';

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

const byId = <T extends { readonly id: string }>(records: readonly T[]): Map<string, T> =>
  new Map(records.map((record) => [record.id, record]));

/**
 * The evidence of facts with its sources, in the order in which it was added: a few queries for all of them. That of
 * joined facts shows at the one that stands for them, and joined sources as the one that stands for them (M13).
 */
const evidenceByFact = (db: Readable, facts: readonly string[]): Map<string, PinnedFact['evidence'][number][]> => {
  const group = groupOf(db, facts);
  const links = db
    .all(
      'SELECT * FROM evidence WHERE fact IN (SELECT value FROM json_each(?)) AND retired = 0 ORDER BY n',
      JSON.stringify([...group.keys()]),
    )
    .map((row) => decodeRecord(db, 'evidence', row));
  const standing = canonicalIds(db, [...new Set(links.map(({ source }) => source))]);
  const sources = byId(readMany(db, 'source', [...new Set(standing.values())]));
  const found = new Map<string, PinnedFact['evidence'][number][]>();
  for (const evidence of links) {
    const source = sources.get(standing.get(evidence.source) ?? '');
    const fact = group.get(evidence.fact);
    if (!source || fact === undefined) continue;
    const entry = { evidence, source };
    const known = found.get(fact);
    if (known) known.push(entry);
    else found.set(fact, [entry]);
  }
  return found;
};

/** The evidence of one fact with its sources, in the order in which it was added. */
export const evidenceOf = (db: Readable, fact: string): PinnedFact['evidence'] =>
  evidenceByFact(db, [fact]).get(fact) ?? [];

const readPinned = (db: Readable, pins: readonly Pin[]): Map<string, PinnedFact> => {
  const distinct = new Map(pins.map((pin) => [pinKey(pin), pin]));
  const ids = [...new Set(pins.map(({ fact }) => fact))];
  const now = factsStanding(db, ids);
  const known = [...distinct].flatMap(([key, pin]) => {
    const { pinned, current, stale } = factAtPin(db, pin, now.get(pin.fact) ?? null);
    const fact = pinned ?? current;
    return fact ? [{ key, pin, fact: readThrough(db, fact), current, stale }] : [];
  });
  const subjects = byId(readMany(db, 'subject', [...new Set(known.flatMap(({ fact }) => fact.subject ?? []))]));
  const evidence = evidenceByFact(db, [...new Set([...now.values()].map(({ id }) => id))]);
  return new Map(
    known.map(({ key, ...rest }) => {
      const subjectName = rest.fact.subject ? (subjects.get(rest.fact.subject)?.name ?? '') : '';
      return [key, { ...rest, subjectName, evidence: evidence.get(rest.fact.id) ?? [] }];
    }),
  );
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
