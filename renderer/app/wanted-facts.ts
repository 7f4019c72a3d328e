import { create } from 'zustand';

/** Facts that another part of the window asks the facts screen to show; the screen takes the wish and clears it. */
export type WantedFacts = 'reviewDue' | 'disputed';

export const useWantedFacts = create<{ readonly wanted: WantedFacts | null }>(() => ({ wanted: null }));
