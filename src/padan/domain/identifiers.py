"""NIP, NI PPPK, NIP lama and NIK as digits with a meaning (web-services.md section 4); judges form, never a
person.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_NOISE = re.compile("[\\s.'’‘`\u00b4\"\u00a0\u200b\u200e\ufeff_-]")
_EXPONENT = re.compile(r"^[0-9]([.,][0-9]+)?[eE]\+?[0-9]{1,2}$")
_LAMA = re.compile(r"^[0-9A-Z][0-9]{8}$")
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1930, 2012


class IdentifierKind(StrEnum):
    """What a text in an identifier column turned out to be."""

    PNS = "pns"
    PPPK = "pppk"
    LAMA = "lama"
    NIK = "nik"
    ROUNDED = "rounded"
    EXPONENT = "exponent"
    ODD = "odd"
    EMPTY = "empty"


@dataclass(frozen=True)
class Identifier:
    """An identifier's digits (without spaces, dots, apostrophes) and what they say; None where they say
    nothing.
    """

    digits: str
    kind: IdentifierKind
    birth: date | None = None
    sex: str | None = None


_WHOLE = frozenset({9, 16, 18})
"""Digits of a NIP lama, a NIK, a NIP."""


def strip_identifier(text: str | None) -> str:
    """Return the text without spaces, dots, apostrophes and quotes, upper case; '' for None."""
    return _NOISE.sub("", text).upper() if text else ""


def as_written(text: str | None) -> str:
    """Return a number as a list for people shows it: without the marks of a spreadsheet or of grouping.

    Only a number that is whole without them is shown so; anything else stays as it was found, as evidence.
    """
    digits = strip_identifier(text)
    whole = digits.isascii() and digits.isdigit() and len(digits) in _WHOLE
    return digits if whole else (text or "").strip()


def is_exponent(text: str | None) -> bool:
    """Tell whether a spreadsheet wrote the number in exponent form (`1.97102E+17`)."""
    return bool(text) and _EXPONENT.match((text or "").strip().lstrip("'")) is not None


def date_of_digits(digits: str) -> date | None:
    """Read `yyyymmdd`; None when it is no calendar day or outside the years living employees are born in."""
    try:
        found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return found if FIRST_BIRTH_YEAR <= found.year <= LAST_BIRTH_YEAR else None


def read_nip(text: str | None) -> Identifier:
    """Read a NIP, NI PPPK or NIP lama: digits 13-14 above 12 are a PPPK's code, not a month."""
    if is_exponent(text):
        return Identifier("", IdentifierKind.EXPONENT)
    digits = strip_identifier(text)
    if not digits:
        return Identifier("", IdentifierKind.EMPTY)
    if _LAMA.match(digits):
        return Identifier(digits, IdentifierKind.LAMA)
    if len(digits) != 18 or not digits.isascii() or not digits.isdigit():
        return Identifier(digits, IdentifierKind.ODD)
    birth, sex = date_of_digits(digits[:8]), {"1": "M", "2": "F"}.get(digits[14])
    if digits.endswith("000"):
        return Identifier(digits, IdentifierKind.ROUNDED, birth, sex)
    if birth is None or sex is None or not "1950" <= digits[8:12] <= "2049" or digits[12:14] == "00":
        return Identifier(digits, IdentifierKind.ODD, birth, sex)
    kind = IdentifierKind.PNS if digits[12:14] <= "12" else IdentifierKind.PPPK
    return Identifier(digits, kind, birth, sex)


def read_nik(text: str | None) -> Identifier:
    """Read a NIK: 2 province, 2 district, 2 subdistrict, ddmmyy (women dd + 40), 4 serial; the century is
    inferred.
    """
    if is_exponent(text):
        return Identifier("", IdentifierKind.EXPONENT)
    digits = strip_identifier(text)
    if not digits:
        return Identifier("", IdentifierKind.EMPTY)
    if len(digits) != 16 or not digits.isascii() or not digits.isdigit():
        return Identifier(digits, IdentifierKind.ODD)
    day, year = int(digits[6:8]), int(digits[10:12])
    sex, day = ("F", day - 40) if day > 40 else ("M", day)
    century = 2000 if year <= LAST_BIRTH_YEAR - 2000 else 1900
    birth = date_of_digits(f"{century + year:04d}{digits[8:10]}{day:02d}")
    usable = birth is not None and "11" <= digits[:2] <= "96" and digits[12:] != "0000"
    return Identifier(digits, IdentifierKind.NIK if usable else IdentifierKind.ODD, birth, sex)


def mask(text: str | None, keep: int = 4) -> str:
    """Return an identifier for a page that others may read: all but the last `keep` characters hidden."""
    digits = strip_identifier(text)
    return "•" * max(len(digits) - keep, 0) + digits[-keep:] if digits else ""
