-- Own key pairs for packages; secrets live nowhere else.
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

CREATE TRIGGER agency_key_stays BEFORE DELETE ON agency_key
BEGIN SELECT RAISE(ABORT, 'a key still opens what was sealed to it'); END;

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

CREATE TRIGGER partner_key_card_stays BEFORE UPDATE OF id, party, training, number, card ON partner_key
BEGIN SELECT RAISE(ABORT, 'a card never changes'); END;
CREATE TRIGGER partner_key_stays BEFORE DELETE ON partner_key
BEGIN SELECT RAISE(ABORT, 'a key is revoked, never deleted'); END;

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

CREATE TRIGGER partner_key_step_not_changed BEFORE UPDATE ON partner_key_step
BEGIN SELECT RAISE(ABORT, 'a signed step never changes'); END;
CREATE TRIGGER partner_key_step_not_deleted BEFORE DELETE ON partner_key_step
BEGIN SELECT RAISE(ABORT, 'a signed step is never deleted'); END;

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

-- One number, one package: the sequence per agreement and direction.
CREATE UNIQUE INDEX package_out_number ON package_out (agreement_id, receiver, chain, number) WHERE number > 0;

CREATE TRIGGER package_out_sealed BEFORE UPDATE OF
    id, agreement_id, receiver, kind, chain, plan, number, previous, approved_by, sealed_at, file_name, package_sha256,
    file_sha256, size, rows, recipient_fingerprint, snapshot_id ON package_out
WHEN OLD.number > 0 AND (NEW.number, NEW.previous, NEW.package_sha256, NEW.file_sha256, NEW.plan, NEW.approved_by)
    IS NOT (OLD.number, OLD.previous, OLD.package_sha256, OLD.file_sha256, OLD.plan, OLD.approved_by)
BEGIN SELECT RAISE(ABORT, 'a sealed package never changes'); END;
CREATE TRIGGER package_out_stays BEFORE DELETE ON package_out
BEGIN SELECT RAISE(ABORT, 'a package is recalled, never deleted'); END;

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

CREATE TRIGGER package_out_step_not_changed BEFORE UPDATE ON package_out_step
BEGIN SELECT RAISE(ABORT, 'a signed step never changes'); END;
CREATE TRIGGER package_out_step_not_deleted BEFORE DELETE ON package_out_step
BEGIN SELECT RAISE(ABORT, 'a signed step is never deleted'); END;

-- What another party must be told, written with the change it reports.
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

CREATE INDEX out_message_waiting ON out_message (agreement_id, id) WHERE package_id = '';

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

CREATE INDEX package_in_by_agreement ON package_in (agreement_id, id);

-- Applied twice is impossible, whatever the program does.
CREATE UNIQUE INDEX package_in_applied ON package_in (sender, agreement_id, chain, number)
WHERE state IN ('applied', 'recalled');

CREATE TABLE package_piece (
    package_id TEXT NOT NULL,
    piece INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX package_piece_key ON package_piece (package_id, piece);

CREATE TRIGGER package_piece_not_changed BEFORE UPDATE ON package_piece
BEGIN SELECT RAISE(ABORT, 'an original never changes'); END;

CREATE TABLE package_paper (
    package_id TEXT NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (package_id, name)
) STRICT;

-- How the rows of a packaged snapshot are named between the offices; text lines `row,id_baris,sidik_baris`.
CREATE TABLE row_name (
    snapshot_id TEXT NOT NULL,
    piece INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX row_name_key ON row_name (snapshot_id, piece, first, last);

-- A proposal that came in a package belongs to a run of the other office.
CREATE TABLE correction_next (
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

INSERT INTO correction_next
SELECT id, agreement_id, run_id, proposer, owner, target_row, target_fingerprint, source_row, nip, element, old_value,
    proposed_value, basis, reason, state, proposed_by, proposed_at, due, answer_reason, answered_at
FROM correction;
DROP TABLE correction;
ALTER TABLE correction_next RENAME TO correction;
CREATE INDEX correction_by_agreement ON correction (agreement_id, run_id, id);
