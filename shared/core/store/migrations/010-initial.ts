/** Written out rather than imported, since a released migration must not change with the model. */
const KINDS = 'subject source fact evidence note judgement template briefing section block edition'.split(' ');

/** Written out, since SQLite builds a table in memory for every row that meets an `IN (…)` in a check. */
const oneOf = (column: string, values: readonly string[]): string =>
  `CHECK (${values.map((value) => `${column} = '${value}'`).join(' OR ')})`;

const markingOf = (column: string): string =>
  `${column} TEXT NOT NULL ${oneOf(column, ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'])}`;
const marking = markingOf('marking');
const page = `page TEXT NOT NULL ${oneOf('page', ['A4', 'Letter'])}`;
const scale = `scale TEXT NOT NULL ${oneOf('scale', ['icd203', 'phia'])}`;

/** What every record's table begins with. `vector` names replicas by their number in `replicas`. */
const base = `n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  vector TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by INTEGER NOT NULL REFERENCES authors (n),
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))`;

/** The first released schema. Never edited once released: later changes are later migrations. */
export const initial = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE replicas (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  last_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE authors (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- Steps as the user made them, for undo. Local to this file: not part of what is merged or digested.
CREATE TABLE edits (
  n INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,
  author INTEGER NOT NULL REFERENCES authors (n),
  joins TEXT NOT NULL DEFAULT '',
  -- What it wrote: changes of one replica without a gap. Nothing when the last lies before the first.
  first_dot INTEGER NOT NULL,
  last_dot INTEGER NOT NULL,
  undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
  undone_by INTEGER REFERENCES edits (n),
  -- The step that this one took back: an undo, or the redo of one.
  reverts INTEGER REFERENCES edits (n)
) STRICT;
CREATE INDEX edits_open ON edits (undoable, undone_by, n);
CREATE INDEX edits_dots ON edits (first_dot);

-- The history: append-only, keyed by dot (store/dots.ts), with the vector of the record that the writer saw. A record
-- that was never changed says itself what it was made with; its first edit writes that down here as well.
CREATE TABLE changes (
  dot INTEGER PRIMARY KEY,
  clock_ms INTEGER NOT NULL,
  clock_counter INTEGER NOT NULL CHECK (clock_counter BETWEEN 0 AND 65535),
  author INTEGER NOT NULL REFERENCES authors (n),
  kind TEXT NOT NULL ${oneOf('kind', KINDS)},
  record TEXT NOT NULL,
  op TEXT NOT NULL ${oneOf('op', ['create', 'edit', 'retire', 'restore'])},
  fields TEXT CHECK (iif(fields IS NULL, op = 'create', json_valid(fields))),
  seen TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  replica INTEGER NOT NULL GENERATED ALWAYS AS (dot >> 36) VIRTUAL REFERENCES replicas (n),
  seq INTEGER NOT NULL GENERATED ALWAYS AS (dot & 0xfffffffff) VIRTUAL CHECK (seq > 0)
) STRICT;
CREATE INDEX changes_record ON changes (record);

-- Only where more than one value of a field survives: the dots of all of them.
CREATE TABLE siblings (
  record TEXT NOT NULL,
  field TEXT NOT NULL,
  dot INTEGER NOT NULL REFERENCES changes (dot),
  PRIMARY KEY (record, field, dot)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachments (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE subjects (
  ${base},
  name TEXT NOT NULL,
  kind TEXT NOT NULL ${oneOf('kind', ['organisation', 'person', 'place', 'product', 'event', 'topic'])},
  aliases TEXT NOT NULL CHECK (json_valid(aliases)),
  parent TEXT REFERENCES subjects (id) DEFERRABLE INITIALLY DEFERRED,
  description TEXT NOT NULL,
  ${marking}
) STRICT;
CREATE INDEX subjects_name ON subjects (name COLLATE NOCASE);
CREATE INDEX subjects_parent ON subjects (parent) WHERE parent IS NOT NULL;

CREATE TABLE sources (
  ${base},
  title TEXT NOT NULL CHECK (title <> ''),
  type TEXT NOT NULL,
  authors TEXT NOT NULL CHECK (json_valid(authors)),
  publisher TEXT NOT NULL,
  container_title TEXT NOT NULL,
  issued TEXT,
  url TEXT NOT NULL,
  doi TEXT NOT NULL,
  language TEXT NOT NULL,
  accessed TEXT,
  archive_url TEXT NOT NULL,
  archived_at TEXT,
  descriptor TEXT NOT NULL,
  reliability TEXT NOT NULL ${oneOf('reliability', ['A', 'B', 'C', 'D', 'E', 'F'])},
  ${marking},
  attachments TEXT NOT NULL CHECK (json_valid(attachments)),
  csl TEXT NOT NULL CHECK (json_valid(csl))
) STRICT;
CREATE INDEX sources_updated ON sources (retired, updated_at DESC, n);
CREATE INDEX sources_url ON sources (url);
CREATE INDEX sources_title ON sources (title);

CREATE TABLE facts (
  ${base},
  statement TEXT NOT NULL CHECK (statement <> ''),
  subject TEXT REFERENCES subjects (id) DEFERRABLE INITIALLY DEFERRED,
  value TEXT,
  value_number REAL,
  unit TEXT,
  qualifier TEXT,
  as_of TEXT,
  as_of_from TEXT,
  as_of_to TEXT,
  valid_until TEXT,
  review_by TEXT,
  status TEXT NOT NULL ${oneOf('status', ['unverified', 'verified', 'disputed', 'superseded'])},
  superseded_by TEXT REFERENCES facts (id) DEFERRABLE INITIALLY DEFERRED,
  ${marking},
  tags TEXT NOT NULL CHECK (json_valid(tags)),
  custom TEXT NOT NULL CHECK (json_valid(custom)),
  CHECK ((value IS NULL) = (unit IS NULL) AND (value IS NULL) = (qualifier IS NULL)),
  CHECK (as_of IS NOT NULL OR (as_of_from IS NULL AND as_of_to IS NULL))
) STRICT;
CREATE INDEX facts_updated ON facts (retired, updated_at DESC, n);
CREATE INDEX facts_subject ON facts (subject, retired, updated_at DESC) WHERE subject IS NOT NULL;
CREATE INDEX facts_as_of ON facts (retired, as_of_from, n);
CREATE INDEX facts_review ON facts (review_by) WHERE review_by IS NOT NULL;
CREATE INDEX facts_superseded ON facts (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE TABLE evidence (
  ${base},
  fact TEXT NOT NULL REFERENCES facts (id) DEFERRABLE INITIALLY DEFERRED,
  source TEXT NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
  locator TEXT NOT NULL,
  quote TEXT NOT NULL,
  credibility INTEGER NOT NULL CHECK (credibility BETWEEN 1 AND 6),
  stance TEXT NOT NULL ${oneOf('stance', ['supports', 'contradicts'])},
  independence_group TEXT NOT NULL,
  attachments TEXT NOT NULL CHECK (json_valid(attachments))
) STRICT;
CREATE INDEX evidence_fact ON evidence (fact, retired);
CREATE INDEX evidence_source ON evidence (source, retired);

CREATE TABLE notes (
  ${base},
  title TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  links TEXT NOT NULL CHECK (json_valid(links)),
  ${marking},
  tags TEXT NOT NULL CHECK (json_valid(tags))
) STRICT;
CREATE INDEX notes_updated ON notes (retired, updated_at DESC, n);

-- Which records carry a tag, by their n; the record itself holds the list.
CREATE TABLE tags (
  kind TEXT NOT NULL ${oneOf('kind', ['fact', 'note'])},
  tag TEXT NOT NULL CHECK (tag <> ''),
  record INTEGER NOT NULL,
  PRIMARY KEY (kind, tag, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgements (
  ${base},
  sentence TEXT NOT NULL,
  ${scale},
  likelihood TEXT,
  confidence TEXT ${oneOf('confidence', ['high', 'moderate', 'low'])},
  confidence_reason TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (json_valid(basis)),
  alternatives TEXT NOT NULL,
  ${marking}
) STRICT;

CREATE TABLE templates (
  ${base},
  key TEXT NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  description TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  briefing_title TEXT NOT NULL,
  ${scale},
  ${page},
  sections TEXT NOT NULL CHECK (json_valid(sections))
) STRICT;
CREATE INDEX templates_key ON templates (key);

CREATE TABLE briefings (
  ${base},
  template TEXT NOT NULL REFERENCES templates (id) DEFERRABLE INITIALLY DEFERRED,
  template_version INTEGER NOT NULL,
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  title TEXT NOT NULL CHECK (title <> ''),
  subtitle TEXT NOT NULL,
  customer TEXT NOT NULL,
  question TEXT NOT NULL,
  date TEXT,
  author TEXT NOT NULL,
  ${marking},
  ${scale},
  ${page},
  language TEXT NOT NULL,
  bottom_line TEXT REFERENCES judgements (id) DEFERRABLE INITIALLY DEFERRED,
  source_summary TEXT NOT NULL
) STRICT;
CREATE INDEX briefings_updated ON briefings (retired, updated_at DESC, n);
CREATE INDEX briefings_template ON briefings (template);
CREATE INDEX briefings_bottom_line ON briefings (bottom_line) WHERE bottom_line IS NOT NULL;

CREATE TABLE sections (
  ${base},
  briefing TEXT NOT NULL REFERENCES briefings (id) DEFERRABLE INITIALLY DEFERRED,
  position TEXT NOT NULL,
  template_key TEXT NOT NULL,
  heading TEXT NOT NULL,
  guidance TEXT NOT NULL,
  kind TEXT NOT NULL ${oneOf('kind', ['narrative', 'facts', 'table', 'chart', 'timeline', 'judgements', 'sources'])},
  fill TEXT CHECK (fill IS NULL OR json_valid(fill)),
  coverage TEXT NOT NULL CHECK (json_valid(coverage))
) STRICT;
CREATE INDEX sections_briefing ON sections (briefing, position);

CREATE TABLE blocks (
  ${base},
  section TEXT NOT NULL REFERENCES sections (id) DEFERRABLE INITIALLY DEFERRED,
  position TEXT NOT NULL,
  ${marking},
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE INDEX blocks_section ON blocks (section, position);

CREATE TABLE editions (
  ${base},
  briefing TEXT NOT NULL REFERENCES briefings (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number > 0),
  ${markingOf('release_marking')},
  sealed_at INTEGER NOT NULL,
  tree TEXT NOT NULL CHECK (json_valid(tree)),
  pdf_sha256 TEXT NOT NULL CHECK (length(pdf_sha256) = 64),
  withdrawn TEXT NOT NULL
) STRICT;
CREATE INDEX editions_briefing ON editions (briefing, number);

-- Which record relies on which fact at which revision: read off blocks, judgements and notes as they are written.
CREATE TABLE pins (
  holder TEXT NOT NULL,
  kind TEXT NOT NULL ${oneOf('kind', ['block', 'judgement', 'note'])},
  fact TEXT NOT NULL,
  revision TEXT NOT NULL,
  PRIMARY KEY (holder, fact, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX pins_fact ON pins (fact);

-- Text search, one index per kind; rowid is the record's n. The text itself stays in the record.
CREATE VIRTUAL TABLE facts_text USING fts5 (statement, context, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE sources_text USING fts5 (title, context, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE notes_text USING fts5 (title, context, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE subjects_text USING fts5 (name, context, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE briefings_text USING fts5 (title, context, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
`;
