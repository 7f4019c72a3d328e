import { deflateSync } from 'node:zlib';

/** A file inside of a PDF. */
export interface Inside {
  readonly bytes: Uint8Array;
  readonly name?: string;
  /** The dictionary of its stream and the one that tells of it, in the place of those that every program writes. */
  readonly stream?: (length: number) => string;
  readonly spec?: string;
  /** Not compressed. */
  readonly plain?: boolean;
}

export interface PdfParts {
  readonly files?: readonly Inside[];
  /** Raw value of the catalog's tree of embedded files, for other trees than ours. */
  readonly tree?: string;
  /** Raw entries of the catalog and of the trailer. */
  readonly catalog?: string;
  readonly trailer?: string;
  /** Further objects by number, from 100 on. */
  readonly objects?: Readonly<Record<number, string | Buffer>>;
  /** In the place of the table of objects. */
  readonly xref?: (offsets: ReadonlyMap<number, number>, at: number) => string;
}

const hex = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

const stream = (dictionary: string, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`<< ${dictionary} >>\nstream\n`, 'latin1'), bytes, Buffer.from('\nendstream', 'latin1')]);

const fileStream = ({ bytes, stream: told, plain = false }: Inside): Buffer => {
  const stored = plain ? bytes : deflateSync(bytes);
  const filter = plain ? '' : '/Filter /FlateDecode';
  return stream(told?.(stored.length) ?? `/Type /EmbeddedFile /Length ${stored.length} ${filter}`, stored);
};

const tableOf = (offsets: ReadonlyMap<number, number>): string =>
  [...offsets]
    .map(([n, offset]) => `${n} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
    .join('')
    .replace(/^/, 'xref\n0 1\n0000000000 65535 f \n');

/**
 * A small PDF, written by hand: one empty page and files. The catalog is object 1, files are 10 (stream) and 11
 * (specification), 20 and 21, and so on.
 */
export const pdfOf = ({ files = [], tree, catalog = '', trailer = '', objects = {}, xref }: PdfParts = {}): Buffer => {
  const parts = new Map<number, string | Buffer>();
  const names = files.map(({ name = 'report.bwpack' }, n) => `${hex(name)} ${10 * n + 11} 0 R`);
  parts.set(1, `<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles ${tree ?? '4 0 R'} >> ${catalog} >>`);
  parts.set(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  parts.set(3, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << >> >>');
  parts.set(4, `<< /Names [${names.join(' ')}] >>`);
  for (const [n, file] of files.entries()) {
    const name = hex(file.name ?? 'report.bwpack');
    parts.set(10 * n + 10, fileStream(file));
    const spec = file.spec ?? `/Type /Filespec /F ${name} /UF ${name} /EF << /F ${10 * n + 10} 0 R >>`;
    parts.set(10 * n + 11, `<< ${spec} >>`);
  }
  for (const [n, object] of Object.entries(objects)) parts.set(Number(n), object);
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  let at = pieces[0]?.length ?? 0;
  const offsets = new Map<number, number>();
  const put = (piece: string | Buffer): void => {
    const bytes = Buffer.from(piece as string, 'latin1');
    pieces.push(bytes);
    at += bytes.length;
  };
  for (const [n, part] of parts) {
    offsets.set(n, at);
    put(`${n} 0 obj\n`);
    put(part);
    put('\nendobj\n');
  }
  const start = at;
  const size = Math.max(...parts.keys()) + 1;
  put(xref?.(offsets, start) ?? `${tableOf(offsets)}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\n`);
  put(`startxref\n${start}\n%%EOF\n`);
  return Buffer.concat(pieces);
};

/** A PDF that carries this as its pack. */
export const pdfWith = (bytes: Uint8Array, plain = false): Buffer => pdfOf({ files: [{ bytes, plain }] });
