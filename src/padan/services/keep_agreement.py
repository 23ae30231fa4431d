"""Agreements as officers keep them: state today, duties, addenda, the official's override, newer texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from padan.common.clock import local_date, utc_text
from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.domain.agreement import Addendum, Agreement, AgreementState
from padan.domain.duties import DutyKind
from padan.domain.duty_calendar import DutyStanding, standings
from padan.domain.officer import Act
from padan.domain.scope import Scope
from padan.services import agreement_terms, duty_records
from padan.services.agreement_terms import Override
from padan.services.duty_records import DutyNote
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
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
    duties: Sequence[DutyStanding] = ()


def agreements(session: Session, on: date | None = None) -> list[AgreementView]:
    """Return every agreement of the workspace with its state on `on` (today in Jakarta unless given)."""
    day = on or local_date(session.clock.now())
    with session.store.reading() as records:
        return [_view(records, one, day) for one in records.agreements.all()]


def _view(records: Records, agreement: Agreement, day: date) -> AgreementView:
    done, happened = duty_records.deeds(records, agreement), duty_records.events(records, agreement)
    return AgreementView(
        agreement=agreement,
        state=agreement.state_on(day),
        days_left=(agreement.ends - day).days,
        overrides=agreement_terms.overrides(records, agreement.id),
        duties=standings(agreement, done, happened, day),
    )


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


@dataclass(frozen=True)
class NoteWish:
    """A deed done for a duty, or an event (`happened`) that starts its time limit, as an officer tells it."""

    agreement_id: str
    kind: str
    day: date
    what: str
    happened: bool = False


def note_duty(session: Session, wish: NoteWish) -> DutyNote:
    """Record that a duty was done, or that something happened that wants a notice; never taken back, only
    added to.

    Errors: UserFault when the day lies ahead, nothing is said, or the agreement knows no such duty.
    """
    require(session, Act.DUTY_RECORD, wish.agreement_id)
    now = session.clock.now()
    if not wish.what.strip() or wish.day > local_date(now):
        raise UserFault(codes.DUTY_NOTE_INCOMPLETE, day=wish.day.isoformat())
    nature = duty_records.HAPPENED if wish.happened else duty_records.DONE
    note = DutyNote(
        id=new_id(now),
        agreement_id=wish.agreement_id,
        kind=wish.kind,
        nature=nature,
        day=wish.day.isoformat(),
        what=wish.what.strip(),
        officer_id=session.officer.id,
        at=utc_text(now),
    )
    with session.store as records:
        agreement = agreement_terms.get_agreement(records, wish.agreement_id)
        if wish.kind not in {one.kind.value for one in agreement.duties}:
            raise UserFault(codes.DUTY_UNKNOWN, agreement=wish.agreement_id, duty=wish.kind)
        duty_records.keep_note(records, note)
        told = {"duty": DutyKind(wish.kind).value, "day": note.day, "nature": nature, "what": note.what}
        record(session, records, "agreement.duty", wish.agreement_id, **told)
    return note


def scopes(session: Session, tools: Tools, agreement_id: str) -> list[Scope]:
    """Return which fields may travel in which direction under the agreement."""
    with session.store.reading() as records:
        agreement_terms.get_agreement(records, agreement_id)
    return list(tools.shipped.scopes(agreement_id))


def outdated(session: Session, tools: Tools) -> list[str]:
    """Return the agreements whose shipped text is newer than the one kept in this workspace."""
    with session.store.reading() as records:
        kept = {one.id: one.version for one in records.agreements.all()}
    return [one.id for one in tools.shipped.agreements() if kept.get(one.id, one.version) < one.version]


def renew_text(session: Session, tools: Tools, agreement_id: str) -> Agreement:
    """Replace the kept text by the newer shipped one; addenda and everything recorded stay."""
    require(session, Act.AGREEMENT_MANAGE, agreement_id)
    newer = {one.id: one for one in tools.shipped.agreements()}.get(agreement_id)
    with session.store as records:
        before = agreement_terms.get_agreement(records, agreement_id)
        if newer is not None and newer.version > before.version:
            records.agreements.put(newer, "shipped")
            numbers = {"before": before.version, "after": newer.version}
            record(session, records, "agreement.text", agreement_id, versions=numbers)
        return agreement_terms.get_agreement(records, agreement_id)
