/**
 * The nonce that the host put into this page load. Whoever adds a style element at run time must carry it, or the
 * content security policy refuses the element.
 */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
