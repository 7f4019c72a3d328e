/** Written out rather than imported, since a released migration must not change with the model. */
const KINDS = 'subject source fact evidence note judgement template briefing section block edition proposal'.split(' ');

const oneOf = (column: string, values: readonly string[]): string =>
  `CHECK (${values.map((value) => `${column} = '${value}'`).join(' OR ')})`;

/**
 * Proposed edits to records of others (MERGE.md, M20). The log is built anew, since its check names every kind there is.
 * A proposal may wait for its target, so its link is no reference.
 */
export const proposals = `
CREATE TABLE proposals (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  vector TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by INTEGER NOT NULL REFERENCES authors (n),
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  target_kind TEXT NOT NULL ${oneOf('target_kind', KINDS)},
  target TEXT NOT NULL CHECK (length(target) = 36),
  patch TEXT NOT NULL CHECK (json_valid(patch)),
  saw TEXT NOT NULL,
  proposer TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL ${oneOf('state', ['open', 'accepted', 'declined', 'withdrawn'])},
  answer TEXT NOT NULL,
  marking TEXT NOT NULL ${oneOf('marking', ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'])}
) STRICT;
CREATE INDEX proposals_target ON proposals (target, state);
CREATE INDEX proposals_state ON proposals (retired, state, updated_at DESC, n);

CREATE TABLE changes_new (
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
INSERT INTO changes_new (dot, clock_ms, clock_counter, author, kind, record, op, fields, seen, reason)
  SELECT dot, clock_ms, clock_counter, author, kind, record, op, fields, seen, reason FROM changes ORDER BY dot;
DROP TABLE changes;
ALTER TABLE changes_new RENAME TO changes;
CREATE INDEX changes_record ON changes (record);
`;
