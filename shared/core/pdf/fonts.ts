import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TFontDictionary } from 'pdfmake/interfaces.js';
import { readCoverage } from './coverage.ts';
import { PdfError } from './errors.ts';
import type { Family } from './style.ts';
import type { Covers } from './typeset.ts';

interface Faces {
  readonly normal: string;
  readonly bold: string;
  readonly italics: string;
  readonly bolditalics: string;
}

const family = (folder: string, name: string): Faces => ({
  normal: `${folder}/${name}_400Regular.ttf`,
  bold: `${folder}/${name}_600SemiBold.ttf`,
  italics: `${folder}/${name}_400Regular_Italic.ttf`,
  bolditalics: `${folder}/${name}_600SemiBold_Italic.ttf`,
});

const inter = family('inter', 'Inter');
const mono = family('ibm-plex-mono', 'IBMPlexMono');

/** The files of each family, below `resources/fonts`. Faces that are not shipped fall back to their nearest one. */
const FILES: Readonly<Record<Family, Faces>> = {
  Serif: family('source-serif-4', 'SourceSerif4'),
  Sans: family('source-sans-3', 'SourceSans3'),
  Inter: { ...inter, bolditalics: inter.bold },
  Mono: { ...mono, italics: mono.normal, bolditalics: mono.bold },
};

const coverageOf = (path: string): ReadonlySet<number> => {
  try {
    return readCoverage(readFileSync(path));
  } catch (error) {
    throw new PdfError('The fonts of the report are missing or damaged. Install Briefwright again, then export.', {
      cause: error,
    });
  }
};

export interface Fonts {
  /** Absolute paths, as pdfmake wants them. */
  readonly dictionary: TFontDictionary;
  /** Every file that may be read; nothing else may. */
  readonly files: ReadonlySet<string>;
  readonly covers: Covers;
}

/** The fonts of the report below the given resources folder. Throws a PdfError when one is missing or no font. */
export const loadFonts = (resources: string): Fonts => {
  const dictionary: TFontDictionary = {};
  const files = new Set<string>();
  const coverage = new Map<string, ReadonlySet<number>>();
  for (const [name, faces] of Object.entries(FILES)) {
    const paths = Object.entries(faces).map(([style, file]) => [style, join(resources, 'fonts', file)] as const);
    dictionary[name] = Object.fromEntries(paths);
    for (const [, path] of paths) files.add(path);
    // The faces of one family are drawn with one character set.
    coverage.set(name, coverageOf(join(resources, 'fonts', faces.normal)));
  }
  return { dictionary, files, covers: (name, codePoint) => coverage.get(name)!.has(codePoint) };
};
