import type { FactItem } from '#shared/contract/facts.ts';

/** The kind of data under which facts travel by drag and drop inside the window. */
export const FACT_DRAG = 'application/x-briefwright-fact';

/** What a dropped fact needs to be cited or put into a table. */
export type DraggedFact = Pick<FactItem, 'id' | 'revision' | 'statement'>;

/** Puts facts on the pointer; their statements travel as plain text for other programs. */
export const startFactDrag = (data: DataTransfer, facts: readonly DraggedFact[]): void => {
  const slim = facts.map(({ id, revision, statement }) => ({ id, revision, statement }));
  data.setData(FACT_DRAG, JSON.stringify(slim));
  data.setData('text/plain', facts.map((fact) => fact.statement).join('\n'));
  data.effectAllowed = 'copyLink';
};

const isDragged = (value: unknown): value is DraggedFact =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'revision', 'statement'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string');

/** The facts on the pointer; empty when something else is dragged. */
export const draggedFacts = (data: DataTransfer | null): DraggedFact[] => {
  const text = data?.getData(FACT_DRAG);
  if (!text) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return (Array.isArray(parsed) ? parsed : [parsed]).filter(isDragged);
  } catch {
    return [];
  }
};

/** True while facts are dragged over; their content can only be read once they are dropped. */
export const carriesFacts = (data: DataTransfer | null): boolean => data?.types.includes(FACT_DRAG) ?? false;
