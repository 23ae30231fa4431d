"""A package of this office on its way out, state by state to the end; pure rules, no content.

    PREPARED ──another officer approves──► SEALED ──► WRITTEN ──► HANDED_OVER ──► RECEIVED ──► ANSWERED
        └──► DROPPED                         └────────────┴────────────┴─── TT-1 ────┘  └─ TT-2 ─┘

Writing and handing over may be repeated; a receipt may come at any time after sealing.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from padan.common.text import canonical_json

NO_PREVIOUS = "0" * 64
ANSWER_DAYS = 14
"""A package without its second receipt after so many days is listed as overdue."""


class OutState(StrEnum):
    PREPARED = "prepared"
    DROPPED = "dropped"
    SEALED = "sealed"
    WRITTEN = "written"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    ANSWERED = "answered"


_ORDER = tuple(OutState)
ON_THE_WAY = frozenset({OutState.SEALED, OutState.WRITTEN, OutState.HANDED_OVER})
SEALED_STATES = ON_THE_WAY | {OutState.RECEIVED, OutState.ANSWERED}


@dataclass(frozen=True)
class PackageOut:
    """One package. `plan` says what leaves (ids, columns and counts only); `number` 0 until sealed.

    `chain` is `main` or `tt`: receipts have their own sequence. `package_sha256` names the content,
    `file_sha256` the sealed file kept as pieces for a byte-identical resend.
    """

    id: str
    agreement_id: str
    receiver: str
    kind: str
    chain: str
    state: OutState
    plan: dict[str, object]
    prepared_at: datetime
    prepared_by: str
    number: int = 0
    previous: str = ""
    approved_by: str = ""
    sealed_at: datetime | None = None
    file_name: str = ""
    package_sha256: str = ""
    file_sha256: str = ""
    size: int = 0
    rows: int = 0
    recipient_fingerprint: str = ""
    snapshot_id: str = ""
    medium: str = ""
    person: str = ""
    handed_over_at: datetime | None = None
    received_at: datetime | None = None
    answered_at: datetime | None = None
    answer: dict[str, object] | None = None


@dataclass(frozen=True)
class PackageStep:
    """One officer's signed step on a package: `prepare`, `approve`, `release`."""

    package_id: str
    step: str
    officer_id: str
    public_key: str
    at: datetime
    digest: str
    signature: str


@dataclass(frozen=True)
class OutMessage:
    """Something another party must be told, written in the transaction of the change it reports.

    `id` is time-ordered and its idempotency key; `package_id` the package that carries it, empty until
    sealed.
    """

    id: str
    agreement_id: str
    receiver: str
    kind: str
    subject: str
    body: dict[str, object]
    at: datetime
    package_id: str = ""


def plan_digest(package: PackageOut) -> str:
    """Return the digest that preparer and approver sign: what leaves, to whom, under which agreement."""
    return hashlib.sha256(
        canonical_json([package.id, package.agreement_id, package.receiver, package.kind, package.plan])
    ).hexdigest()


def step_message(package_id: str, step: str, at: datetime, digest: str) -> bytes:
    """Return what an officer signs at a step."""
    return b"padan-paket-langkah-1\n" + canonical_json([package_id, step, at.isoformat(), digest])


def later(current: OutState, reached: OutState) -> OutState:
    """Return the further of two states: a late or repeated receipt never moves a package back."""
    return max(current, reached, key=_ORDER.index)


def is_overdue(package: PackageOut, today: date) -> bool:
    """Tell whether the other party's result should have come by now."""
    if package.state not in SEALED_STATES - {OutState.ANSWERED} or package.chain == "tt":
        return False
    since = package.handed_over_at or package.sealed_at
    return since is not None and since.date() + timedelta(days=ANSWER_DAYS) < today
