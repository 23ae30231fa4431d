-- How services are reached where the office changed what is shipped, and what they want to be shown.
CREATE TABLE service_profile (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

CREATE TABLE service_secret (
    profile_id TEXT PRIMARY KEY,
    consumer_key TEXT NOT NULL,
    consumer_secret TEXT NOT NULL,
    sso_token TEXT NOT NULL,
    gateway_key TEXT NOT NULL
) STRICT;

CREATE TABLE enrichment (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    roster_id TEXT NOT NULL REFERENCES snapshot (id),
    calls TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    started_by TEXT NOT NULL,
    stopped_code INTEGER NOT NULL,
    stopped_at TEXT,
    snapshot_id TEXT NOT NULL
) STRICT;

CREATE TABLE person_call (
    enrichment_id TEXT NOT NULL REFERENCES enrichment (id),
    row INTEGER NOT NULL,
    call TEXT NOT NULL,
    nip TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    body TEXT NOT NULL,
    digest TEXT NOT NULL,
    words TEXT NOT NULL,
    at TEXT,
    PRIMARY KEY (enrichment_id, row, call)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_call_state ON person_call (enrichment_id, state);

-- What was told once is never asked again, and never forgotten.
CREATE TRIGGER person_call_told BEFORE UPDATE ON person_call
WHEN OLD.state IN ('found', 'nothing')
BEGIN SELECT RAISE(ABORT, 'a call that was told stays told'); END;
