"""The audit log's entries, their hash chain, its checkpoints and their verification; pure, nothing is stored
here.

Each hash covers the entry and the hash before it; the first one is bound to the store's id, so that neither
an entry nor a whole log can be exchanged. A checkpoint "{size}:{hash}" handed to the other agency makes it a
witness: a log rewritten or cut afterwards no longer passes through that point. A restored store gets a new
id; its log goes on and says so by an entry RESTORED_ACTION with the ids before and after.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from padan.common.clock import utc_text
from padan.common.text import canonical_json

RESTORED_ACTION = "store.restored"
_GENESIS_DOMAIN = b"padan-audit-genesis-1\n"
_ENTRY_DOMAIN = b"padan-audit-entry-1\n"
# Nine, sixteen or eighteen digits standing alone are a NIP lama, NIK or NIP; ids and digests contain letters
# around.
_PERSONAL_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:\d{9}|\d{16}|\d{18})(?![0-9A-Za-z])")
_REDACTED = "***"


@dataclass(frozen=True)
class AuditAct:
    """What is to be logged: who did what to which object with what outcome (`ok`, `refused`, `failed`, …)."""

    officer_id: str
    action: str
    subject: str
    outcome: str
    details: dict[str, object]


@dataclass(frozen=True)
class AuditEntry:
    """One row of the log. `sequence` starts at 1; `previous` and `hash` are lower-case hex SHA-256."""

    sequence: int
    at: datetime
    officer_id: str
    action: str
    subject: str
    outcome: str
    details: dict[str, object]
    previous: str
    hash: str


@dataclass(frozen=True)
class Checkpoint:
    """The state of a log after `size` entries."""

    size: int
    hash: str

    def __str__(self) -> str:
        return f"{self.size}:{self.hash}"

    @staticmethod
    def parse(text: str) -> "Checkpoint | None":
        """Read what `str` wrote; None for anything else."""
        found = re.fullmatch(r"(0|[1-9]\d{0,15}):([0-9a-f]{64})", text)
        return Checkpoint(int(found[1]), found[2]) if found else None


class Breach(StrEnum):
    """Why a log does not hold."""

    SEQUENCE = "sequence"
    LINK = "link"
    HASH = "hash"
    WITNESS_REWRITTEN = "witness_rewritten"
    WITNESS_CUT = "witness_cut"


@dataclass(frozen=True)
class AuditVerdict:
    """The result of verification: `broken_at` is the first sequence that does not hold, None when all do."""

    checkpoint: Checkpoint
    broken_at: int | None = None
    breach: Breach | None = None

    @property
    def intact(self) -> bool:
        return self.breach is None


def genesis(store_id: str) -> str:
    """Return the hash before the first entry of the store `store_id`."""
    return hashlib.sha256(_GENESIS_DOMAIN + store_id.encode()).hexdigest()


def canonical_bytes(sequence: int, at: datetime, act: AuditAct, previous: str) -> bytes:
    """Return the bytes an entry's hash covers; they do not depend on machine, locale or key order."""
    return _ENTRY_DOMAIN + canonical_json(
        {
            "sequence": sequence,
            "at": utc_text(at),
            "officer": act.officer_id,
            "action": act.action,
            "subject": act.subject,
            "outcome": act.outcome,
            "details": act.details,
            "previous": previous,
        }
    )


def next_entry(last: Checkpoint, at: datetime, act: AuditAct) -> AuditEntry:
    """Return the entry that follows the checkpoint `last`; personal numbers in it are blotted out first."""
    clean = AuditAct(
        act.officer_id, act.action, _blotted_text(act.subject), act.outcome, _blotted_details(act.details)
    )
    sequence = last.size + 1
    digest = hashlib.sha256(canonical_bytes(sequence, at, clean, last.hash)).hexdigest()
    return AuditEntry(
        sequence,
        at,
        clean.officer_id,
        clean.action,
        clean.subject,
        clean.outcome,
        clean.details,
        last.hash,
        digest,
    )


def verify_chain(
    store_id: str, entries: Iterable[AuditEntry], witnesses: Sequence[Checkpoint] = ()
) -> AuditVerdict:
    """Check every entry of the whole log from the first, then every witnessed checkpoint against it."""
    log = list(entries)
    last = Checkpoint(0, genesis(_first_id(store_id, log)))
    hashes = {0: last.hash}
    for entry in log:
        breach = _breach(last, entry)
        if breach is not None:
            return AuditVerdict(last, last.size + 1, breach)
        last = Checkpoint(entry.sequence, entry.hash)
        hashes[last.size] = last.hash
    for witness in sorted(witnesses, key=lambda one: one.size):
        if witness.size > last.size:
            return AuditVerdict(last, last.size + 1, Breach.WITNESS_CUT)
        if hashes[witness.size] != witness.hash:
            return AuditVerdict(last, witness.size, Breach.WITNESS_REWRITTEN)
    return AuditVerdict(last)


def _breach(last: Checkpoint, entry: AuditEntry) -> Breach | None:
    if entry.sequence != last.size + 1:
        return Breach.SEQUENCE
    if entry.previous != last.hash:
        return Breach.LINK
    act = AuditAct(entry.officer_id, entry.action, entry.subject, entry.outcome, entry.details)
    digest = hashlib.sha256(canonical_bytes(entry.sequence, entry.at, act, entry.previous)).hexdigest()
    return None if digest == entry.hash else Breach.HASH


def _first_id(store_id: str, log: Sequence[AuditEntry]) -> str:
    """Follow the restores back to the id the log began under."""
    current = store_id
    for entry in reversed(log):
        if entry.action == RESTORED_ACTION and entry.details.get("new_store_id") == current:
            current = str(entry.details.get("old_store_id"))
    return current


def _blotted_text(text: str) -> str:
    return _PERSONAL_NUMBER.sub(_REDACTED, text)


def _blotted_details(details: dict[str, object]) -> dict[str, object]:
    return {key: _blotted(value) for key, value in details.items()}


def _blotted(value: object) -> object:
    if isinstance(value, str):
        return _blotted_text(value)
    if isinstance(value, dict):
        return {str(key): _blotted(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_blotted(one) for one in value]
    return value
