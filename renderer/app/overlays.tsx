import { lazy, Suspense } from 'react';
import { create } from 'zustand';

const Palette = lazy(() => import('./Palette.tsx'));
const Capture = lazy(() => import('../features/capture/Capture.tsx'));

export type Overlay = 'palette' | 'capture';

/** Which of the boxes over the window is open. */
export const useOverlay = create<{ readonly open: Overlay | null }>(() => ({ open: null }));
export const openOverlay = (open: Overlay): void => useOverlay.setState({ open });
export const closeOverlay = (): void => useOverlay.setState({ open: null });

/** Loads a box when it is first opened. */
export const Overlays = () => {
  const open = useOverlay((state) => state.open);
  return (
    <Suspense>
      {open === 'palette' && <Palette />}
      {open === 'capture' && <Capture />}
    </Suspense>
  );
};
