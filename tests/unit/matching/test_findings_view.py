"""The list of findings: what it joins, filters, orders and exports."""

import polars as pl
import pytest

from padan.matching.findings_view import FindingsView, findings_view
from padan.matching.list_wish import COLUMNS, ViewFilter, ViewOrder


@pytest.fixture
def listed() -> FindingsView:
    findings = pl.DataFrame(
        {
            "row_a": [1, 1, 2],
            "row_b": [2, 2, 1],
            "element": ["nama", "jenjang", "nama"],
            "kind": ["different", "empty_b", "different"],
            "value_a": ["SITI", "Ahli", "Ärni"],
            "value_b": ["SITY", None, "ARNI"],
            "owner": ["bkn", "steward", "bkn"],
            "newer": ["", "a", ""],
            "suggestion": ["different", "", "different"],
        }
    )
    pairs = pl.DataFrame(
        {
            "row_a": [1, 2, 5, -1],
            "row_b": [2, 1, -1, 7],
            "class": ["differing", "review", "only_a", "only_b"],
            "side": ["both", "both", "a", "b"],
            "score": [9.0, 1.0, 0.0, 0.0],
            "rule": ["nip", "twin_like", "", ""],
        }
    )
    a = pl.DataFrame({"_row": [1, 2, 5], "nip_baru": ["30", "10", "20"], "nama": ["SITI", "Ärni", "BUDI"]})
    b = pl.DataFrame({"_row": [1, 2, 7], "nama": ["ARNI", "SITY", "CITRA"]})
    return findings_view(findings, pairs, (a, b))


_ALL, _AS_LISTED = ViewFilter(), ViewOrder()


def _rows(listed: FindingsView, wanted: ViewFilter = _ALL, order: ViewOrder = _AS_LISTED) -> list:
    shown = listed.arranged(wanted, order)
    return [dict(zip(COLUMNS, row, strict=True)) for row in shown.page(0, shown.height)]


def test_findings_and_rows_without_agreement_stand_together(listed: FindingsView) -> None:
    assert [one["class"] for one in _rows(listed)] == [
        "differing",
        "differing",
        "review",
        "review",
        "only_a",
        "only_b",
    ]


def test_person_is_named_from_the_side_that_has_one(listed: FindingsView) -> None:
    assert [one["nama"] for one in _rows(listed)][-2:] == ["BUDI", "CITRA"]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (ViewFilter(klass="review"), 2),
        (ViewFilter(element="nama", owner="bkn"), 2),
        (ViewFilter(kind="empty_b"), 1),
        (ViewFilter(text="sity"), 1),
        (ViewFilter(text="ärni", element="nama"), 1),
        (ViewFilter(text="tidak ada"), 0),
    ],
)
def test_filters_join(listed: FindingsView, wanted: ViewFilter, count: int) -> None:
    assert listed.arranged(wanted, ViewOrder()).height == count


def test_order_is_stable_and_turns_around(listed: FindingsView) -> None:
    rising = [one["nip"] for one in _rows(listed, order=ViewOrder("nip"))]
    falling = [one["nip"] for one in _rows(listed, order=ViewOrder("nip", True))]
    assert rising == ["10", "10", "20", "30", "30", None]
    assert falling == rising[::-1]


def test_export_says_codes_in_words_and_leaves_absent_rows_empty(listed: FindingsView) -> None:
    shown = listed.arranged(ViewFilter(klass="only_a"), ViewOrder())
    table = shown.table(["class", "row_a", "row_b"], {"class": {"only_a": "Hanya di A"}})
    assert table.rows() == [("Hanya di A", "5", None)]


def test_preparing_reports_the_memory_held(listed: FindingsView) -> None:
    before = listed.nbytes
    assert listed.prepare() > before
