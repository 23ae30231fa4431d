-- What the store is: id, party, training mark, the program that wrote last.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE officer (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL COLLATE NOCASE UNIQUE,
    name TEXT NOT NULL,
    nip TEXT NOT NULL,
    pangkat TEXT NOT NULL,
    jabatan TEXT NOT NULL,
    roles TEXT NOT NULL,
    public_key TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
) STRICT;

CREATE TRIGGER officer_stays BEFORE DELETE ON officer
BEGIN SELECT RAISE(ABORT, 'officers are deactivated, never deleted'); END;

-- Append-only, hash-chained; the next sequence is the only one that fits.
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    details TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_only_appended BEFORE INSERT ON audit
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE audit_witness (
    size INTEGER NOT NULL,
    hash TEXT NOT NULL,
    source TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (size, hash, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE addendum (
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    number TEXT NOT NULL,
    body TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (agreement_id, number)
) STRICT;

CREATE TABLE snapshot (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    register TEXT NOT NULL,
    party TEXT NOT NULL,
    position TEXT NOT NULL,
    received_at TEXT NOT NULL,
    received_by TEXT NOT NULL,
    channel TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    rows INTEGER NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_refused INTEGER NOT NULL,
    columns TEXT NOT NULL,
    report TEXT NOT NULL,
    quality TEXT,
    stored_columns TEXT NOT NULL,
    chunks_digest TEXT NOT NULL
) STRICT;

CREATE INDEX snapshot_by_agreement ON snapshot (agreement_id, id);

CREATE TRIGGER snapshot_not_changed BEFORE UPDATE OF
    id, agreement_id, register, party, position, received_at, received_by, channel, file_name, file_sha256,
    content_digest, rows, rows_read, rows_refused, columns, report, stored_columns, chunks_digest ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

-- One Arrow-IPC zstd blob per column and 64k rows; first and last are the row numbers (_row) covered.
-- The snapshot's own row comes last, with the sum of all digests: hence the deferred reference.
CREATE TABLE snapshot_chunk (
    snapshot_id TEXT NOT NULL REFERENCES snapshot (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    digest BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- Covers all but the body, so that finding a person does not touch the pages of every chunk.
CREATE UNIQUE INDEX snapshot_chunk_key ON snapshot_chunk (snapshot_id, name, chunk, first, last, rows, digest);

CREATE TRIGGER snapshot_chunk_not_changed BEFORE UPDATE ON snapshot_chunk
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

-- Person index: pieces of (nip, row) sorted by nip, found by the span of numbers they cover.
CREATE TABLE snapshot_person (
    snapshot_id TEXT NOT NULL REFERENCES snapshot (id),
    piece INTEGER NOT NULL,
    first_nip INTEGER NOT NULL,
    last_nip INTEGER NOT NULL,
    digest BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX snapshot_person_key ON snapshot_person (snapshot_id, piece, first_nip, last_nip);

CREATE TABLE snapshot_problem (
    snapshot_id TEXT NOT NULL REFERENCES snapshot (id),
    number INTEGER NOT NULL,
    row INTEGER NOT NULL,
    sheet_row INTEGER NOT NULL,
    name TEXT NOT NULL,
    code INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    snapshot_a TEXT NOT NULL REFERENCES snapshot (id),
    snapshot_b TEXT NOT NULL REFERENCES snapshot (id),
    party_a TEXT NOT NULL,
    party_b TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    rules_version TEXT NOT NULL,
    rules_digest TEXT NOT NULL,
    decisions_digest TEXT NOT NULL,
    digest_a TEXT NOT NULL,
    digest_b TEXT NOT NULL,
    result_digest TEXT NOT NULL,
    summary TEXT NOT NULL,
    model TEXT NOT NULL,
    supersedes TEXT REFERENCES run (id)
) STRICT;

CREATE INDEX run_by_agreement ON run (agreement_id, id);
CREATE INDEX run_by_superseded ON run (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER run_not_changed BEFORE UPDATE ON run
BEGIN SELECT RAISE(ABORT, 'a run never changes'); END;

CREATE TABLE run_chunk (
    run_id TEXT NOT NULL REFERENCES run (id),
    name TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    digest BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX run_chunk_key ON run_chunk (run_id, name, chunk);

CREATE TRIGGER run_chunk_not_changed BEFORE UPDATE ON run_chunk
BEGIN SELECT RAISE(ABORT, 'a run never changes'); END;

CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES run (id),
    row_a INTEGER NOT NULL,
    row_b INTEGER NOT NULL,
    fingerprint_a TEXT NOT NULL,
    fingerprint_b TEXT NOT NULL,
    party_a TEXT NOT NULL,
    party_b TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT
) STRICT;

CREATE INDEX decision_by_agreement ON decision (agreement_id, id);

-- A decision is evidence: it can be taken back once, and that stays visible.
CREATE TRIGGER decision_only_undone BEFORE UPDATE ON decision
WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a decision is only taken back, once'); END;
CREATE TRIGGER decision_not_deleted BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;

CREATE TABLE correction (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES run (id),
    proposer TEXT NOT NULL,
    owner TEXT NOT NULL,
    target_row INTEGER NOT NULL,
    target_fingerprint TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    nip TEXT NOT NULL,
    element TEXT NOT NULL,
    old_value TEXT NOT NULL,
    proposed_value TEXT NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at TEXT NOT NULL,
    due TEXT,
    answer_reason TEXT NOT NULL,
    answered_at TEXT
) STRICT;

CREATE INDEX correction_by_agreement ON correction (agreement_id, run_id, id);

CREATE TABLE document (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    supersedes TEXT REFERENCES document (id),
    frozen TEXT
) STRICT;

CREATE INDEX document_by_agreement ON document (agreement_id, id);

CREATE TRIGGER document_frozen BEFORE UPDATE OF content, content_hash, frozen ON document
WHEN OLD.frozen IS NOT NULL
    AND (NEW.content IS NOT OLD.content OR NEW.content_hash IS NOT OLD.content_hash OR NEW.frozen IS NOT OLD.frozen)
BEGIN SELECT RAISE(ABORT, 'a frozen document never changes'); END;
CREATE TRIGGER document_not_deleted BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'a document is superseded, never deleted'); END;

CREATE TABLE document_step (
    document_id TEXT NOT NULL REFERENCES document (id),
    number INTEGER NOT NULL,
    step TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    at TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (document_id, number)
) STRICT;

CREATE TRIGGER document_step_not_changed BEFORE UPDATE ON document_step
BEGIN SELECT RAISE(ABORT, 'a signed step never changes'); END;
CREATE TRIGGER document_step_not_deleted BEFORE DELETE ON document_step
BEGIN SELECT RAISE(ABORT, 'a signed step is never deleted'); END;

CREATE TABLE document_paper (
    document_id TEXT NOT NULL REFERENCES document (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (document_id, name)
) STRICT;

CREATE TRIGGER document_paper_not_changed BEFORE UPDATE ON document_paper
BEGIN SELECT RAISE(ABORT, 'a filed paper never changes'); END;

CREATE TABLE mapping (
    signature TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE preference (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
