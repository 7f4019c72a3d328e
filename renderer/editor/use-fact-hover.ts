import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface HoveredFacts {
  readonly facts: readonly string[];
  readonly anchor: DOMRect;
  readonly focus: boolean;
}

const SHOW_MS = 350;
const HIDE_MS = 200;

/** The facts under which a place of the page lies, innermost first, with the box of the innermost. */
export const factsAround = (target: EventTarget | null): { facts: string[]; element: Element } | undefined => {
  let element = target instanceof Element ? target.closest('[data-fact]') : null;
  const first = element;
  const facts: string[] = [];
  while (element) {
    const fact = element.getAttribute('data-fact');
    if (fact && !facts.includes(fact)) facts.push(fact);
    element = element.parentElement?.closest('[data-fact]') ?? null;
  }
  return first ? { facts, element: first } : undefined;
};

/** Shows a card about cited words while the pointer rests on them or on the card. */
export const useFactHover = (container: RefObject<HTMLElement | null>) => {
  const [hovered, setHovered] = useState<HoveredFacts | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const later = useCallback((ms: number, run: () => void) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(run, ms);
  }, []);
  const hide = useCallback(() => {
    clearTimeout(timer.current);
    setHovered(null);
  }, []);

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const over = (event: PointerEvent): void => {
      if (event.buttons !== 0) return;
      const around = factsAround(event.target);
      if (!around) {
        later(HIDE_MS, () => setHovered((now) => (now?.focus ? now : null)));
        return;
      }
      // Of words over two lines, the line under the pointer counts.
      const rects = [...around.element.getClientRects()];
      const anchor = rects.find((rect) => event.clientY <= rect.bottom) ?? around.element.getBoundingClientRect();
      later(SHOW_MS, () => setHovered({ facts: around.facts, anchor, focus: false }));
    };
    const leave = (): void => later(HIDE_MS, () => setHovered((now) => (now?.focus ? now : null)));
    element.addEventListener('pointerover', over);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('keydown', hide);
    element.addEventListener('pointerdown', hide);
    window.addEventListener('scroll', hide, true);
    return () => {
      clearTimeout(timer.current);
      element.removeEventListener('pointerover', over);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('keydown', hide);
      element.removeEventListener('pointerdown', hide);
      window.removeEventListener('scroll', hide, true);
    };
  }, [container, later, hide]);

  const onPointer = useCallback(
    (inside: boolean) => {
      if (inside) clearTimeout(timer.current);
      else later(HIDE_MS, () => setHovered((now) => (now?.focus ? now : null)));
    },
    [later],
  );
  return { hovered, show: setHovered, hide, onPointer };
};
