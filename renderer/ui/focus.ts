/** As a ref: the element takes the focus the moment it is there. The trap of a box is a tick later and loses letters. */
export const focusAtOnce = (element: HTMLElement | null): void => element?.focus();
