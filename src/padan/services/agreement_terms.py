"""Whether an agreement allows something new today; shared by matching and documents, no use case itself.

An ended agreement stays readable; a new matching or document needs an addendum on record or an override that
the signing official logged (security.md, "Purpose and expiry"). An override holds for one purpose and until
its last day.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date

from padan.common.clock import local_date
from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.domain.agreement import Agreement, AgreementState
from padan.services.ports.records import Records
from padan.services.session import Session

MATCHING = "matching"
DOCUMENT = "document"
EXCHANGE = "exchange"
PURPOSES = {MATCHING: "pemadanan", DOCUMENT: "dokumen", EXCHANGE: "paket"}
_KEY = "override:"


@dataclass(frozen=True)
class Override:
    """The official's logged consent to go on after the agreement's end."""

    id: str
    agreement_id: str
    purposes: tuple[str, ...]
    reason: str
    until: str
    officer_id: str
    at: str


def keep_override(records: Records, override: Override) -> None:
    """Store an override beside the log entry that the caller writes."""
    records.preferences.put(f"{_KEY}{override.agreement_id}:{override.id}", json.dumps(asdict(override)))


def overrides(records: Records, agreement_id: str) -> list[Override]:
    """Return every override ever recorded for the agreement, oldest first."""
    found = records.preferences.all(f"{_KEY}{agreement_id}:")
    parsed = [json.loads(text) for _key, text in sorted(found.items())]
    return [Override(**{**one, "purposes": tuple(one["purposes"])}) for one in parsed]


def get_agreement(records: Records, agreement_id: str) -> Agreement:
    """Return the agreement with its addenda or raise UserFault AGREEMENT_NOT_FOUND."""
    agreement = records.agreements.get(agreement_id)
    if agreement is None:
        raise UserFault(codes.AGREEMENT_NOT_FOUND, agreement=agreement_id)
    return agreement


def require_open(session: Session, agreement_id: str, purpose: str) -> Override | None:
    """Return None while the agreement is in force, the override used when it has ended, else raise
    AGREEMENT_ENDED.
    """
    today = local_date(session.clock.now())
    with session.store.reading() as records:
        agreement = get_agreement(records, agreement_id)
        if agreement.state_on(today) in (AgreementState.IN_FORCE, AgreementState.LAST_MONTH):
            return None
        for one in reversed(overrides(records, agreement_id)):
            if purpose in one.purposes and date.fromisoformat(one.until) >= today:
                return one
    raise UserFault(
        codes.AGREEMENT_ENDED,
        agreement=agreement_id,
        end=agreement.ends.isoformat(),
        purpose=PURPOSES[purpose],
    )
