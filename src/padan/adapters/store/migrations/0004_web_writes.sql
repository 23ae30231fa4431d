-- Writes into SIASN: what is sent is fixed when it is planned, and stays for ever as evidence.
CREATE TABLE service_write (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    correction_id TEXT NOT NULL,
    nip TEXT NOT NULL,
    kind TEXT NOT NULL,
    row_id TEXT NOT NULL,
    fields TEXT NOT NULL,
    body TEXT NOT NULL,
    before TEXT NOT NULL,
    basis TEXT NOT NULL,
    state TEXT NOT NULL,
    planned_by TEXT NOT NULL,
    planned_at TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at TEXT,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    sent_at TEXT,
    made_id TEXT NOT NULL,
    words TEXT NOT NULL,
    paper_kind TEXT NOT NULL,
    paper_sha256 TEXT NOT NULL,
    paper_before TEXT NOT NULL,
    paper_sent_at TEXT
) STRICT;

-- The decree that goes with a write, as the approver saw it.
CREATE TABLE service_paper (
    write_id TEXT PRIMARY KEY REFERENCES service_write (id),
    content BLOB NOT NULL
) STRICT;

CREATE TRIGGER service_paper_stays BEFORE UPDATE ON service_paper
BEGIN SELECT RAISE(ABORT, 'a paper never changes'); END;

CREATE INDEX service_write_correction ON service_write (correction_id);

CREATE TRIGGER service_write_plan_stays BEFORE UPDATE OF
    id, agreement_id, profile_id, correction_id, nip, kind, row_id, fields, body, before, basis, planned_by,
    planned_at, paper_kind, paper_sha256 ON service_write
BEGIN SELECT RAISE(ABORT, 'what is sent never changes'); END;

CREATE TRIGGER service_write_stays BEFORE DELETE ON service_write
BEGIN SELECT RAISE(ABORT, 'a write is never deleted'); END;

-- What was written once is never sent again.
CREATE TRIGGER service_write_done BEFORE UPDATE ON service_write
WHEN OLD.state IN ('done', 'refused', 'conflict', 'cancelled')
    OR (OLD.state = 'written' AND NEW.state NOT IN ('written', 'done'))
BEGIN SELECT RAISE(ABORT, 'a settled write stays settled'); END;

-- Code sets as a service told them, by version.
CREATE TABLE code_set (
    id TEXT PRIMARY KEY,
    profile_id TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    rows TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    fetched_by TEXT NOT NULL
) STRICT;

CREATE TRIGGER code_set_stays BEFORE UPDATE ON code_set
BEGIN SELECT RAISE(ABORT, 'a version never changes'); END;
