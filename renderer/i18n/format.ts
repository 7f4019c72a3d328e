import i18next from 'i18next';

const cache = new Map<string, unknown>();
/** Plain English writes the day before the month here, as the reports do. */
const locale = (): string => (i18next.language === 'en' ? 'en-GB' : i18next.language);

const cached = <T>(key: string, make: (language: string) => T): T => {
  const full = `${locale()}/${key}`;
  if (!cache.has(full)) cache.set(full, make(locale()));
  return cache.get(full) as T;
};

/** A whole number with separators: `1,204`. */
export const formatCount = (count: number): string =>
  cached('count', (language) => new Intl.NumberFormat(language)).format(count);

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in decimal units, at most one digit after the point: `4.2 MB`. */
export const formatBytes = (bytes: number): string => {
  const step = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const unit = UNITS[step] ?? 'byte';
  const format = cached(
    `bytes-${unit}`,
    (language) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
  );
  return format.format(bytes / 1000 ** step);
};

/** Milliseconds as people read them: `< 1 ms`, `4 ms`, `1.2 s`. */
export const formatDuration = (ms: number): string => {
  if (ms < 1) return '<\u00a01\u00a0ms';
  return ms < 1000 ? `${Math.round(ms)}\u00a0ms` : `${(ms / 1000).toFixed(1)}\u00a0s`;
};

/** A point in time, in full: `22 November 2026, 14:02`. */
export const formatTime = (ms: number): string =>
  cached('time', (language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })).format(ms);

const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);

/** A point in time as short as it can be: the hour today, the day this year, else the date. */
export const formatTimeShort = (ms: number, now = Date.now()): string => {
  if (startOfDay(ms) === startOfDay(now))
    return cached('hour', (language) => new Intl.DateTimeFormat(language, { timeStyle: 'short' })).format(ms);
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return cached(
    `day-${sameYear}`,
    (language) =>
      new Intl.DateTimeFormat(language, {
        day: 'numeric',
        month: 'short',
        ...(sameYear ? {} : { year: 'numeric' }),
      }),
  ).format(ms);
};

/** A day of the form `YYYY-MM-DD` in words: `1 Dec 2026`. */
export const formatDay = (day: string): string =>
  cached('iso-day', (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })).format(
    Date.parse(`${day}T00:00:00Z`),
  );

/** Days from today until the day of the form `YYYY-MM-DD`; negative when it has passed. */
export const daysUntil = (day: string, now = Date.now()): number =>
  Math.round((Date.parse(`${day}T00:00:00`) - startOfDay(now)) / 86_400_000);

/** Today on this machine's calendar, `YYYY-MM-DD`. */
export const today = (now = new Date()): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
