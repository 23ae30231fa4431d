-- The final state of all migrations: tests/migrations compares it, nothing executes it.

CREATE TABLE addendum (
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    number TEXT NOT NULL,
    body TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (agreement_id, number)
) STRICT;

CREATE TABLE agency_key (
    id TEXT PRIMARY KEY,
    card TEXT NOT NULL,
    signing_secret TEXT NOT NULL,
    age_secret TEXT NOT NULL,
    archive_recipient TEXT NOT NULL,
    archive_secret TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    retired_at TEXT
) STRICT;

CREATE TABLE agreement (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

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

CREATE TABLE audit_witness (
    size INTEGER NOT NULL,
    hash TEXT NOT NULL,
    source TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (size, hash, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE code_set (
    id TEXT PRIMARY KEY,
    profile_id TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    rows TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    fetched_by TEXT NOT NULL
) STRICT;

CREATE TABLE "correction" (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
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

CREATE TABLE mapping (
    signature TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

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

CREATE TABLE out_message (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    receiver TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    package_id TEXT NOT NULL
) STRICT;

CREATE TABLE package_in (
    id TEXT PRIMARY KEY,
    uuid TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    kind TEXT NOT NULL,
    chain TEXT NOT NULL,
    number INTEGER NOT NULL,
    previous TEXT NOT NULL,
    package_sha256 TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    made_at TEXT,
    checkpoint TEXT NOT NULL,
    state TEXT NOT NULL,
    code INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    rows INTEGER NOT NULL,
    content TEXT NOT NULL,
    applied_at TEXT,
    snapshot_id TEXT NOT NULL,
    result TEXT NOT NULL,
    warnings TEXT NOT NULL
) STRICT;

CREATE TABLE package_out (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL,
    receiver TEXT NOT NULL,
    kind TEXT NOT NULL,
    chain TEXT NOT NULL,
    state TEXT NOT NULL,
    plan TEXT NOT NULL,
    prepared_at TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    number INTEGER NOT NULL,
    previous TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    sealed_at TEXT,
    file_name TEXT NOT NULL,
    package_sha256 TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    recipient_fingerprint TEXT NOT NULL,
    snapshot_id TEXT NOT NULL,
    medium TEXT NOT NULL,
    person TEXT NOT NULL,
    handed_over_at TEXT,
    received_at TEXT,
    answered_at TEXT,
    answer TEXT
) STRICT;

CREATE TABLE package_out_step (
    package_id TEXT NOT NULL REFERENCES package_out (id),
    step TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    at TEXT NOT NULL,
    digest TEXT NOT NULL,
    signature TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (package_id, number)
) STRICT;

CREATE TABLE package_paper (
    package_id TEXT NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (package_id, name)
) STRICT;

CREATE TABLE package_piece (
    package_id TEXT NOT NULL,
    piece INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE partner_key (
    id TEXT PRIMARY KEY,
    party TEXT NOT NULL,
    training INTEGER NOT NULL CHECK (training IN (0, 1)),
    number INTEGER NOT NULL,
    card TEXT NOT NULL,
    state TEXT NOT NULL,
    offered_at TEXT NOT NULL,
    offered_by TEXT NOT NULL,
    vouched_by TEXT NOT NULL,
    trusted_at TEXT,
    rolled_at TEXT,
    revoked_at TEXT,
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE partner_key_step (
    key_id TEXT NOT NULL REFERENCES partner_key (id),
    step TEXT NOT NULL,
    officer_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    at TEXT NOT NULL,
    signature TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (key_id, number)
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

CREATE TABLE preference (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE row_name (
    snapshot_id TEXT NOT NULL,
    piece INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;

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

CREATE TABLE run_chunk (
    run_id TEXT NOT NULL REFERENCES run (id),
    name TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    digest BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE service_paper (
    write_id TEXT PRIMARY KEY REFERENCES service_write (id),
    content BLOB NOT NULL
) STRICT;

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

CREATE TABLE snapshot_person (
    snapshot_id TEXT NOT NULL REFERENCES snapshot (id),
    piece INTEGER NOT NULL,
    first_nip INTEGER NOT NULL,
    last_nip INTEGER NOT NULL,
    digest BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

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

CREATE INDEX correction_by_agreement ON correction (agreement_id, run_id, id);

CREATE INDEX decision_by_agreement ON decision (agreement_id, id);

CREATE INDEX document_by_agreement ON document (agreement_id, id);

CREATE INDEX out_message_waiting ON out_message (agreement_id, id) WHERE package_id = '';

CREATE UNIQUE INDEX package_in_applied ON package_in (sender, agreement_id, chain, number)
WHERE state IN ('applied', 'recalled');

CREATE INDEX package_in_by_agreement ON package_in (agreement_id, id);

CREATE UNIQUE INDEX package_out_number ON package_out (agreement_id, receiver, chain, number) WHERE number > 0;

CREATE UNIQUE INDEX package_piece_key ON package_piece (package_id, piece);

CREATE INDEX person_call_state ON person_call (enrichment_id, state);

CREATE UNIQUE INDEX row_name_key ON row_name (snapshot_id, piece, first, last);

CREATE INDEX run_by_agreement ON run (agreement_id, id);

CREATE INDEX run_by_superseded ON run (supersedes) WHERE supersedes IS NOT NULL;

CREATE UNIQUE INDEX run_chunk_key ON run_chunk (run_id, name, chunk);

CREATE INDEX service_write_correction ON service_write (correction_id);

CREATE INDEX snapshot_by_agreement ON snapshot (agreement_id, id);

CREATE UNIQUE INDEX snapshot_chunk_key ON snapshot_chunk (snapshot_id, name, chunk, first, last, rows, digest);

CREATE UNIQUE INDEX snapshot_person_key ON snapshot_person (snapshot_id, piece, first_nip, last_nip);

CREATE TRIGGER agency_key_stays BEFORE DELETE ON agency_key
BEGIN SELECT RAISE(ABORT, 'a key still opens what was sealed to it'); END;

CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_only_appended BEFORE INSERT ON audit
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER code_set_stays BEFORE UPDATE ON code_set
BEGIN SELECT RAISE(ABORT, 'a version never changes'); END;

CREATE TRIGGER decision_not_deleted BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;

CREATE TRIGGER decision_only_undone BEFORE UPDATE ON decision
WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a decision is only taken back, once'); END;

CREATE TRIGGER document_frozen BEFORE UPDATE OF content, content_hash, frozen ON document
WHEN OLD.frozen IS NOT NULL
    AND (NEW.content IS NOT OLD.content OR NEW.content_hash IS NOT OLD.content_hash OR NEW.frozen IS NOT OLD.frozen)
BEGIN SELECT RAISE(ABORT, 'a frozen document never changes'); END;

CREATE TRIGGER document_not_deleted BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'a document is superseded, never deleted'); END;

CREATE TRIGGER document_paper_not_changed BEFORE UPDATE ON document_paper
BEGIN SELECT RAISE(ABORT, 'a filed paper never changes'); END;

CREATE TRIGGER document_step_not_changed BEFORE UPDATE ON document_step
BEGIN SELECT RAISE(ABORT, 'a signed step never changes'); END;

CREATE TRIGGER document_step_not_deleted BEFORE DELETE ON document_step
BEGIN SELECT RAISE(ABORT, 'a signed step is never deleted'); END;

CREATE TRIGGER officer_stays BEFORE DELETE ON officer
BEGIN SELECT RAISE(ABORT, 'officers are deactivated, never deleted'); END;

CREATE TRIGGER package_out_sealed BEFORE UPDATE OF
    id, agreement_id, receiver, kind, chain, plan, number, previous, approved_by, sealed_at, file_name, package_sha256,
    file_sha256, size, rows, recipient_fingerprint, snapshot_id ON package_out
WHEN OLD.number > 0 AND (NEW.number, NEW.previous, NEW.package_sha256, NEW.file_sha256, NEW.plan, NEW.approved_by)
    IS NOT (OLD.number, OLD.previous, OLD.package_sha256, OLD.file_sha256, OLD.plan, OLD.approved_by)
BEGIN SELECT RAISE(ABORT, 'a sealed package never changes'); END;

CREATE TRIGGER package_out_stays BEFORE DELETE ON package_out
BEGIN SELECT RAISE(ABORT, 'a package is recalled, never deleted'); END;

CREATE TRIGGER package_out_step_not_changed BEFORE UPDATE ON package_out_step
BEGIN SELECT RAISE(ABORT, 'a signed step never changes'); END;

CREATE TRIGGER package_out_step_not_deleted BEFORE DELETE ON package_out_step
BEGIN SELECT RAISE(ABORT, 'a signed step is never deleted'); END;

CREATE TRIGGER package_piece_not_changed BEFORE UPDATE ON package_piece
BEGIN SELECT RAISE(ABORT, 'an original never changes'); END;

CREATE TRIGGER partner_key_card_stays BEFORE UPDATE OF id, party, training, number, card ON partner_key
BEGIN SELECT RAISE(ABORT, 'a card never changes'); END;

CREATE TRIGGER partner_key_stays BEFORE DELETE ON partner_key
BEGIN SELECT RAISE(ABORT, 'a key is revoked, never deleted'); END;

CREATE TRIGGER partner_key_step_not_changed BEFORE UPDATE ON partner_key_step
BEGIN SELECT RAISE(ABORT, 'a signed step never changes'); END;

CREATE TRIGGER partner_key_step_not_deleted BEFORE DELETE ON partner_key_step
BEGIN SELECT RAISE(ABORT, 'a signed step is never deleted'); END;

CREATE TRIGGER person_call_told BEFORE UPDATE ON person_call
WHEN OLD.state IN ('found', 'nothing')
BEGIN SELECT RAISE(ABORT, 'a call that was told stays told'); END;

CREATE TRIGGER run_chunk_not_changed BEFORE UPDATE ON run_chunk
BEGIN SELECT RAISE(ABORT, 'a run never changes'); END;

CREATE TRIGGER run_not_changed BEFORE UPDATE ON run
BEGIN SELECT RAISE(ABORT, 'a run never changes'); END;

CREATE TRIGGER service_paper_stays BEFORE UPDATE ON service_paper
BEGIN SELECT RAISE(ABORT, 'a paper never changes'); END;

CREATE TRIGGER service_write_done BEFORE UPDATE ON service_write
WHEN OLD.state IN ('done', 'refused', 'conflict', 'cancelled')
    OR (OLD.state = 'written' AND NEW.state NOT IN ('written', 'done'))
BEGIN SELECT RAISE(ABORT, 'a settled write stays settled'); END;

CREATE TRIGGER service_write_plan_stays BEFORE UPDATE OF
    id, agreement_id, profile_id, correction_id, nip, kind, row_id, fields, body, before, basis, planned_by,
    planned_at, paper_kind, paper_sha256 ON service_write
BEGIN SELECT RAISE(ABORT, 'what is sent never changes'); END;

CREATE TRIGGER service_write_stays BEFORE DELETE ON service_write
BEGIN SELECT RAISE(ABORT, 'a write is never deleted'); END;

CREATE TRIGGER snapshot_chunk_not_changed BEFORE UPDATE ON snapshot_chunk
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;

CREATE TRIGGER snapshot_not_changed BEFORE UPDATE OF
    id, agreement_id, register, party, position, received_at, received_by, channel, file_name, file_sha256,
    content_digest, rows, rows_read, rows_refused, columns, report, stored_columns, chunks_digest ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;
