import { create } from 'zustand';
import type { FactFilter } from '#shared/contract/facts.ts';

/** A filter that another part of the window asks the facts screen to show; the screen takes it and clears it. */
export type WantedFacts = 'reviewDue' | 'disputed' | FactFilter;

export const useWantedFacts = create<{ readonly wanted: WantedFacts | null }>(() => ({ wanted: null }));
