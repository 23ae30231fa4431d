"""Words for the terminal: Indonesian numbers, and nothing that could steer a terminal."""

from datetime import UTC, date, datetime

import pytest

from padan.cli.plain import plain
from padan.cli.words import day, decimal, masked, moment, number, pairs, safe, table
from padan.domain.officer import Role


def test_numbers_and_dates_are_indonesian() -> None:
    assert (number(1234567), decimal(1234.5), day(date(2026, 11, 23))) == (
        "1.234.567",
        "1.234,50",
        "23-11-2026",
    )
    assert moment(datetime(2026, 11, 23, 20, 5, tzinfo=UTC)) == "24-11-2026 03.05 WIB"


@pytest.mark.parametrize("text", ["\x1b[31mmerah", "a\nb", "a\u202eb", "\x9b2J"])
def test_control_characters_never_reach_the_terminal(text: str) -> None:
    assert safe(text).isprintable()


def test_ordinary_text_stays() -> None:
    assert safe("Siti Ñ – “x”") == "Siti Ñ – “x”"


@pytest.mark.parametrize(
    ("nik", "shown"), [("3171010202810002", "3171••••••••••02"), ("123", "•••"), ("", ""), (None, "")]
)
def test_masked_nik(nik: str | None, shown: str) -> None:
    assert masked(nik) == shown


def test_table_aligns_numbers_right_and_says_when_empty() -> None:
    assert table(("Nama", "N"), [("A", 5), ("B", 1234)]).splitlines()[2:] == ["A         5", "B     1.234"]
    assert table(("Nama",), []) == "Tidak ada."


def test_pairs_show_what_is_missing() -> None:
    assert pairs({"A": None, "Ada": True}) == "A    –\nAda  ya"


def test_plain_values_are_json() -> None:
    found = plain({"a": {Role.ADMIN, Role.PETUGAS}, "b": datetime(2026, 1, 2, tzinfo=UTC), "c": (1, None)})
    assert found == {"a": ["admin", "petugas"], "b": "2026-01-02T00:00:00Z", "c": [1, None]}
