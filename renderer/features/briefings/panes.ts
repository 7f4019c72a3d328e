import { useViewportSize } from '@mantine/hooks';
import { useScreenMemory } from '../../api/settings.ts';

export const TABS = ['facts', 'page'] as const;
export type Tab = (typeof TABS)[number];

/** The panes beside the text: which are shown, and how to show and fold them. */
export interface BuilderPanes {
  readonly outline: boolean;
  readonly side: boolean;
  /** The text is never narrower. */
  readonly textMin: number;
  readonly tab: Tab;
  readonly toggleOutline: () => void;
  readonly toggleSide: () => void;
  readonly showTab: (tab: Tab) => void;
  /** Leads to the first thing that the checks found. */
  readonly showChecks: () => void;
}

/** The narrowest that a text is still read and written well, and its panes are of use. */
export const WIDTHS = { outline: 200, text: 420, side: 300 } as const;

type Name = 'outline' | 'side';
export type Wish = Readonly<Record<Name, boolean>>;

/**
 * Which panes stand beside the text in the width. Where there is no room for both, only the one asked for last may
 * stand there, and the outline while none was; what was asked for is shown however little room there is.
 */
export const fitPanes = (width: number, wish: Wish, asked: Name | null): Wish => {
  const left = width - WIDTHS.text;
  const both = left >= WIDTHS.outline + WIDTHS.side;
  const has = (name: Name): boolean =>
    wish[name] && (both || name === (asked ?? 'outline')) && (asked === name || left >= WIDTHS[name]);
  return { outline: has('outline'), side: has('side') };
};

/** A pane that was asked for where there is hardly room takes a little from the text. */
const LEAST_TEXT = 340;

/** How narrow the text may get beside the panes. */
export const textMin = (width: number, { outline, side }: Wish): number =>
  width - (outline ? WIDTHS.outline : 0) - (side ? WIDTHS.side : 0) < WIDTHS.text ? LEAST_TEXT : WIDTHS.text;

/** The rail beside the builder. */
const RAIL = 56;

/** What the analyst wants is remembered; what there is room for follows the window. */
export const usePanes = (): BuilderPanes => {
  const [outline, setOutline] = useScreenMemory<boolean>('builder.outline', true);
  const [side, setSide] = useScreenMemory<boolean>('builder.side', true);
  const [tab, setTab] = useScreenMemory<string>('builder.tab', 'page');
  const [asked, setAsked] = useScreenMemory<Name | null>('builder.asked', null);
  const viewport = useViewportSize();
  const width = (viewport.width || window.innerWidth) - RAIL;
  const shown = fitPanes(width, { outline, side }, asked);
  const put = (name: Name, open: boolean): void => {
    (name === 'outline' ? setOutline : setSide)(open);
    setAsked(open ? name : null);
  };
  return {
    ...shown,
    textMin: textMin(width, shown),
    tab: TABS.find((known) => known === tab) ?? 'page',
    toggleOutline: () => put('outline', !shown.outline),
    toggleSide: () => put('side', !shown.side),
    showTab: (next) => {
      setTab(next);
      if (!shown.side) put('side', true);
    },
    showChecks: () => {
      if (!shown.outline) put('outline', true);
      setTimeout(() => document.querySelector<HTMLElement>('[data-checks] button')?.focus());
    },
  };
};
