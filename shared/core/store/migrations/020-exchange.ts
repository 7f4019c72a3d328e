/** What was merged from other copies, so that it can be told and taken back, and what was kept out of a merge. */
export const exchange = `
CREATE TABLE receipts (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  author INTEGER NOT NULL REFERENCES authors (n),
  -- From whom, as claimed.
  sender TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  undone_at INTEGER
) STRICT;

-- The changes that a merge brought in. Local to this file, like edits.
CREATE TABLE receipt_changes (
  receipt INTEGER NOT NULL REFERENCES receipts (n),
  dot INTEGER NOT NULL REFERENCES changes (dot),
  PRIMARY KEY (receipt, dot)
) STRICT, WITHOUT ROWID;

-- Changes that claim the dot of another (MERGE.md, M19): kept to be looked at, never applied.
CREATE TABLE quarantine (
  receipt INTEGER NOT NULL REFERENCES receipts (n),
  record TEXT NOT NULL,
  kind TEXT NOT NULL,
  change TEXT NOT NULL CHECK (json_valid(change)),
  PRIMARY KEY (receipt, record, change)
) STRICT, WITHOUT ROWID;

CREATE INDEX siblings_dot ON siblings (dot);
`;
