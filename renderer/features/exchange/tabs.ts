export const EXCHANGE_TABS = [
  'share',
  'receive',
  'conflicts',
  'duplicates',
  'proposals',
  'changes',
  'received',
  'colleagues',
] as const;
export type ExchangeTab = (typeof EXCHANGE_TABS)[number];

/** The part of the screen that a place names; sharing where it names none. */
export const tabOf = (id: string | null): ExchangeTab => EXCHANGE_TABS.find((tab) => tab === id) ?? 'share';
