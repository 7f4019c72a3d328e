import { create } from 'zustand';
import { later } from './later.tsx';
import { problemNotice } from './notices.tsx';

/** A box whose code cannot be had counts as closed, so that its key tries again. */
const giveUp = (problem: unknown): void => {
  closeOverlay();
  problemNotice(problem);
};

const OVERLAYS = {
  palette: later(() => import('./Palette.tsx'), giveUp),
  capture: later(() => import('../features/capture/Capture.tsx'), giveUp),
  join: later(() => import('../features/duplicates/JoinBox.tsx'), giveUp),
  propose: later(() => import('../features/proposals/ProposeBox.tsx'), giveUp),
};

export type Overlay = keyof typeof OVERLAYS;

/** Which of the boxes over the window is open. */
const useOverlay = create<{ readonly open: Overlay | null }>(() => ({ open: null }));

export const openOverlay = (open: Overlay): void => useOverlay.setState({ open });
export const closeOverlay = (): void => useOverlay.setState({ open: null });

/** Boxes that take what is typed right after their key, and open also when the server has stopped. */
export const BOXES_AHEAD = [OVERLAYS.palette, OVERLAYS.capture];

/** The box that is open over the window. */
export const Overlays = () => {
  const open = useOverlay((state) => state.open);
  if (open === null) return null;
  const Box = OVERLAYS[open];
  return <Box />;
};
