import type { ContentTable, ContentText, DynamicContent } from 'pdfmake/interfaces.js';
import { MARKING_COLOURS, markingLabel } from '../../model/marking.ts';
import type { Scope } from './inline.ts';
import { LABELS } from './labels.ts';
import { BANNER, COLOUR, MARGIN } from './style.ts';
import { type Inline, oneLine } from './typeset.ts';

const FOOT_TITLE = 84;

/** The TLP label as the standard asks: its colour on black, 12 points. */
const banner = (scope: Scope): ContentTable => {
  const marking = scope.tree.banner;
  return {
    table: {
      body: [
        [
          {
            text: markingLabel(marking),
            style: 'banner',
            color: MARKING_COLOURS[marking],
            fillColor: COLOUR.banner,
            noWrap: true,
          },
        ],
      ],
    },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      paddingLeft: () => 6,
      paddingRight: () => 6,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
  };
};

const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length <= FOOT_TITLE
    ? text
    : `${characters
        .slice(0, FOOT_TITLE - 1)
        .join('')
        .trimEnd()}\u2026`;
};

/** The marking at the right above the text of every page. */
export const header =
  (scope: Scope): DynamicContent =>
  () => ({
    columns: [
      { width: '*', text: '' },
      { width: 'auto', ...banner(scope) },
    ],
    margin: [MARGIN.left, BANNER.fromTop, MARGIN.right, 0],
  });

/** Title and edition at the left, the page in the middle, the marking at the right below the text of every page. */
export const footer = (scope: Scope): DynamicContent => {
  const { tree, width } = scope;
  const title = shortened(oneLine(tree.title) || LABELS.untitled);
  const edition = shortened(oneLine(LABELS.editionFoot(tree.edition)));
  const left: Inline[] = scope.type.line(`${title} \u00b7 ${edition}`, 'Sans');
  const side = width * 0.41;
  return (page, pages) => {
    const text = (content: ContentText): ContentText => ({ ...content, style: 'foot', margin: [0, 5, 0, 0] });
    return {
      columns: [
        { width: side, ...text({ text: left.map((inline) => ({ ...inline })) }) },
        { width: width - 2 * side, ...text({ text: LABELS.pageOf(page, pages), alignment: 'center' }) },
        {
          width: side,
          columns: [
            { width: '*', text: '' },
            { width: 'auto', ...banner(scope) },
          ],
        },
      ],
      margin: [MARGIN.left, BANNER.belowText, MARGIN.right, 0],
    };
  };
};
