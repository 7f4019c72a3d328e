import { useScreenMemory } from '../../api/settings.ts';

export const TABS = ['facts', 'page'] as const;
export type Tab = (typeof TABS)[number];

/** The panes beside the text: which are shown, and how to show and fold them. */
export interface BuilderPanes {
  readonly outline: boolean;
  readonly side: boolean;
  readonly tab: Tab;
  readonly toggleOutline: () => void;
  readonly toggleSide: () => void;
  readonly showTab: (tab: Tab) => void;
  /** Leads to the first thing that the checks found. */
  readonly showChecks: () => void;
}

// Below this width the document has the room to itself until the analyst asks for the pane.
const ROOM_FOR_SIDE = 1180;

export const usePanes = (): BuilderPanes => {
  const [outline, setOutline] = useScreenMemory<boolean>('builder.outline', true);
  const [side, setSide] = useScreenMemory<boolean>('builder.side', window.innerWidth >= ROOM_FOR_SIDE);
  const [tab, setTab] = useScreenMemory<string>('builder.tab', 'page');
  return {
    outline,
    side,
    tab: TABS.find((known) => known === tab) ?? 'page',
    toggleOutline: () => setOutline(!outline),
    toggleSide: () => setSide(!side),
    showTab: (next) => {
      setTab(next);
      setSide(true);
    },
    showChecks: () => {
      setOutline(true);
      setTimeout(() => document.querySelector<HTMLElement>('[data-checks] button')?.focus());
    },
  };
};
