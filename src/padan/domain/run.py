"""A matching run (pemadanan) and the decisions of its review; results themselves are frames kept beside it.

Life of a run and its successors:

    FINISHED ──(decisions recorded, result wanted)──► superseded by a new FINISHED run of the same snapshots
        └──(a berita acara is composed from it)──► FROZEN (never superseded silently; it may still be
        compared)

A run never changes: run = f(snapshot A, snapshot B, rule set, decisions), so recorded decisions lead to a
new run.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What an officer decided on a doubtful pair; LATER keeps it in the queue behind the others."""

    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"


@dataclass(frozen=True)
class Run:
    """One run. `summary` holds rows, classes, compared, not_compared, finding counts, seconds and peak
    memory as JSON-able values, and `same_source` when both registers are one and the same file or content.

    `party_a`/`party_b` are party codes; A is always the snapshot named first by the officer.
    `model` is the learnt weights as canonical JSON, kept so that explanations can be recomputed.
    """

    id: str
    agreement_id: str
    snapshot_a: str
    snapshot_b: str
    party_a: str
    party_b: str
    created_at: datetime
    created_by: str
    rules_version: str
    rules_digest: str
    decisions_digest: str
    digest_a: str
    digest_b: str
    result_digest: str
    summary: dict[str, object]
    model: str
    supersedes: str | None = None


@dataclass(frozen=True)
class Decision:
    """A remembered decision: valid as long as both rows' fingerprints are unchanged.

    `undone_at` marks a decision taken back; the row stays, because the history of decisions is evidence.
    """

    id: str
    agreement_id: str
    run_id: str
    row_a: int
    row_b: int
    fingerprint_a: str
    fingerprint_b: str
    party_a: str
    party_b: str
    verdict: Verdict
    reason: str
    officer_id: str
    at: datetime
    undone_at: datetime | None = None
    undone_by: str | None = None
