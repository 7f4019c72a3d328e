// Apart from the grammar of EDTF, which is large: what the window needs at once speaks of plain dates only.

/** The first and last day that a date or period may cover, as ISO days; null where it is open. */
export interface DateBounds {
  readonly from: string | null;
  readonly to: string | null;
}

/** A year, month or day in ISO form; whether the calendar has it is another question. */
export const PLAIN_DATE = /^([1-9]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** The bounds of a plain year, month or day, which nearly all dates are: a hundred times quicker than the grammar. Undefined for any other text. */
export const plainBounds = (text: string): DateBounds | undefined => {
  const [, year, month = '01', day] = PLAIN_DATE.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (text.length === 4) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (month < '01' || month > '12') return undefined;
  if (day === undefined) return { from: `${year}-${month}-01`, to: `${year}-${month}-${last}` };
  return day >= '01' && Number(day) <= last ? { from: text, to: text } : undefined;
};
