import type { Link, RecordKind } from '../../model/records.ts';
import { pinsOf } from '../store/indexing.ts';

type State = Readonly<Record<string, unknown>>;

const link = (kind: RecordKind, id: unknown): Link[] => (typeof id === 'string' ? [{ kind, id }] : []);

/** The record that this one is a part of: without it, it says nothing. */
export const ownersOf = (kind: RecordKind, state: State): Link[] => {
  if (kind === 'evidence') return [...link('fact', state.fact), ...link('source', state.source)];
  if (kind === 'section') return link('briefing', state.briefing);
  return kind === 'block' ? link('section', state.section) : [];
};

/** Every record that has to be here, at least as a place held for it, so that this one can be. */
export const needsOf = (kind: RecordKind, state: State): Link[] => {
  const pins = pinsOf(kind, state).flatMap(({ fact }) => link('fact', fact));
  if (kind === 'subject') return link('subject', state.parent);
  if (kind === 'fact') return [...link('subject', state.subject), ...link('fact', state.supersededBy)];
  if (kind === 'briefing') return [...link('template', state.template), ...link('judgement', state.bottomLine)];
  return [...ownersOf(kind, state), ...pins];
};
