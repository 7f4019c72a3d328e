import { lazy, Suspense } from 'react';
import { create } from 'zustand';

const loadPalette = () => import('./Palette.tsx');
const loadCapture = () => import('../features/capture/Capture.tsx');
const Palette = lazy(loadPalette);
const Capture = lazy(loadCapture);

/** Fetches the code of the boxes, so that the first one opens at once, and also when the server has stopped. */
export const loadOverlays = async (): Promise<void> => {
  await Promise.all([loadPalette(), loadCapture()]);
};

export type Overlay = 'palette' | 'capture';

/** Which of the boxes over the window is open. */
export const useOverlay = create<{ readonly open: Overlay | null }>(() => ({ open: null }));
export const openOverlay = (open: Overlay): void => useOverlay.setState({ open });
export const closeOverlay = (): void => useOverlay.setState({ open: null });

/** The box that is open. */
export const Overlays = () => {
  const open = useOverlay((state) => state.open);
  return (
    <Suspense>
      {open === 'palette' && <Palette />}
      {open === 'capture' && <Capture />}
    </Suspense>
  );
};
