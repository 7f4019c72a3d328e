import { create } from 'zustand';
import { openOverlay } from '../../app/overlays.tsx';

export type HandJoined = 'fact' | 'source';

interface ToJoin {
  readonly kind: HandJoined;
  readonly ids: readonly string[];
  /** They have been joined, so those that gave way are in no list any more. */
  readonly onDone: () => void;
}

/** So many are looked at one by one; more would be joined unseen. */
export const MOST_BY_HAND = 100;

export const useToJoin = create<ToJoin>(() => ({ kind: 'fact', ids: [], onDone: () => undefined }));

/** Asks which of these records is to stand for all, and joins the others to it. */
export const joinByHand = (kind: HandJoined, ids: readonly string[], onDone: () => void): void => {
  useToJoin.setState({ kind, ids, onDone });
  openOverlay('join');
};
