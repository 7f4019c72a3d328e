import type { InlineNode, ProseMark } from '../model/prose.ts';
import type { Pin } from '../model/records.ts';
import { httpsLink } from './links.ts';
import { pinKey } from './material.ts';
import type { Citation, Run } from './tree.ts';

type Style = Omit<Run, 'text' | 'citations'>;

/** A stretch of text with one style, resting on one set of facts. */
interface Piece {
  text: string;
  readonly style: Style;
  readonly pins: readonly Pin[];
  /** Equal for pieces that rest on the same facts; empty for none. */
  readonly basis: string;
}

const styleOf = (marks: readonly ProseMark[]): Style => {
  const link = marks.find((mark) => mark.type === 'link');
  const href = link ? httpsLink(link.attrs.href) : undefined;
  return {
    ...(marks.some((mark) => mark.type === 'bold') ? { bold: true } : {}),
    ...(marks.some((mark) => mark.type === 'italic') ? { italic: true } : {}),
    ...(marks.some((mark) => mark.type === 'strike') ? { strike: true } : {}),
    ...(href === undefined ? {} : { href }),
  };
};

const pieceOf = (node: InlineNode): Piece => {
  if (node.type === 'hardBreak') return { text: '\n', style: {}, pins: [], basis: '' };
  const marks = node.marks ?? [];
  const pins = new Map<string, Pin>();
  for (const mark of marks) if (mark.type === 'factCitation') pins.set(pinKey(mark.attrs), mark.attrs);
  return { text: node.text, style: styleOf(marks), pins: [...pins.values()], basis: [...pins.keys()].sort().join(' ') };
};

/** Blanks and line breaks between words that rest on the same facts belong to them. */
const bridgeBlanks = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    const before = pieces[index - 1];
    const after = pieces[index + 1];
    const bridges = piece.basis === '' && piece.text.trim() === '' && before && before.basis === after?.basis;
    return bridges ? { ...piece, pins: before.pins, basis: before.basis } : piece;
  });

const sameStyle = (a: Style, b: Style): boolean =>
  a.bold === b.bold && a.italic === b.italic && a.strike === b.strike && a.href === b.href;

const joinEqual = (pieces: readonly Piece[]): Piece[] => {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && last.basis === piece.basis && sameStyle(last.style, piece.style)) last.text += piece.text;
    else joined.push({ ...piece });
  }
  return joined;
};

/**
 * The number stands behind the words and the stop that follows them: blanks at the end of cited words move out, a stop
 * right behind them moves in.
 */
const settleEnds = (pieces: readonly Piece[]): Piece[] => {
  const settled: Piece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    const isEnd = piece.basis !== '' && piece.basis !== next?.basis;
    const words = piece.text.trimEnd();
    if (!isEnd || words === '') {
      settled.push(piece);
      continue;
    }
    const blanks = piece.text.slice(words.length);
    settled.push({ ...piece, text: words });
    const stop = blanks === '' && next?.basis === '' ? (/^[.,;:!?…]+/.exec(next.text)?.[0] ?? '') : '';
    if (next && stop !== '') {
      next.text = next.text.slice(stop.length);
      if (sameStyle(next.style, piece.style)) settled.at(-1)!.text += stop;
      else settled.push({ ...next, text: stop, pins: piece.pins, basis: piece.basis });
    }
    if (blanks !== '') settled.push({ text: blanks, style: {}, pins: [], basis: '' });
  }
  return joinEqual(settled.filter((piece) => piece.text !== ''));
};

/** The runs of one paragraph: neighbours that rest on the same facts carry their citations once, at the end. */
export const buildRuns = (content: readonly InlineNode[], cite: (pin: Pin) => Citation): Run[] => {
  const pieces = settleEnds(joinEqual(bridgeBlanks(content.map(pieceOf))));
  return pieces.map((piece, index): Run => {
    const cited = piece.basis !== '' && piece.basis !== pieces[index + 1]?.basis;
    return { text: piece.text, ...piece.style, ...(cited ? { citations: piece.pins.map(cite) } : {}) };
  });
};
