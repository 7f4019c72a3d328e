/** The PDF could not be made. The message is a sentence for a person that says what to do next. */
export class PdfError extends Error {
  override name = 'PdfError';
}
