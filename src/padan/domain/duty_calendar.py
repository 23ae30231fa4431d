"""Where each duty stands on a day, from the agreement's data and what was done; keeps no record itself.

A periodic duty is counted in equal parts of the calendar year (two times: January-June, July-December), cut
by signing and end. A part without any evidence that is past is open: after the agreement's end it stays so
where the duty survives (article 6(3)). A duty before the end is due `notice_months` before it (article 6(2));
a later end by addendum moves it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from padan.domain.agreement import Agreement, months_before
from padan.domain.duties import Duty, DutyKind, Rhythm

SOON = timedelta(days=30)


class Standing(StrEnum):
    """How a duty stands, most pressing first."""

    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"
    DONE = "done"
    AS_NEEDED = "as_needed"
    QUIET = "quiet"
    HOLDS = "holds"


PRESSING = (Standing.OVERDUE, Standing.SOON)


@dataclass(frozen=True)
class Deed:
    """Something done for a duty: its day, what it was, and where from (`recorded` or a DutyEvidence)."""

    kind: DutyKind
    day: date
    what: str
    source: str = "recorded"


@dataclass(frozen=True)
class Event:
    """Something that happened and started a time limit, such as force majeure."""

    kind: DutyKind
    day: date
    what: str


@dataclass(frozen=True)
class Span:
    """One part of a periodic duty's calendar, with what was done in it."""

    first: date
    last: date
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class DutyStanding:
    """A duty on a day. `days` until `due`, negative when it is past; `span` is the part of a periodic duty.

    `missing` counts earlier parts of the term for which this workspace knows of nothing.
    """

    duty: Duty
    standing: Standing
    due: date | None = None
    days: int = 0
    deeds: tuple[Deed, ...] = ()
    span: Span | None = None
    missing: int = 0
    event: Event | None = None


def standings(
    agreement: Agreement, deeds: Sequence[Deed], events: Sequence[Event], today: date
) -> list[DutyStanding]:
    """Return where every duty of the agreement stands on `today`, in the order of the agreement's file."""
    return [_standing(agreement, duty, deeds, events, today) for duty in agreement.duties]


def _standing(
    agreement: Agreement, duty: Duty, deeds: Sequence[Deed], events: Sequence[Event], today: date
) -> DutyStanding:
    own = tuple(sorted((one for one in deeds if one.kind is duty.kind), key=lambda one: one.day))
    if duty.rhythm is Rhythm.PERIODIC:
        return _periodic(agreement, duty, own, today)
    if duty.rhythm is Rhythm.BEFORE_END:
        return _before_end(agreement, duty, own, today)
    if duty.rhythm is Rhythm.AFTER_EVENT:
        happened = [one for one in events if one.kind is duty.kind]
        return _after_event(duty, own, happened, today)
    if duty.rhythm is Rhythm.STANDING:
        return DutyStanding(duty, Standing.HOLDS, deeds=own)
    return DutyStanding(duty, Standing.DONE if own else Standing.AS_NEEDED, deeds=own)


def _periodic(agreement: Agreement, duty: Duty, own: tuple[Deed, ...], today: date) -> DutyStanding:
    parts = spans(agreement, duty, own, today)
    if not parts:
        return DutyStanding(duty, Standing.QUIET, deeds=own)
    now = parts[-1]
    missing = sum(1 for one in parts[:-1] if not one.deeds)
    if now.deeds:
        return DutyStanding(duty, Standing.DONE, now.last, (now.last - today).days, own, now, missing)
    ended = today > agreement.ends and not duty.survives
    standing = Standing.QUIET if ended else _pressing(now.last, today)
    return DutyStanding(duty, standing, now.last, (now.last - today).days, own, now, missing)


def _before_end(agreement: Agreement, duty: Duty, own: tuple[Deed, ...], today: date) -> DutyStanding:
    due = months_before(agreement.ends, agreement.notice_months)
    since = max((one.signed for one in agreement.addenda), default=agreement.signed)
    recent = tuple(one for one in own if one.day > since)
    days = (due - today).days
    if recent:
        return DutyStanding(duty, Standing.DONE, due, days, own)
    return DutyStanding(duty, _pressing(due, today), due, days, own)


def _after_event(duty: Duty, own: tuple[Deed, ...], happened: Iterable[Event], today: date) -> DutyStanding:
    """Each event wants its own notice: the oldest one without a later deed of its own is shown."""
    waiting = sorted(happened, key=lambda one: one.day)
    for deed in own:
        before = [one for one in waiting if one.day <= deed.day]
        if before:
            waiting.remove(before[0])
    if waiting:
        due = waiting[0].day + timedelta(days=duty.days)
        return DutyStanding(duty, _pressing(due, today), due, (due - today).days, own, event=waiting[0])
    return DutyStanding(duty, Standing.DONE if own else Standing.QUIET, deeds=own)


def _pressing(due: date, today: date) -> Standing:
    if today > due:
        return Standing.OVERDUE
    return Standing.SOON if due - today <= SOON else Standing.OPEN


def spans(agreement: Agreement, duty: Duty, deeds: Sequence[Deed], today: date) -> list[Span]:
    """Return the parts of the calendar from signing to today or the end, oldest first, the last one open."""
    if not duty.times_a_year or today < agreement.signed:
        return []
    months = 12 // duty.times_a_year
    last_day = min(today, agreement.ends)
    found = []
    first = _part_start(agreement.signed, months)
    while first <= last_day:
        following = _part_start(first + timedelta(days=31 * months), months)
        begin, end = max(first, agreement.signed), min(following - timedelta(days=1), agreement.ends)
        inside = tuple(one for one in deeds if begin <= one.day < following)
        found.append(Span(begin, end, inside))
        first = following
    return _late_deeds(found, deeds)


def _late_deeds(found: list[Span], deeds: Sequence[Deed]) -> list[Span]:
    """What was done after the last part's end counts for that part: the duty survives until it is done."""
    last = found[-1]
    late = tuple(one for one in deeds if one.day > last.last and one not in last.deeds)
    return [*found[:-1], Span(last.first, last.last, (*last.deeds, *late))]


def _part_start(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)
