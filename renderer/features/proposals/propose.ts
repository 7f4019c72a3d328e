import { create } from 'zustand';
import type { RecordKind } from '#shared/model/records.ts';
import { openOverlay } from '../../app/overlays.tsx';

/** Kinds of record whose panes offer to propose a change. */
export type ProposableKind = Extract<RecordKind, 'fact' | 'source' | 'note'>;

interface Proposing {
  readonly kind: ProposableKind;
  readonly id: string;
}

export const useProposing = create<Proposing>(() => ({ kind: 'fact', id: '' }));

/** Opens the form that proposes a change of the record. */
export const propose = (kind: ProposableKind, id: string): void => {
  useProposing.setState({ kind, id });
  openOverlay('propose');
};
