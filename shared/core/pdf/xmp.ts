/** The members of a PDFKit document that its types do not list; the tests hold them down. */
interface Internals {
  info: Record<string, unknown>;
  _addInfo: (this: Internals) => void;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** What XML 1.0 forbids, and the other control characters with it. */
const NOT_XML = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu;

export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

/**
 * PDFKit writes document information into the XMP packet as it stands; from here on it is escaped first. Call between
 * layout and writing.
 */
export const escapeMetadata = (pdf: unknown): void => {
  const document = pdf as Internals;
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
