"""Whatever shape a person's answer has, it becomes fields that the store can hold, or nothing."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.common.text import storable
from padan.domain.fields import FIELDS
from padan.domain.web.answers import Answer, Kind, Raw, judge
from padan.domain.web.enrichment import merged, settled
from padan.domain.web.service import Question, Told
from padan.domain.web.siasn_people import _HISTORY, _MAIN, Call, kept_of, text_of
from padan.domain.web.writing import ROUTES, Before, Seen, ServiceWrite, WriteKind, WriteState, seen_in

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ODD = st.sampled_from(["\ud800", "\x00", "01-01-0001", "31-02-2024", "-", "null", " ", "0000-00-00", "1e999"])
keys = st.sampled_from([*_MAIN, *(key for names in _HISTORY.values() for key in names), "deletedAt", "noHp"])
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | ODD
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=6
)
rows = st.dictionaries(keys, values, max_size=8)
data = rows | st.lists(rows | leaves, max_size=4) | leaves


@given(st.sampled_from(list(Call)), data)
def test_any_answer_becomes_what_the_store_can_hold(call: Call, told: Any) -> None:
    body = json.dumps({"code": 1, "data": told}).encode()
    answer = judge(Raw(200, {}, body))
    kept = settled("e", Told(Question(0, "1" * 18, call), answer), 1, NOW)
    for text in (kept.body, kept.words):
        assert text.encode().decode() == text
        assert "\x00" not in text
    fields = merged({"nama": "LAMA", "_row": "0"}, {call: kept.body})
    assert set(fields) <= set(FIELDS)
    assert all(value == storable(value) for value in fields.values())


@given(st.sampled_from(list(Call)), data)
def test_keys_outside_the_map_never_pass(call: Call, told: Any) -> None:
    kept = kept_of(call, told)
    rows_kept = [kept] if isinstance(kept, dict) else kept
    allowed = {*FIELDS, *(_HISTORY.get(call, ()))}
    assert all(set(row) <= allowed for row in rows_kept)


@pytest.mark.parametrize(
    ("told", "text"),
    [("A\ud800B", "A?B"), ("A\x00B\r\nC", "A B  C"), ("\u0085x\u200b", "x\u200b"), (1.5, "1.5")],
)
def test_signs_that_no_text_may_hold_are_replaced(told: object, text: str) -> None:
    assert text_of(told) == text


def planned(row_id: str) -> ServiceWrite:
    return ServiceWrite(
        "w", "a", "p", "c", "1" * 18, WriteKind.CREDIT, row_id, {"kreditBaruTotal": "1.5"}, {},
        Before({}, ("x",)), "accepted", WriteState.BROKEN, "o", NOW,
    )  # fmt: skip


@given(st.sampled_from(["", "A"]), data)
def test_any_history_tells_one_thing_of_a_write(row_id: str, told: Any) -> None:
    seen, found = seen_in(planned(row_id), told)
    assert (seen is Seen.THERE) == bool(found)


def test_answer_without_data_is_no_fault() -> None:
    told = settled("e", Told(Question(0, "1" * 18, Call.MAIN), Answer(Kind.FOUND, None)), 1, NOW)
    assert told.body == ""
    assert set(ROUTES) == set(WriteKind)
