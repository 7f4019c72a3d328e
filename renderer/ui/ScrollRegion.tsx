import type { ComponentProps } from 'react';

/** A named part of the page that scrolls by itself, and by keyboard as well. */
export const ScrollRegion = ({ label, ...rest }: ComponentProps<'section'> & { readonly label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
  <section aria-label={label} tabIndex={0} {...rest} />
);
