import { formatQuantity, type Quantity } from '../../model/quantity-text.ts';
import { splitSentences } from '../../model/words.ts';
import { pinKey } from '../material.ts';
import { type PlainParagraph, plainParagraphs } from '../sentences.ts';
import type { Report, Spot } from './report.ts';

/** A number in a sentence: what it may mean, and where it stands with its unit. */
interface Figure {
  /** Without sign, since "fell by 43 %" says −43; several where the separator is a comma to some and a point to others. */
  readonly values: readonly number[];
  /** Digits after the point, by which a longer value is rounded. */
  readonly decimals: number;
  /** "About 130,000" may stand for 132,450. */
  readonly rough: boolean;
  /** The first number of a range such as "40–45". */
  readonly upTo: number | null;
  readonly start: number;
  readonly end: number;
}

const NUMBER =
  /(?<![\p{L}\p{N}.,])(?:\d{1,3}(?:[.,'’ \u00a0\u2009\u202f]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!\p{N})/gu;
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^\s*(?:thousand|k|тыс\p{L}*\.?)(?!\p{L})/iu, 1e3],
  [/^\s*(?:million|mln|m|млн)(?!\p{L})\.?/iu, 1e6],
  [/^\s*(?:billion|bn|млрд)(?!\p{L})\.?/iu, 1e9],
  [/^\s*(?:trillion|tn|трлн)(?!\p{L})\.?/iu, 1e12],
];
const ROUGH =
  /(?:about|approximately|roughly|nearly|almost|over|under|more than|less than|at least|at most|some|up to|around|[~≈<>≥≤])\s*$/iu;
const PERCENT = '(?:%|percent|per cent|процент\\p{L}*)';

const verbatim = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');

/** How a unit is written: percent in several ways, a word in one or many and with up to two words before it. */
const unitPattern = (unit: string): string => {
  if (/^(?:%|per ?cent)$/iu.test(unit)) return PERCENT;
  if (!/^\p{L}/u.test(unit)) return verbatim(unit);
  return `(?:\\p{L}+\\s+){0,2}?${verbatim(unit.replace(/s$/iu, ''))}s?`;
};

/** What the digits may mean: separators before three digits group them, or the last one begins the decimals. */
const readings = (text: string): { values: number[]; decimals: number } => {
  const parts = text.split(/\D/u);
  const last = parts.at(-1) ?? '';
  const whole = Number(parts.join(''));
  if (parts.length === 1) return { values: [whole], decimals: 0 };
  const decimal = Number(`${parts.slice(0, -1).join('')}.${last}`);
  const groups = parts.slice(1).every((part) => part.length === 3);
  const canBeDecimal = /[.,]\d+$/u.test(text);
  return {
    values: [...(groups ? [whole] : []), ...(canBeDecimal ? [decimal] : [])],
    decimals: groups || !canBeDecimal ? 0 : last.length,
  };
};

const figuresIn = (text: string): Figure[] =>
  [...text.matchAll(NUMBER)].map((match): Figure => {
    const end = match.index + match[0].length;
    const { values, decimals } = readings(match[0]);
    const scale = SCALES.find(([pattern]) => pattern.test(text.slice(end)))?.[1];
    const range = /^\s?(?:[-–—]|to)\s?(\d[\d.,]*)/u.exec(text.slice(end))?.[1];
    return {
      values: scale ? [...values, ...values.map((value) => value * scale)] : values,
      decimals,
      rough: scale !== undefined || ROUGH.test(text.slice(0, match.index)),
      upTo: range === undefined ? null : (readings(range.replace(/[.,]+$/u, '')).values[0] ?? null),
      start: match.index,
      end,
    };
  });

const rounded = (value: number, decimals: number): number => Number(value.toFixed(Math.min(decimals, 20)));

/** The step in which a round number counts: 1000 for 13,000. */
const stepOf = (value: number): number => {
  let step = 1;
  while (value !== 0 && value % (step * 10) === 0) step *= 10;
  return step;
};

const says = ({ values, decimals, rough, upTo }: Figure, wanted: number): boolean =>
  values.some(
    (value) =>
      value === wanted ||
      rounded(wanted, decimals) === value ||
      (upTo !== null && value <= wanted && wanted <= upTo) ||
      (rough && Math.abs(wanted - value) < stepOf(value)),
  );

/** Where the figure ends together with the unit, after it or before it as with `$5`; undefined when it has another. */
const endWithUnit = (
  text: string,
  { start, end }: Figure,
  unit: string,
): { start: number; end: number } | undefined => {
  const pattern = unitPattern(unit);
  const scale = '(?:\\s*(?:thousand|million|billion|trillion|k|m|mln|bn|tn|тыс\\p{L}*|млн|млрд|трлн)\\.?)?';
  const range = '(?:\\s?(?:[-–—]|to)\\s?\\d[\\d.,]*)?';
  const after = new RegExp(`^${range}${scale}[\\s-]*${pattern}(?!\\p{L})`, 'iu').exec(text.slice(end));
  if (after) return { start, end: end + after[0].length };
  const before = new RegExp(`(?<!\\p{L})${verbatim(unit)}\\s*$`, 'iu').exec(text.slice(0, start));
  return before ? { start: before.index, end } : undefined;
};

const numberOf = ({ value }: Quantity): number => Math.abs(Number(value));

const distance = (figure: Figure, start: number, end: number): number =>
  Math.max(0, start - figure.end, figure.start - end);

const checkParagraph = (report: Report, { text, citations }: PlainParagraph, spot: Spot): void => {
  const sentences = splitSentences(text, report.material.briefing.language);
  const cited = citations.flatMap(({ pin, start, end }) => {
    const quantity = report.material.facts.get(pinKey(pin))?.fact.quantity;
    return quantity ? [{ pin, start, end, quantity }] : [];
  });
  for (const { pin, start, end, quantity } of cited) {
    if (quantity.unit.trim() === '') continue;
    const touched = sentences.filter((sentence) => sentence.start < end && sentence.end > start);
    const from = touched[0]?.start ?? start;
    const words = text.slice(from, touched.at(-1)?.end ?? end);
    const figures = figuresIn(words);
    if (figures.some((figure) => says(figure, numberOf(quantity)))) continue;
    const others = cited.filter((other) => pinKey(other.pin) !== pinKey(pin));
    const open = figures
      .filter((figure) => !others.some((other) => says(figure, numberOf(other.quantity))))
      .flatMap((figure) => {
        const place = endWithUnit(words, figure, quantity.unit.trim());
        return place ? [{ place, away: distance(figure, start - from, end - from) }] : [];
      })
      .sort((a, b) => a.away - b.away);
    const said = open[0]?.place;
    if (!said) continue;
    report.add('sourcing.number-differs', spot, {
      fact: pin.fact,
      said: words.slice(said.start, said.end).replace(/\s+/g, '\u00a0'),
      value: formatQuantity(quantity),
    });
  }
};

/**
 * Words keep the number they were written with when their fact moves on. Only what is sure counts: the sentence of the
 * citation gives a number in the fact's unit, and none of its numbers is the fact's.
 */
export const checkNumbers = (report: Report): void => {
  for (const { section, blocks } of report.material.sections) {
    for (const block of blocks) {
      if (block.content.type !== 'prose') continue;
      // The words of a quotation are somebody else's.
      for (const paragraph of plainParagraphs(block.content.prose))
        if (!paragraph.quoted) checkParagraph(report, paragraph, { section, block });
    }
  }
};
