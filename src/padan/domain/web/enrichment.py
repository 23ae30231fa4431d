"""Enriching a roster per person from SIASN (web-services.md 1.3): what is asked, told, and merged.

One call:                                    The whole:

    WAITING ──told──► FOUND | NOTHING           OPEN ──run (as often as needed)──► OPEN
       ▲                                          ├── nothing waits, finished ──► FINISHED (a snapshot)
       ├── retry ── FAILED (no good answer)       └── given up ──► ABANDONED
       └── retry ── REFUSED (the service's words)

A call that was told is never made again; "not found" is a result.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from padan.domain.web.answers import Kind
from padan.domain.web.service import Told
from padan.domain.web.siasn_people import Call, credit_fields, kept_of, position_fields, text_of


class CallState(StrEnum):
    """Where one call stands."""

    WAITING = "waiting"
    FOUND = "found"
    NOTHING = "nothing"
    REFUSED = "refused"
    FAILED = "failed"


class EnrichmentState(StrEnum):
    """Where the whole stands."""

    OPEN = "open"
    FINISHED = "finished"
    ABANDONED = "abandoned"


@dataclass(frozen=True)
class Enrichment:
    """One enrichment of the roster snapshot `roster_id` over a profile; `stopped_code` tells why it last
    stopped before its end (0: it did not).
    """

    id: str
    agreement_id: str
    profile_id: str
    roster_id: str
    calls: tuple[Call, ...]
    state: EnrichmentState
    started_at: datetime
    started_by: str
    stopped_code: int = 0
    stopped_at: datetime | None = None
    snapshot_id: str = ""


@dataclass(frozen=True)
class PersonCall:
    """One call about one person as the store keeps it; `body` holds the mapped fields as JSON."""

    enrichment_id: str
    row: int
    call: Call
    nip: str
    state: CallState
    attempts: int
    body: str
    digest: str
    words: str
    at: datetime | None


_STATES = {
    Kind.FOUND: CallState.FOUND,
    Kind.NOTHING: CallState.NOTHING,
    Kind.REFUSED: CallState.REFUSED,
}


def settled(enrichment_id: str, told: Told, attempts: int, at: datetime) -> PersonCall:
    """Return the call with what was told: mapped fields only, so that nothing outside comes to the store."""
    asked, answer = told.question, told.answer
    state = _STATES.get(answer.kind, CallState.FAILED)
    body = ""
    if state is CallState.FOUND:
        kept = kept_of(asked.call, answer.data)
        state = CallState.FOUND if kept else CallState.NOTHING
        body = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else ""
    digest = hashlib.sha256(body.encode()).hexdigest() if body else ""
    words = answer.words if state in (CallState.REFUSED, CallState.FAILED) else ""
    return PersonCall(
        enrichment_id, asked.row, asked.call, asked.nip, state, attempts, body, digest, words, at
    )


def merged(row: Mapping[str, str | None], told: Mapping[Call, str]) -> dict[str, str]:
    """Return a person's fields: the roster's, and over them what the service told (its word is newer)."""
    found = {name: value or "" for name, value in row.items() if not name.startswith("_")}
    if body := told.get(Call.MAIN):
        found |= json.loads(body)
    if body := told.get(Call.POSITIONS):
        found |= position_fields(json.loads(body), text_of(found.get("tmt_jabatan")))
    if body := told.get(Call.CREDITS):
        found |= credit_fields(json.loads(body))
    return found
