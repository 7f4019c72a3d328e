import type { ComponentType } from 'react';
import { create } from 'zustand';
import { problemNotice } from './notices.tsx';

const OVERLAYS = {
  palette: () => import('./Palette.tsx'),
  capture: () => import('../features/capture/Capture.tsx'),
  join: () => import('../features/duplicates/JoinBox.tsx'),
  propose: () => import('../features/proposals/ProposeBox.tsx'),
} satisfies Record<string, () => Promise<{ default: ComponentType }>>;

export type Overlay = keyof typeof OVERLAYS;

interface OverlayState {
  readonly open: Overlay | null;
  readonly loaded: Readonly<Partial<Record<Overlay, ComponentType>>>;
}

/**
 * Which of the boxes over the window is open, and whose code is there. Not React.lazy: its Suspense may hold a box back
 * while the user types already.
 */
const useOverlay = create<OverlayState>(() => ({ open: null, loaded: {} }));

const load = async (overlay: Overlay): Promise<void> => {
  if (useOverlay.getState().loaded[overlay]) return;
  const { default: Box } = await OVERLAYS[overlay]();
  useOverlay.setState(({ loaded }) => ({ loaded: { ...loaded, [overlay]: Box } }));
};

export const openOverlay = (open: Overlay): void => {
  useOverlay.setState({ open });
  load(open).catch(problemNotice);
};
export const closeOverlay = (): void => useOverlay.setState({ open: null });

/**
 * Fetches the code of the boxes, so that they take what is typed right after their key, and open also when the server
 * has stopped.
 */
export const loadOverlays = async (): Promise<void> => {
  await Promise.all([load('palette'), load('capture')]);
};

/** The box that is open over the window. */
export const Overlays = () => {
  const Box = useOverlay(({ open, loaded }) => (open ? loaded[open] : undefined));
  return Box ? <Box /> : null;
};
