import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type BriefingMaterial, type PinnedFact, pinKey } from '#shared/document/material.ts';
import { blockFields, briefingFields, sectionFields } from '#shared/model/briefing.ts';
import { evidenceFields, factFields } from '#shared/model/fact.ts';
import { judgementFields } from '#shared/model/judgement.ts';
import { noteFields } from '#shared/model/note.ts';
import { sourceFields } from '#shared/model/source.ts';
import { subjectFields } from '#shared/model/subject.ts';
import { revision } from './material.ts';

const rows = <T extends z.ZodRawShape>(fields: z.ZodObject<T>) =>
  z.array(
    fields.extend({ id: z.uuidv7() }).transform((record) => ({
      ...record,
      revision: revision(),
      createdAt: 0,
      updatedAt: 0,
      updatedBy: '',
      retired: false,
    })),
  );

const sampleSchema = z.strictObject({
  subjects: rows(subjectFields),
  sources: rows(sourceFields),
  facts: rows(factFields),
  evidence: rows(evidenceFields),
  notes: rows(noteFields),
  judgements: rows(judgementFields),
  briefings: rows(briefingFields),
  sections: rows(sectionFields),
  blocks: rows(blockFields),
});
export type Sample = z.infer<typeof sampleSchema>;

/** The sample library as records, every `current` pin set to the one revision that all records have here. */
export const readSample = (): Sample => {
  const text = readFileSync(new URL('../../resources/sample/library.json', import.meta.url), 'utf8');
  return sampleSchema.parse(JSON.parse(text.replaceAll('"current"', JSON.stringify(revision()))));
};

/** The material of the sample's briefing, as the store would read it. */
export const sampleMaterial = (sample: Sample = readSample()): BriefingMaterial => {
  const facts = sample.facts.map(
    (fact): PinnedFact => ({
      pin: { fact: fact.id, revision: fact.revision },
      fact,
      current: fact,
      stale: false,
      subjectName: sample.subjects.find(({ id }) => id === fact.subject)?.name ?? '',
      evidence: sample.evidence
        .filter((evidence) => evidence.fact === fact.id)
        .map((evidence) => ({ evidence, source: sample.sources.find(({ id }) => id === evidence.source)! })),
    }),
  );
  return {
    briefing: sample.briefings[0]!,
    sections: sample.sections.map((section) => ({
      section,
      blocks: sample.blocks.filter((block) => block.section === section.id),
    })),
    judgements: new Map(sample.judgements.map((judgement) => [judgement.id, judgement])),
    facts: new Map(facts.map((fact) => [pinKey(fact.pin), fact])),
  };
};
