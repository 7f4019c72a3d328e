/** The address when it is https and carries no credentials, otherwise undefined. */
export const httpsLink = (href: string): string | undefined => {
  const url = URL.parse(href);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? href.trim() : undefined;
};
