import type { StaleCitation } from '../../contract/briefings.ts';
import type { Usage } from '../../contract/facts.ts';
import { type BriefingMaterial, pinKey } from '../../document/material.ts';
import { type Place, pinnedPlaces } from '../../document/places.ts';
import { sentencesOn } from '../../document/sentences.ts';
import { groupOf } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';
import { readMaterial } from './material.ts';

/** The cited sentences, the judgement, or the caption; a table without one goes by the fact's own statement. */
const wordsOf = (material: BriefingMaterial, { block, judgement, pin }: Place): string => {
  if (judgement) return judgement.sentence;
  const content = block?.content;
  if (content?.type === 'prose') return sentencesOn(content.prose, pin.fact, material.briefing.language);
  const caption = content && content.type !== 'judgements' ? content.caption : '';
  return caption || (material.facts.get(pinKey(pin))?.fact.statement ?? '');
};

const isStale = (material: BriefingMaterial, { pin }: Place): boolean => material.facts.get(pinKey(pin))?.stale ?? true;

/** The places that rely on facts, each fact once per block or judgement, in printed order. */
const distinctPlaces = (material: BriefingMaterial): Place[] => {
  const seen = new Set<string>();
  return pinnedPlaces(material).filter(({ block, judgement, pin }) => {
    const key = `${block?.id} ${judgement?.id} ${pinKey(pin)}`;
    return !seen.has(key) && seen.add(key);
  });
};

const usageOf = (material: BriefingMaterial, place: Place): Usage => ({
  briefing: material.briefing.id,
  briefingTitle: material.briefing.title,
  section: place.section?.id ?? null,
  sectionNumber: place.sectionNumber,
  heading: place.section?.heading ?? '',
  block: place.block?.id ?? null,
  judgement: place.judgement?.id ?? null,
  words: wordsOf(material, place),
  pinned: place.pin.revision,
  stale: isStale(material, place),
});

/** The citations of a briefing whose fact has moved on, in printed order. */
export const staleIn = (material: BriefingMaterial): StaleCitation[] =>
  distinctPlaces(material)
    .filter((place) => isStale(material, place))
    .map((place) => ({
      ...usageOf(material, place),
      fact: place.pin.fact,
      current: material.facts.get(pinKey(place.pin))?.current?.revision ?? null,
    }));

/** Ids of the briefings that rely on one of some facts, given as JSON, through prose, tables, timelines or judgements. */
const briefingsUsing = (db: Readable, facts: string): string[] =>
  db
    .all(
      `WITH holders AS (SELECT holder, kind FROM pins WHERE fact IN (SELECT value FROM json_each(?))),
        used AS (
          SELECT holder AS block FROM holders WHERE kind = 'block'
          UNION
          SELECT b.id FROM blocks b, json_each(b.content, '$.judgements') j
            WHERE json_extract(b.content, '$.type') = 'judgements' AND j.value IN (SELECT holder FROM holders WHERE kind = 'judgement')
        )
      SELECT DISTINCT r.id FROM briefings r LEFT JOIN sections s ON s.briefing = r.id LEFT JOIN blocks b ON b.section = s.id
      WHERE r.retired = 0 AND (b.id IN (SELECT block FROM used) OR r.bottom_line IN (SELECT holder FROM holders WHERE kind = 'judgement'))
      ORDER BY r.title, r.id`,
      facts,
    )
    .map((row) => row.id as string);

/** Every place in every briefing that relies on the fact, or on one that is joined to it. */
export const usagesOf = (db: Readable, fact: string): Usage[] => {
  const group = groupOf(db, [fact]);
  const ids = JSON.stringify([...group.keys()]);
  // Most facts are in no briefing; the index says so before any briefing is read.
  if (!db.get('SELECT 1 FROM pins WHERE fact IN (SELECT value FROM json_each(?)) LIMIT 1', ids)) return [];
  return briefingsUsing(db, ids).flatMap((briefing) => {
    const material = readMaterial(db, briefing);
    return distinctPlaces(material)
      .filter(({ pin }) => group.has(pin.fact))
      .map((place) => usageOf(material, place));
  });
};
