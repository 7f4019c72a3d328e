import { type ReactNode, useEffect, useRef, useState } from 'react';

interface Props {
  /** Stands there, at about the same height, until the place comes near the screen. */
  readonly before: ReactNode;
  readonly children: ReactNode;
}

const NEAR = '800px 0px';

/** Makes what is costly only when it comes near the screen, and keeps it from then on. */
export const Near = ({ before, children }: Props) => {
  const [near, setNear] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return <div ref={box}>{near ? children : before}</div>;
};
