"""Rows of the shipped rule set, and what differs between two of them."""

import json

from padan.common.places import resources
from padan.domain.reference_rows import GROUPS, ReferenceRow, reference_rows, row_changes

RULES = resources() / "references" / "rules" / "padan-2026.1.json"


def _rows() -> list[ReferenceRow]:
    return reference_rows(json.loads(RULES.read_text(encoding="utf-8")))


def test_every_group_of_the_shipped_rules_has_entries() -> None:
    assert {row.group for row in _rows()} == set(GROUPS)


def test_order_of_entries_is_no_difference() -> None:
    rows = _rows()
    assert row_changes(rows, rows[::-1]) == []


def test_two_entries_under_one_code_are_both_compared() -> None:
    one, two = ReferenceRow("instansi", "4057", "A"), ReferenceRow("instansi", "4057", "B")
    assert [change.before for change in row_changes([one, two], [one])] == [two]


def test_entry_without_shape_is_left_out_and_breaks_nothing() -> None:
    assert reference_rows({"mapping": {"levels": "tidak"}, "names": None, "scoring": {}}) == []
