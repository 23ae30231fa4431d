"""The words and rules of dates in registers (intake-and-classes.md, Dates), one value at a time; columns are
the adapter's.
"""

import re
from datetime import date, timedelta
from typing import Literal

Order = Literal["day_first", "month_first"]

EMPTY_DATES: frozenset[str] = frozenset(
    ("0000-00-00", "01-01-0001", "0001-01-01", "00-00-0000", "01/01/0001", "00/00/0000", "1/1/0001")
)
"""Texts that mean "no date" (web-services.md 1.6); with a time behind them they mean the same."""

MONTHS: dict[str, int] = {
    "januari": 1,
    "jan": 1,
    "january": 1,
    "pebruari": 2,
    "februari": 2,
    "feb": 2,
    "peb": 2,
    "february": 2,
    "maret": 3,
    "mar": 3,
    "mrt": 3,
    "march": 3,
    "april": 4,
    "apr": 4,
    "mei": 5,
    "may": 5,
    "juni": 6,
    "jun": 6,
    "june": 6,
    "juli": 7,
    "jul": 7,
    "july": 7,
    "agustus": 8,
    "agu": 8,
    "agt": 8,
    "ags": 8,
    "agst": 8,
    "agus": 8,
    "august": 8,
    "aug": 8,
    "september": 9,
    "sep": 9,
    "sept": 9,
    "oktober": 10,
    "okt": 10,
    "october": 10,
    "oct": 10,
    "november": 11,
    "nopember": 11,
    "nov": 11,
    "nop": 11,
    "desember": 12,
    "des": 12,
    "december": 12,
    "dec": 12,
}
"""Month names, full and short, Indonesian with old spellings, and the English ones Excel writes."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
SERIAL_EPOCH = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 10_000, 73_050
"""Excel serials from 18-05-1927 to 2099: a four-digit number is a year, not a day."""

TIME_TAIL = (
    r"(?:[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm])?(?:Z| ?[+-]\d{2}:?\d{2})?)?"
)
ISO_PATTERN = rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME_TAIL}$"
COMPACT_PATTERN = r"^((?:19|20)\d{2})(\d{2})(\d{2})$"
NUMERIC_PATTERN = rf"^(\d{{1,2}}) ?[-/. ] ?(\d{{1,2}}) ?[-/. ] ?(\d{{4}}){TIME_TAIL}$"
NAMED_PATTERN = (
    rf"^(?:[a-z']{{4,6}},? +)?(\d{{1,2}})[-/. ]*([a-z]{{3,9}})[-/., ]*(\d{{4}}){TIME_TAIL.lower()}$"
)
SERIAL_PATTERN = r"^(\d{5})(?:[.,]\d+)?$"

_ISO, _COMPACT = re.compile(ISO_PATTERN, re.ASCII), re.compile(COMPACT_PATTERN, re.ASCII)
_NUMERIC, _SERIAL = re.compile(NUMERIC_PATTERN, re.ASCII), re.compile(SERIAL_PATTERN, re.ASCII)
_NAMED = re.compile(NAMED_PATTERN, re.ASCII)


def read_date(text: str, order: Order = "day_first", nip_birth: str | None = None) -> str | None:
    """Return `text` as ISO `YYYY-MM-DD`, or None when it is no date.

    `nip_birth`: the first eight digits of the person's NIP: it decides where day and month could be swapped.
    """
    value = text.strip().lstrip("'").strip()
    for pattern in (_ISO, _COMPACT):
        if match := pattern.match(value):
            return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(value):
        return _numeric(int(match[1]), int(match[2]), int(match[3]), order, nip_birth)
    if match := _NAMED.match(value.lower()):
        return _iso(int(match[3]), MONTHS.get(match[2], 0), int(match[1]))
    if match := _SERIAL.match(value):
        return read_serial(int(match[1]))
    return None


def read_serial(serial: int) -> str | None:
    """Return the day of an Excel serial as ISO, or None outside the years a register can hold."""
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        return None
    return (SERIAL_EPOCH + timedelta(days=serial)).isoformat()


def _numeric(first: int, second: int, year: int, order: Order, nip_birth: str | None) -> str | None:
    day_first, month_first = _iso(year, second, first), _iso(year, first, second)
    if nip_birth and day_first and month_first:
        wanted = f"{nip_birth[:4]}-{nip_birth[4:6]}-{nip_birth[6:8]}"
        if wanted in (day_first, month_first):
            return wanted
    return day_first if order == "day_first" else month_first


def _iso(year: int, month: int, day: int) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
