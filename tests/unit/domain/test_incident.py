"""The clocks of an incident."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from padan.domain.incident import FollowUp, Incident, IncidentKind

NOTICED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
INCIDENT = Incident("i", IncidentKind.OTHER, NOTICED, "apa", "", True, False, "o", NOTICED)


@pytest.mark.parametrize(
    ("personal", "vital", "hours"),
    [(True, False, 72), (False, True, 24), (True, True, 24), (False, False, None)],
)
def test_earlier_of_the_running_clocks_counts(personal: bool, vital: bool, hours: int | None) -> None:
    due = replace(INCIDENT, personal=personal, vital=vital).due
    assert due == (None if hours is None else NOTICED + timedelta(hours=hours))


def test_closing_stops_the_clocks_and_a_mere_follow_up_does_not() -> None:
    told = FollowUp(NOTICED, "o", "diberi tahu", False)
    assert replace(INCIDENT, follow_ups=(told,)).due is not None
    closed = replace(INCIDENT, follow_ups=(told, replace(told, closes=True)))
    assert (closed.closed, closed.due) == (True, None)
