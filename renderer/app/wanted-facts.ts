import { create } from 'zustand';

/** Facts that another part of the window asks the facts screen to show; the screen takes the wish and clears it. */
export type WantedFacts =
  | 'reviewDue'
  | 'disputed'
  | { readonly subject: { readonly id: string; readonly name: string } };

export const useWantedFacts = create<{ readonly wanted: WantedFacts | null }>(() => ({ wanted: null }));
