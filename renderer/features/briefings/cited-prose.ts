import type { Prose } from '#shared/model/prose.ts';
import type { DraggedFact } from '../../ui/fact-drag.ts';

/** One paragraph per fact: its statement, cited. */
export const citedProse = (facts: readonly DraggedFact[]): Prose => ({
  type: 'doc',
  content: facts.map((fact) => ({
    type: 'paragraph',
    content: [
      {
        type: 'text',
        text: fact.statement,
        marks: [{ type: 'factCitation', attrs: { fact: fact.id, revision: fact.revision } }],
      },
    ],
  })),
});
