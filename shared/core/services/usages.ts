import type { Usage } from '../../contract/facts.ts';
import { type BriefingMaterial, pinKey } from '../../document/material.ts';
import { type Place, pinnedPlaces } from '../../document/places.ts';
import { sentencesOn } from '../../document/sentences.ts';
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

/** Every place of a briefing that relies on a fact, once per block or judgement, in printed order. */
export const usagesIn = (
  material: BriefingMaterial,
): (Usage & { readonly fact: string; readonly current: string | null })[] => {
  const { briefing } = material;
  const seen = new Set<string>();
  return pinnedPlaces(material).flatMap((place) => {
    const key = `${place.block?.id} ${place.judgement?.id} ${pinKey(place.pin)}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const known = material.facts.get(pinKey(place.pin));
    return [
      {
        briefing: briefing.id,
        briefingTitle: briefing.title,
        section: place.section?.id ?? null,
        sectionNumber: place.sectionNumber,
        heading: place.section?.heading ?? '',
        block: place.block?.id ?? null,
        judgement: place.judgement?.id ?? null,
        words: wordsOf(material, place),
        fact: place.pin.fact,
        pinned: place.pin.revision,
        current: known?.current?.revision ?? null,
        stale: known?.stale ?? true,
      },
    ];
  });
};

/** Ids of the briefings that rely on a fact, through prose, tables, timelines or judgements. */
const briefingsUsing = (db: Readable, fact: string): string[] =>
  db
    .all(
      `WITH holders AS (SELECT holder, kind FROM pins WHERE fact = ?),
        used AS (
          SELECT holder AS block FROM holders WHERE kind = 'block'
          UNION
          SELECT b.id FROM blocks b, json_each(b.content, '$.judgements') j
            WHERE json_extract(b.content, '$.type') = 'judgements' AND j.value IN (SELECT holder FROM holders WHERE kind = 'judgement')
        )
      SELECT DISTINCT r.id FROM briefings r LEFT JOIN sections s ON s.briefing = r.id LEFT JOIN blocks b ON b.section = s.id
      WHERE r.retired = 0 AND (b.id IN (SELECT block FROM used) OR r.bottom_line IN (SELECT holder FROM holders WHERE kind = 'judgement'))
      ORDER BY r.title, r.id`,
      fact,
    )
    .map((row) => row.id as string);

/** Every place in every briefing that relies on the fact. */
export const usagesOf = (db: Readable, fact: string): Usage[] =>
  // Most facts are in no briefing; the index says so before any briefing is read.
  db.get('SELECT 1 FROM pins WHERE fact = ? LIMIT 1', fact)
    ? briefingsUsing(db, fact).flatMap((briefing) =>
        usagesIn(readMaterial(db, briefing))
          .filter((usage) => usage.fact === fact)
          .map(({ fact: _fact, current: _current, ...usage }) => usage),
      )
    : [];
