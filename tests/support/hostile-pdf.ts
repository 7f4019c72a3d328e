import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { patch, type Sound } from './hostile.ts';
import { type PdfParts, pdfOf, pdfWith } from './pdf-files.ts';

/** One way to make a hostile PDF that carries, or seems to carry, a sound pack. */
export interface HostilePdf {
  readonly name: string;
  /** Why it must be refused; `read` where the pack is sound and comes out whole. */
  readonly reason: string | RegExp;
  readonly make: (path: string, sound: Sound) => void;
}

const PACK = 'report.bwpack';
const NAMED = `/F (${PACK}) /UF (${PACK})`;

const packOf = ({ pack }: Sound): Buffer => readFileSync(pack);

/** A PDF of these parts around a sound pack. */
const parts =
  (made: (pack: Buffer) => PdfParts) =>
  (path: string, sound: Sound): void =>
    writeFileSync(path, pdfOf(made(packOf(sound))));

/** A PDF whose one file has another dictionary. */
const streamed = (dictionary: (length: number) => string) =>
  parts((bytes) => ({ files: [{ bytes, stream: dictionary }] }));

const told = (spec: string) => parts((bytes) => ({ files: [{ bytes, spec }] }));

/** So many zeros, deflated, without holding them: a block of them again and again. */
export const bombOf = (megabytes: number): Buffer => {
  const block = deflateRawSync(Buffer.alloc(1_000_000), { finishFlush: 2 });
  const head = Buffer.from([0x78, 0x9c]);
  return Buffer.concat([head, ...Array.from({ length: megabytes }, () => block), Buffer.from([3, 0, 0, 0, 0, 0])]);
};

const FLATE = (length: number): string => `/Length ${length} /Filter /FlateDecode`;

/** Files that carry nothing, or not what they say. */
const CARRIED: readonly HostilePdf[] = [
  { name: 'a report without a file', reason: 'pdf-no-pack', make: (path) => writeFileSync(path, pdfOf()) },
  {
    name: 'a report with other files',
    reason: 'pdf-no-pack',
    make: parts((bytes) => ({
      files: ['a.bwlib', 'pack.zip', 'bwpack', 'x.bwpack.exe'].map((name) => ({ bytes, name })),
    })),
  },
  {
    name: 'two packs',
    reason: 'pdf-many-packs',
    make: parts((bytes) => ({ files: [{ bytes }, { bytes, name: 'other.BWPACK' }] })),
  },
  {
    name: 'a pack beside other files',
    reason: 'read',
    make: parts((bytes) => ({ files: [{ bytes: Buffer.from('x'), name: 'data.csv' }, { bytes }] })),
  },
  {
    name: 'a PDF in the PDF',
    reason: 'pdf-carries-other',
    make: (path, sound) => writeFileSync(path, pdfWith(pdfWith(packOf(sound)))),
  },
  {
    name: 'a library as the pack',
    reason: 'pdf-carries-other',
    make: (path, { library }) => writeFileSync(path, pdfWith(readFileSync(library))),
  },
  { name: 'noise', reason: 'pdf-carries-other', make: (path) => writeFileSync(path, pdfWith(Buffer.alloc(999, 7))) },
  { name: 'nothing', reason: 'pdf-carries-other', make: (path) => writeFileSync(path, pdfWith(Buffer.alloc(0))) },
  {
    name: 'an encrypted pack',
    reason: 'file-encrypted',
    make: (path) =>
      writeFileSync(path, pdfWith(Buffer.from('age-encryption.org/v1\n-> scrypt AAAA 18\nAAAA\n--- AAAA\n'))),
  },
  {
    name: 'a pack that is cut',
    reason: 'file-truncated',
    make: (path, sound) => writeFileSync(path, pdfWith(packOf(sound).subarray(0, -5000))),
  },
  {
    name: 'more than twenty megabytes',
    reason: 'pdf-pack-too-large',
    make: parts(() => ({ files: [{ bytes: bombOf(21), plain: true, stream: FLATE }] })),
  },
];

const NAMES = [
  '../../evil.bwpack',
  '..\\..\\evil.bwpack',
  '/etc/cron.d/evil.bwpack',
  'C:\\evil.bwpack',
  'evil\0.bwpack',
  '\u202ekcapwb.exe.bwpack',
  '<img src=x>.bwpack',
  '.bwpack',
  `${'long '.repeat(20_000)}.bwpack`,
];

/** Names go nowhere, so none of these does harm. */
const NAMED_BADLY: readonly HostilePdf[] = NAMES.map((name, n) => ({
  name: `a name that leads elsewhere, ${n + 1}`,
  reason: 'read',
  make: parts((bytes) => ({ files: [{ bytes, name }] })),
}));

/** Dictionaries that lie. */
const LYING: readonly HostilePdf[] = [
  {
    name: 'a length of nothing',
    reason: /^(read|pdf-carries-other)$/,
    make: streamed(() => '/Length 0 /Filter /FlateDecode'),
  },
  {
    name: 'a length below nothing',
    reason: /read|damaged|other/,
    make: streamed(() => '/Length -5 /Filter /FlateDecode'),
  },
  {
    name: 'a length of gigabytes',
    reason: /read|damaged|other/,
    make: streamed(() => '/Length 9999999999 /Filter /FlateDecode'),
  },
  {
    name: 'a length that is the stream itself',
    reason: /read|damaged|other/,
    make: streamed(() => '/Length 10 0 R /Filter /FlateDecode'),
  },
  {
    name: 'a length that is a word',
    reason: /read|damaged|other/,
    make: streamed(() => '/Length /x /Filter /FlateDecode'),
  },
  { name: 'no filter at all', reason: 'pdf-carries-other', make: streamed((length) => `/Length ${length}`) },
  {
    name: 'an unknown filter',
    reason: /damaged|other/,
    make: streamed((length) => `/Length ${length} /Filter /SpellDecode`),
  },
  {
    name: 'a thousand filters',
    reason: /damaged|other/,
    make: streamed((length) => `/Length ${length} /Filter [${'/FlateDecode '.repeat(1000)}]`),
  },
  {
    name: 'filters of pictures',
    reason: /damaged|other/,
    make: streamed(
      (length) => `/Length ${length} /Filter [/FlateDecode /JPXDecode /JBIG2Decode /DCTDecode /CCITTFaxDecode]`,
    ),
  },
  {
    name: 'rows of a thousand million columns',
    reason: /damaged|other|costly/,
    make: streamed((length) => `${FLATE(length)} /DecodeParms << /Predictor 12 /Columns 1000000000 /Colors 32 >>`),
  },
  {
    name: 'a file that lies outside',
    reason: /read|damaged|other/,
    make: streamed((length) => `${FLATE(length)} /F (/etc/passwd) /FFilter /FlateDecode`),
  },
  { name: 'a file of an address', reason: 'file-damaged', make: told(`/FS /URL /F (https://example.org/${PACK})`) },
  { name: 'a file on the disk', reason: 'file-damaged', make: told(`/F (/etc/${PACK})`) },
  { name: 'a file that tells of itself', reason: 'file-damaged', make: told(`${NAMED} /EF << /F 11 0 R >>`) },
  { name: 'a file that is the catalog', reason: 'file-damaged', make: told(`${NAMED} /EF 1 0 R`) },
  { name: 'a file that is missing', reason: 'file-damaged', make: told(`${NAMED} /EF << /F 77 0 R >>`) },
];

/** Structures that lead in circles, or to nothing. */
const LOOPS: readonly HostilePdf[] = [
  {
    name: 'a tree of files whose branch is itself',
    reason: /damaged|no-pack/,
    make: parts(() => ({ objects: { 100: '<< /Kids [100 0 R 100 0 R] >>' }, tree: '100 0 R' })),
  },
  {
    name: 'two branches that hold each other',
    reason: /damaged|no-pack/,
    make: parts(() => ({ objects: { 100: '<< /Kids [101 0 R] >>', 101: '<< /Kids [100 0 R] >>' }, tree: '100 0 R' })),
  },
  {
    name: 'a tree that is no tree',
    reason: /damaged|no-pack/,
    make: parts((bytes) => ({ files: [{ bytes }], tree: '10 0 R' })),
  },
  {
    name: 'names that are numbers',
    reason: /read|damaged|no-pack/,
    make: parts((bytes) => ({ files: [{ bytes }], tree: '<< /Names [1 11 0 R 2 11 0 R] >>' })),
  },
  {
    name: 'a hundred thousand names',
    reason: /many-packs|costly|slow/,
    make: parts((bytes) => ({
      files: [{ bytes }],
      tree: `<< /Names [${Array.from({ length: 100_000 }, (_, n) => `(${n}) 11 0 R`).join(' ')}] >>`,
    })),
  },
  {
    name: 'an object that is itself',
    reason: /damaged|no-pack/,
    make: parts(() => ({ objects: { 100: '100 0 R' }, tree: '100 0 R' })),
  },
  {
    name: 'lists in lists in lists',
    reason: /damaged|no-pack|costly/,
    make: parts(() => ({ objects: { 100: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }, tree: '100 0 R' })),
  },
  {
    name: 'pages that are their own parents',
    reason: /read|damaged/,
    make: parts((bytes) => ({ files: [{ bytes }], objects: { 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' } })),
  },
  {
    name: 'a thousand million pages',
    reason: /read|damaged/,
    make: parts((bytes) => ({
      files: [{ bytes }],
      objects: { 2: '<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>' },
    })),
  },
  {
    name: 'a table of objects that comes before itself',
    reason: /read|damaged/,
    make: (path, sound) => {
      const first = pdfWith(packOf(sound));
      writeFileSync(
        path,
        pdfOf({ files: [{ bytes: packOf(sound) }], trailer: `/Prev ${first.lastIndexOf('xref\n0')}` }),
      );
    },
  },
  {
    name: 'a table of objects that is missing',
    reason: /read|damaged/,
    make: parts((bytes) => ({ files: [{ bytes }], xref: () => '' })),
  },
  {
    name: 'a table of a thousand million objects',
    reason: /read|damaged|slow|costly/,
    make: parts((bytes) => ({
      files: [{ bytes }],
      xref: () => 'xref\n0 1000000000\n0000000000 65535 f \ntrailer\n<< /Size 1000000000 /Root 1 0 R >>\n',
    })),
  },
  {
    name: 'a packed table of a thousand million objects',
    reason: /read|damaged|slow|costly/,
    make: parts((bytes) => ({
      files: [{ bytes }],
      xref: () =>
        '99 0 obj\n<< /Type /XRef /Size 1000000000 /W [0 0 0] /Index [0 1000000000] /Root 1 0 R /Length 0 >>\nstream\n\nendstream\nendobj\n',
    })),
  },
  {
    name: 'objects packed in themselves',
    reason: /read|damaged|no-pack/,
    make: parts((bytes) => ({
      files: [{ bytes }],
      objects: {
        100: '<< /Type /ObjStm /N 1 /First 6 /Extends 100 0 R /Length 20 >>\nstream\n100 0 << /A 100 0 R >>\nendstream',
      },
      tree: '100 0 R',
    })),
  },
];

/** Files that want to do something. None of it is even looked at. */
const ACTIVE: readonly HostilePdf[] = [
  {
    name: 'a script that runs when it opens',
    reason: 'read',
    make: parts((bytes) => ({
      files: [{ bytes }],
      catalog: '/OpenAction << /S /JavaScript /JS (process.exit\\(7\\)) >> /AA << /WC << /S /Launch /F (/bin/sh) >> >>',
    })),
  },
  {
    name: 'a form that calls home',
    reason: 'read',
    make: parts((bytes) => ({
      files: [{ bytes }],
      catalog:
        '/AcroForm << /XFA (<x href="http://127.0.0.1:9/">) /NeedAppearances true >> /OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>',
    })),
  },
];

/** Files that are no PDF, or no whole one. */
const BROKEN: readonly HostilePdf[] = [
  { name: 'a beginning alone', reason: 'file-damaged', make: (path) => writeFileSync(path, '%PDF-1.7\n') },
  {
    name: 'a beginning and noise',
    reason: 'file-damaged',
    make: (path) => writeFileSync(path, `%PDF-1.7\n${'\u00ff\u0003 obj'.repeat(9999)}`),
  },
  {
    name: 'bytes before the beginning',
    reason: 'not-a-pack',
    make: (path, sound) => writeFileSync(path, Buffer.concat([Buffer.from('x'), pdfWith(packOf(sound))])),
  },
  {
    name: 'a PDF that is cut',
    reason: /damaged|no-pack|other/,
    make: (path, sound) => {
      writeFileSync(path, pdfWith(packOf(sound)));
      patch(path, (bytes) => bytes.subarray(0, bytes.length / 2));
    },
  },
  {
    name: 'more than two hundred megabytes',
    reason: 'file-too-large',
    make: (path, sound) => {
      writeFileSync(path, pdfWith(packOf(sound)));
      truncateSync(path, 2 ** 28);
    },
  },
];

/** Every hostile PDF that can be read in this process. */
export const HOSTILE_PDFS: readonly HostilePdf[] = [
  ...CARRIED,
  ...NAMED_BADLY,
  ...LYING,
  ...LOOPS,
  ...ACTIVE,
  ...BROKEN,
];

/** Files that only a process of its own may read: it is ended over them. */
export const DEADLY_PDFS: readonly HostilePdf[] = [
  {
    name: 'two gigabytes of zeros',
    reason: /^file-too-(costly|slow)$/,
    make: parts(() => ({ files: [{ bytes: bombOf(2000), plain: true, stream: FLATE }] })),
  },
  {
    name: 'gigabytes of zeros, packed twice',
    reason: /^file-too-(costly|slow)$/,
    make: parts(() => ({
      files: [
        {
          bytes: deflateSync(bombOf(4000)),
          plain: true,
          stream: (length) => `/Length ${length} /Filter [/FlateDecode /FlateDecode]`,
        },
      ],
    })),
  },
];
