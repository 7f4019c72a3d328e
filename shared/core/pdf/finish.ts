/**
 * What is put right in the finished PDFKit document before it is written, where pdfmake and PDFKit offer no setting.
 * Both reach into members that their types do not list; the tests hold them down.
 */
interface EmbeddedFont {
  /** Characters of each glyph of the subset, for copying and searching. */
  readonly unicode?: (readonly number[])[];
}
interface Internals {
  info: Record<string, unknown>;
  _addInfo(): void;
  readonly _fontFamilies: Readonly<Record<string, EmbeddedFont>>;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids exactly these
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

/** PDFKit writes document information into the XMP packet as it stands; here it is escaped first. */
const escapeMetadata = (document: Internals): void => {
  const write = document._addInfo;
  document._addInfo = function addEscapedInfo(this: Internals): void {
    const plain = this.info;
    const escaped = Object.entries(plain).map(([key, value]) => [
      key,
      value instanceof Date ? value : escapeXml(String(value)),
    ]);
    this.info = Object.fromEntries(escaped);
    try {
      write.call(this);
    } finally {
      this.info = plain;
    }
  };
};

const NO_BREAK_SPACE = 0xa0;
const SPACE = 0x20;

/**
 * Space and no-break space share a glyph, and a PDF gives each glyph one meaning: the one met first. Searching the
 * report must find blanks, so the meaning is always the plain one.
 */
const plainSpaces = (document: Internals): void => {
  for (const font of Object.values(document._fontFamilies)) {
    const unicode = font.unicode;
    if (unicode === undefined) continue;
    for (const [glyph, codePoints] of unicode.entries()) {
      if (codePoints?.length === 1 && codePoints[0] === NO_BREAK_SPACE) unicode[glyph] = [SPACE];
    }
  }
};

/** Call between layout and writing. */
export const finish = (document: unknown): void => {
  const internals = document as Internals;
  escapeMetadata(internals);
  plainSpaces(internals);
};
