import { Refusal } from '../../refusal.ts';
import { PACK_APPLICATION_ID } from '../pack-format.ts';
import type { LoadedPdf } from './file.ts';
import { isEncrypted, markOf } from './header.ts';
import { MAX_CARRIED_BYTES } from './limits.ts';
import {
  refuseCarriedOther,
  refuseCarriedTooLarge,
  refuseDamaged,
  refuseManyPacks,
  refuseNoPack,
  refusePdfLocked,
} from './refusals.ts';

/** What reads the structure of a PDF. */
export type PdfReader = typeof import('pdfjs-dist/legacy/build/pdf.min.mjs');

/**
 * Loads pdf.js, which takes a third of a second, so only a PDF makes it. It would look for native code that draws and
 * needs the shapes of a browser for that; nothing is drawn here, so it finds no code and gets empty shapes.
 */
export const loadPdfReader = async (): Promise<PdfReader> => {
  const kept = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule');
  Object.assign(globalThis, { DOMMatrix: class {}, Path2D: class {} });
  Object.defineProperty(process, 'getBuiltinModule', { ...kept, value: undefined });
  try {
    // Where this one is at hand, the other starts no worker of its own.
    await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs');
    return await import('pdfjs-dist/legacy/build/pdf.min.mjs');
  } finally {
    if (kept) Object.defineProperty(process, 'getBuiltinModule', kept);
  }
};

/** Nothing is evaluated, fetched or drawn, and nothing is repaired that stands inside of the document. */
const CAUTIOUS = {
  isEvalSupported: false,
  useWorkerFetch: false,
  useWasm: false,
  useSystemFonts: false,
  disableFontFace: true,
  disableRange: true,
  disableStream: true,
  disableAutoFetch: true,
  enableXfa: false,
  stopAtErrors: true,
} as const;

const PACK_NAME = /\.bwpack$/i;

/** Only a pack, or what is encrypted and may be one: no library, and no further PDF. */
const isPackOrLocked = (bytes: Buffer): boolean => isEncrypted(bytes) || markOf(bytes) === PACK_APPLICATION_ID;

/** What pdf.js says of a file, as a refusal. Its words are not passed on: they may quote the file. */
const asPdfRefusal = ({ PasswordException }: PdfReader, error: unknown, name: string): Refusal => {
  if (error instanceof Refusal) return error;
  const refusal = error instanceof PasswordException ? refusePdfLocked(name) : refuseDamaged(name);
  return Object.assign(refusal, { cause: error });
};

/**
 * The pack that a PDF carries: its one attachment whose name ends as that of a pack. Of the document only the structure
 * that leads there is read; the name goes nowhere. For the child alone.
 */
export const takePack = async (reader: PdfReader, { name, bytes }: LoadedPdf): Promise<Uint8Array> => {
  const loading = reader.getDocument({ data: bytes, verbosity: reader.VerbosityLevel.ERRORS, ...CAUTIOUS });
  try {
    const document = await loading.promise;
    const attached = [...((await document.getAttachments()) ?? [])];
    const packs = attached.filter(([, { filename }]) => PACK_NAME.test(filename));
    const [pack] = packs;
    if (!pack) throw refuseNoPack(name);
    if (packs.length > 1) throw refuseManyPacks(name);
    const content = await document.getAttachmentContent(pack[0]);
    if (!content) throw refuseDamaged(name);
    if (content.byteLength > MAX_CARRIED_BYTES) throw refuseCarriedTooLarge(name);
    const { buffer, byteOffset, byteLength } = content;
    if (!isPackOrLocked(Buffer.from(buffer, byteOffset, byteLength))) throw refuseCarriedOther(name);
    return content;
  } catch (error) {
    throw asPdfRefusal(reader, error, name);
  } finally {
    void loading.destroy().catch(() => undefined);
  }
};
