/** Who packs go to and come from, and what each is known to have. Local to this file, like receipts: never merged. */
export const colleagues = `
CREATE TABLE colleagues (
  n INTEGER PRIMARY KEY,
  -- As it was first written; found by the folded form in key.
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  sent_at INTEGER,
  received_at INTEGER
) STRICT;

-- Per record the vector up to which a colleague is known to have it. By record, since most packs hold a part only.
CREATE TABLE held (
  colleague INTEGER NOT NULL REFERENCES colleagues (n),
  record TEXT NOT NULL,
  vector TEXT NOT NULL,
  PRIMARY KEY (colleague, record)
) STRICT, WITHOUT ROWID;

-- Packs that were merged or written to the shared folder, by their bytes: they are not offered as new.
CREATE TABLE handled (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
