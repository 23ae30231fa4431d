"""Agreements as officers keep them: state today, duties, addenda, the official's override."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from padan.common.clock import local_date, utc_text
from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.domain.agreement import Addendum, Agreement, AgreementState
from padan.domain.officer import Act
from padan.services import agreement_terms
from padan.services.agreement_terms import Override
from padan.services.session import Session, record, require

LONGEST_OVERRIDE = timedelta(days=31)
"""An override is an exception, not an extension: it ends by itself within a month."""


@dataclass(frozen=True)
class AgreementView:
    """An agreement as it stands on a day; `days_left` is negative after the end."""

    agreement: Agreement
    state: AgreementState
    days_left: int
    overrides: Sequence[Override]


def agreements(session: Session, on: date | None = None) -> list[AgreementView]:
    """Return every agreement of the workspace with its state on `on` (today in Jakarta unless given)."""
    day = on or local_date(session.clock.now())
    with session.store.reading() as records:
        return [
            AgreementView(
                agreement=one,
                state=one.state_on(day),
                days_left=(one.ends - day).days,
                overrides=agreement_terms.overrides(records, one.id),
            )
            for one in records.agreements.all()
        ]


def extend(session: Session, agreement_id: str, addendum: Addendum) -> Agreement:
    """Record an addendum that moves the agreement's end; UserFault unless the new end is later."""
    require(session, Act.AGREEMENT_MANAGE, agreement_id)
    with session.store as records:
        agreement = agreement_terms.get_agreement(records, agreement_id)
        if addendum.new_end <= agreement.ends:
            raise UserFault(
                codes.ADDENDUM_DOES_NOT_EXTEND,
                number=addendum.number,
                new_end=addendum.new_end.isoformat(),
                end=agreement.ends.isoformat(),
            )
        records.agreements.add_addendum(agreement_id, addendum, session.officer.id, session.clock.now())
        record(
            session,
            records,
            "agreement.extend",
            agreement_id,
            number=addendum.number,
            signed=addendum.signed.isoformat(),
            new_end=addendum.new_end.isoformat(),
        )
        return agreement_terms.get_agreement(records, agreement_id)


@dataclass(frozen=True)
class OverrideWish:
    """For which purposes (agreement_terms.PURPOSES), why, and until when the official lets work go on."""

    agreement_id: str
    purposes: tuple[str, ...]
    reason: str
    until: date | None = None


def override(session: Session, wish: OverrideWish) -> Override:
    """Log the signing official's consent to work under an ended agreement; at most 31 days, today unless
    given.
    """
    require(session, Act.AGREEMENT_OVERRIDE, wish.agreement_id)
    if not wish.reason.strip():
        raise UserFault(codes.OVERRIDE_NEEDS_REASON)
    now = session.clock.now()
    today = local_date(now)
    until = min(wish.until or today, today + LONGEST_OVERRIDE)
    given = Override(
        id=new_id(now),
        agreement_id=wish.agreement_id,
        purposes=wish.purposes,
        reason=wish.reason.strip(),
        until=until.isoformat(),
        officer_id=session.officer.id,
        at=utc_text(now),
    )
    with session.store as records:
        agreement_terms.get_agreement(records, wish.agreement_id)
        agreement_terms.keep_override(records, given)
        record(
            session,
            records,
            "agreement.override",
            wish.agreement_id,
            override=given.id,
            purposes=list(wish.purposes),
            until=given.until,
            reason=given.reason,
        )
    return given
