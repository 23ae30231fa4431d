"""The only place that reads the system's clock; everything else takes a `Clock`."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

WIB = timezone(timedelta(hours=7), "WIB")
"""Both agreements were signed in Jakarta: dates on documents are Western Indonesia Time."""


class Clock(Protocol):
    """Tells the time; tests hand in a fixed one."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved: for tests and for reproducible practice runs."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def advance(self, by: timedelta) -> None:
        self._at += by


def local_date(moment: datetime) -> date:
    """Return the calendar day in Jakarta on which `moment` falls."""
    return moment.astimezone(WIB).date()


def utc_text(moment: datetime) -> str:
    """Return `moment` as RFC 3339 in UTC with microseconds, the form kept in the store and the audit log."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_utc_text(text: str) -> datetime:
    """Read what `utc_text` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
