import type { ImportResult } from '../../contract/transfer.ts';
import { type EvidenceFields, evidenceFields } from '../../model/fact.ts';
import { noteFields } from '../../model/note.ts';
import { proseFromText } from '../../model/prose.ts';
import { formatName, type SourceFields } from '../../model/source.ts';
import { subjectFields } from '../../model/subject.ts';
import { joinedWith, standing } from '../store/aliases.ts';
import type { Readable } from '../store/handle.ts';
import { foldName } from '../store/indexing.ts';
import type { Write } from '../store/write.ts';
import { KnownFacts } from './known-facts.ts';
import type { ImportRow } from './rows.ts';

/** Reports of what could not be carried beyond this are only counted. */
const TOLD = 100;

type Counts = Omit<ImportResult, 'rejected' | 'dry'>;

/** What of a source a line may say otherwise than the source that is there. */
const COMPARED = ['title', 'authors', 'publisher', 'issued', 'accessed', 'reliability'] as const;
const UNSAID: Readonly<Record<(typeof COMPARED)[number], string>> = {
  title: '',
  authors: '',
  publisher: '',
  issued: '',
  accessed: '',
  reliability: 'F',
};

const said = (source: SourceFields, field: (typeof COMPARED)[number]): string =>
  field === 'authors' ? source.authors.map(formatName).join('; ') : (source[field] ?? '');

/** The empty form of evidence, so that defaults are decided in one place. */
const { stance, independenceGroup, attachments } = evidenceFields.omit({ fact: true, source: true }).parse({});

const evidence = (
  { evidence: { locator, quote, credibility } }: ImportRow,
  fact: string,
  source: string,
): EvidenceFields => ({
  fact,
  source,
  locator,
  quote,
  credibility,
  stance,
  independenceGroup,
  attachments,
});

/** What a source is found by. No address is empty, so a title cannot be taken for one. */
const nameOf = ({ url, title }: SourceFields): string => url || `\u0001${title}`;

interface KnownSource {
  readonly id: string;
  readonly fields: SourceFields;
}

/**
 * Writes the rows of an import in one transaction. Subjects are found by name or alias and sources by address, or by
 * title when the line gives no address; what is there already is not changed. A fact that is there with the same
 * statement, subject, date and quantity is a duplicate and left alone.
 */
export class ImportWriter {
  readonly #write: Write;
  /** Read row by row only: asked for anew each time, it would bring the indexes up to every single line. */
  readonly #db: Readable;
  readonly #added = { facts: 0, sources: 0, notes: 0, subjects: 0 };
  #duplicates = 0;
  readonly #notCarried = new Set<string>();
  #untold = 0;
  #facts: KnownFacts | undefined;
  #subjects: Map<string, string> | undefined;
  /** The reader gives equal sources as one object, so most lines need no look at the library. */
  readonly #sources = new Map<SourceFields, string>();
  readonly #sourcesByName = new Map<string, KnownSource>();

  constructor(write: Write) {
    this.#write = write;
    this.#db = write.db;
  }

  add(file: string, row: ImportRow): void {
    const subject = row.subject === '' ? null : this.#subjectOf(row.subject);
    this.#facts ??= new KnownFacts(this.#db);
    const there = this.#facts.find(row.fact, subject);
    if (there !== undefined) {
      this.#duplicates++;
      if (row.source) this.#tellNewSource(file, row.line, there, row.source);
      return;
    }
    const source = row.source && this.#sourceOf(file, row, row.source);
    row.fact.subject = subject;
    const fact = this.#write.create('fact', row.fact);
    this.#facts.add(fact);
    this.#added.facts++;
    if (source) this.#write.create('evidence', evidence(row, fact, source));
    if (row.note !== '') this.#addNote(row, fact);
  }

  result(): Counts {
    const notCarried = [...this.#notCarried];
    if (this.#untold > 0) notCarried.push(`and ${this.#untold} more`);
    return { added: { ...this.#added }, updated: 0, unchanged: 0, duplicates: this.#duplicates, notCarried };
  }

  #addNote(row: ImportRow, fact: string): void {
    const body = proseFromText(row.note);
    const links = [{ kind: 'fact' as const, id: fact }];
    this.#write.create('note', noteFields.parse({ body, links, marking: row.fact.marking }));
    this.#added.notes++;
  }

  #knownSubjects(): Map<string, string> {
    const known = new Map<string, string>();
    for (const { id, name, aliases } of this.#db.all(
      `SELECT ${standing('subjects.id')} AS id, name, aliases FROM subjects WHERE retired = 0`,
    )) {
      for (const alias of JSON.parse(aliases as string) as string[]) known.set(foldName(alias), id as string);
      known.set(foldName(name as string), id as string);
    }
    return known;
  }

  #subjectOf(name: string): string {
    this.#subjects ??= this.#knownSubjects();
    const subjects = this.#subjects;
    let id = subjects.get(name) ?? subjects.get(foldName(name));
    if (id === undefined) {
      id = this.#write.create('subject', subjectFields.parse({ name }));
      this.#added.subjects++;
      subjects.set(foldName(name), id);
    }
    // As written, too, so that the next line with it need not fold it.
    subjects.set(name, id);
    return id;
  }

  #sourceOf(file: string, row: ImportRow, source: SourceFields): string {
    const known = this.#sources.get(source);
    if (known !== undefined) return known;
    let there = this.#knownSource(source);
    if (there) this.#tellDifferences(file, row.line, there.fields, source);
    else {
      const id = this.#write.create('source', { ...source, marking: row.fact.marking });
      there = { id, fields: source };
      this.#sourcesByName.set(nameOf(source), there);
      this.#added.sources++;
    }
    this.#sources.set(source, there.id);
    return there.id;
  }

  #knownSource(source: SourceFields): KnownSource | undefined {
    const name = nameOf(source);
    const there = this.#sourcesByName.get(name) ?? this.#findSource(source);
    if (there) this.#sourcesByName.set(name, there);
    return there;
  }

  #findSource({ url, title }: SourceFields): KnownSource | undefined {
    // The condition on the address lets the index be used, which leaves out sources without one.
    const [condition, value] = url ? [`url = ? AND url <> ''`, url] : ['title = ?', title];
    const row = this.#db.get(
      `SELECT ${standing('sources.id')} AS id FROM sources WHERE ${condition} AND retired = 0 ORDER BY n LIMIT 1`,
      value,
    );
    return row && { id: row.id as string, fields: this.#write.need('source', row.id as string) };
  }

  #tell(report: string): void {
    if (this.#notCarried.size < TOLD) this.#notCarried.add(report);
    else this.#untold++;
  }

  #tellNewSource(file: string, line: number, fact: string, source: SourceFields): void {
    const id = this.#knownSource(source)?.id ?? '';
    const linked = this.#db.get(
      `SELECT 1 FROM evidence WHERE fact IN ${joinedWith('?')} AND source IN ${joinedWith('?')} AND retired = 0`,
      fact,
      fact,
      id,
      id,
    );
    if (!linked) this.#tell(`${file}, line ${line}: the fact is there already; its new source was not added to it.`);
  }

  #tellDifferences(file: string, line: number, there: SourceFields, given: SourceFields): void {
    const address = given.title === given.url;
    for (const field of COMPARED) {
      const wanted = said(given, field);
      const kept = said(there, field);
      if (wanted === UNSAID[field] || wanted === kept || (field === 'title' && address)) continue;
      this.#tell(
        `${file}, line ${line}: the source "${there.title}" is there already and keeps its ${field} (${kept || 'none'}, not ${wanted}).`,
      );
    }
  }
}
