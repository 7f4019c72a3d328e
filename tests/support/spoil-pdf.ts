import type { Next } from './numbers.ts';
import { type Inside, pdfOf } from './pdf-files.ts';

const NUMBERS = [
  ...['0', '1', '-1', '7', '65535', '2147483647', '4294967296', '9007199254740993', '1e9', '99999999999999999999'],
  ...['-2147483649', '0.5', 'null', 'true', '/X', '()', '<>', '[]', '<<>>', '<< /A 1 >>', '10 0 R', '(report.bwpack)'],
];

const NAMES = [
  ...['/Length', '/Filter', '/FlateDecode', '/LZWDecode', '/ASCIIHexDecode', '/RunLengthDecode', '/Crypt', '/Kids'],
  ...['/Names', '/EF', '/F', '/UF', '/Type', '/ObjStm', '/XRef', '/Prev', '/Root', '/Encrypt', '/DecodeParms', '/Size'],
  ...['/Predictor 15 /Columns 99999999', '/W [8 8 8]', '/Index [0 99999999]', '/N 999999 /First 1', '/XRefStm 9'],
];

const WORDS = [
  'obj',
  'endobj',
  'stream',
  'endstream',
  'xref',
  'trailer',
  'startxref',
  '%%EOF',
  '<<',
  '>>',
  '[',
  ']',
  'R',
];

const NAME_OF_FILE = ['report.bwpack', 'a.BWPACK', '../x.bwpack', 'x\0.bwpack', 'notes.txt', '', '\u202e.bwpack'];

const pick = <T>(list: readonly T[], next: Next): T => list[next(list.length)] as T;

/** A PDF with these bytes as its pack, in one of the ways in which programs write it. */
export const wrapInPdf = (bytes: Buffer, next: Next): Buffer => {
  const file = (): Inside => ({
    bytes,
    plain: next(3) === 0,
    ...(next(4) === 0 ? { name: pick(NAME_OF_FILE, next) } : {}),
  });
  const files = Array.from({ length: next(8) === 0 ? next(3) : 1 }, file);
  const isBranched = next(3) === 0;
  return pdfOf({ files, ...(isBranched ? { objects: { 100: '<< /Kids [4 0 R] >>' }, tree: '100 0 R' } : {}) });
};

/** Where the words of the structure stand, outside of what streams hold. */
const placesOf = (text: string, pattern: RegExp): RegExpExecArray[] => {
  const inside = [...text.matchAll(/stream\n[\s\S]*?\nendstream/g)].map(({ index, 0: whole }) => [
    index + 7,
    index + whole.length - 10,
  ]);
  return [...text.matchAll(pattern)].filter(({ index }) => !inside.some(([a = 0, b = 0]) => index >= a && index < b));
};

const replaceOne = (text: string, pattern: RegExp, by: string, next: Next): string => {
  const places = placesOf(text, pattern);
  const place = places[next(places.length)];
  return place ? text.slice(0, place.index) + by + text.slice(place.index + place[0].length) : text;
};

const spoilOnce = (text: string, next: Next): string => {
  const kind = next(10);
  const at = next(text.length);
  if (kind < 3) return replaceOne(text, /-?\d+/g, pick(NUMBERS, next), next);
  if (kind === 3) return replaceOne(text, /\d+ 0 R/g, `${pick([1, 2, 3, 4, 10, 11, 77, 100], next)} 0 R`, next);
  if (kind === 4) return replaceOne(text, /\/\w+/g, pick(NAMES, next), next);
  if (kind === 5) return replaceOne(text, /[a-z]{3,}|<<|>>|[[\]R]/g, pick(WORDS, next), next);
  if (kind === 6) return replaceOne(text, />>/g, `${pick(NAMES, next)} ${pick(NUMBERS, next)} >>`, next);
  // A piece is missing, or there twice.
  if (kind === 7) return text.slice(0, at) + text.slice(at + next(200));
  if (kind === 8) return text.slice(0, at + next(200)) + text.slice(at);
  return text.slice(0, at) + String.fromCharCode(next(256)) + text.slice(at + 1);
};

/** Spoils the structure of a PDF in a few places. */
export const spoilPdf = (pdf: Buffer, next: Next): Buffer => {
  let text = pdf.toString('latin1');
  for (let left = 1 + next(3); left > 0; left--) text = spoilOnce(text, next);
  return Buffer.from(text.startsWith('%PDF-') ? text : `%PDF-${text}`, 'latin1');
};
