"""Identifiers are read by form; nothing is dropped."""

from datetime import date

import pytest

from padan.domain.elements import BY_CODE, ELEMENTS
from padan.domain.identifiers import IdentifierKind, as_written, is_exponent, mask, read_nik, read_nip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("198503122010012005", IdentifierKind.PNS),
        ("'19850312 201001 2 005", IdentifierKind.PNS),
        ("199001012021211003", IdentifierKind.PPPK),
        ("130123456", IdentifierKind.LAMA),
        ("P20006592", IdentifierKind.LAMA),
        ("198503122010012000", IdentifierKind.ROUNDED),
        ("1.98503E+17", IdentifierKind.EXPONENT),
        ("1,98503E+17", IdentifierKind.EXPONENT),
        ("19850312201001200", IdentifierKind.ODD),
        ("198513122010012005", IdentifierKind.ODD),
        ("198503122010013005", IdentifierKind.ODD),
        (None, IdentifierKind.EMPTY),
    ],
)
def test_nip_kind(text: str | None, kind: IdentifierKind) -> None:
    assert read_nip(text).kind is kind


def test_nip_tells_birth_and_sex() -> None:
    found = read_nip("198503122010012005")
    assert (found.birth, found.sex) == (date(1985, 3, 12), "F")


def test_nik_of_a_woman_adds_forty_to_the_day() -> None:
    found = read_nik("3171015203850001")
    assert (found.kind, found.birth, found.sex) == (IdentifierKind.NIK, date(1985, 3, 12), "F")


def test_nik_of_the_new_century() -> None:
    assert read_nik("3171011203040001").birth == date(2004, 3, 12)


@pytest.mark.parametrize("text", ["31710152038500", "3171019903850001", "3171015203850000"])
def test_malformed_nik_is_odd(text: str) -> None:
    assert read_nik(text).kind is IdentifierKind.ODD


def test_exponent_form_is_recognised() -> None:
    assert is_exponent("'1.97102E+17")
    assert not is_exponent("197102022006061002")


def test_mask_keeps_the_last_four() -> None:
    assert mask("'198503122010012005") == "•" * 14 + "2005"
    assert mask(None) == ""


def test_elements_are_the_agreed_ones() -> None:
    assert len(ELEMENTS) == len(BY_CODE) == 26
    assert {element.owner for element in ELEMENTS} == {"bkn", "steward"}


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("'198703162015121001", "198703162015121001"),
        ("19870316 201512 1 001", "198703162015121001"),
        ("1.97102E+17", "1.97102E+17"),
        ("19870316201512100", "19870316201512100"),
        ("19870316 20151210x", "19870316 20151210x"),
        (" 510.123.456", "510123456"),
        (None, ""),
    ],
)
def test_as_written_shows_whole_numbers_plain_and_leaves_the_rest(found: str | None, shown: str) -> None:
    assert as_written(found) == shown
