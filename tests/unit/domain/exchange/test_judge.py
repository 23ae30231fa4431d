"""The checks after "structure": the first that fails names the code, in the ruled order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from padan.common.codes import handover as codes
from padan.domain.exchange.incoming import Arrival, Facts, InState, judge
from padan.domain.exchange.outgoing import NO_PREVIOUS

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GOOD = Arrival(
    "uuid-1", "dpr", "bkn", "dpr-bkn-2023", "main", 1, NO_PREVIOUS, False, "tukar-asn/1.0",
    NOW + timedelta(days=1), "a" * 64,
)  # fmt: skip
FACTS = Facts("bkn", False, NOW, True, ("tukar-asn/1.0",), ())

# Each spoils one thing; applied together, the earlier in this list must win.
SPOILT = [
    ({"receiver": "kemendes"}, codes.WRONG_RECIPIENT, InState.REFUSED),
    ({"agreement_open": False}, codes.AGREEMENT_NOT_OPEN, InState.REFUSED),
    ({"training": True}, codes.TRAINING_MISMATCH, InState.REFUSED),
    ({"schema": "tukar-asn/2.0"}, codes.SCHEMA_UNKNOWN, InState.REFUSED),
    ({"expires": NOW - timedelta(seconds=1)}, codes.PACKAGE_EXPIRED, InState.HELD),
    ({"number": 3}, codes.SEQUENCE_GAP, InState.HELD),
]


def judged(*changes: dict[str, object]) -> tuple[InState, int]:
    arrival, facts = GOOD, FACTS
    for change in changes:
        if "agreement_open" in change:
            facts = replace(facts, **change)  # type: ignore[arg-type]
        else:
            arrival = replace(arrival, **change)  # type: ignore[arg-type]
    found = judge(arrival, facts)
    return found.state, found.code


def test_first_package_in_order_is_applied() -> None:
    assert judged() == (InState.APPLIED, 0)


@pytest.mark.parametrize(("change", "code", "state"), SPOILT)
def test_one_thing_wrong_has_its_code(change: dict[str, object], code: int, state: InState) -> None:
    assert judged(change) == (state, code)


def test_of_several_things_wrong_the_first_check_names_the_code() -> None:
    for place in range(len(SPOILT)):
        _change, code, state = SPOILT[place]
        assert judged(*(change for change, _code, _state in SPOILT[place:])) == (state, code)


def test_unknown_minor_version_of_the_schema_is_read() -> None:
    assert judged({"schema": "tukar-asn/1.7"}) == (InState.APPLIED, 0)


def test_first_package_must_follow_nothing() -> None:
    assert judged({"previous": "b" * 64}) == (InState.REFUSED, codes.NUMBER_REUSED)
