"""Dates and times as Indonesian documents write them, in figures and in words; the weekday is always
computed.
"""

from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from padan.domain.words import number_words, title_case

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_WIB = timezone(timedelta(hours=7))


class DateStyle(StrEnum):
    """How words are capitalised in a date: LOWER as in the DPR agreement, TITLE as in the Kemendes
    agreement.
    """

    LOWER = "lower"
    TITLE = "title"


def weekday(day: date) -> str:
    """Return the name of the day of the week."""
    return DAYS[day.weekday()]


def long_date(day: date) -> str:
    """Return `7 November 2023`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return `07-11-2023`."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def date_words(day: date, style: DateStyle) -> str:
    """Return `Selasa tanggal tujuh bulan November tahun dua ribu dua puluh tiga (07-11-2023)`
    (documents.md).
    """
    number, year = number_words(day.day), number_words(day.year)
    if style is DateStyle.TITLE:
        number, year = title_case(number), title_case(year)
    month = MONTHS[day.month - 1]
    return f"{weekday(day)} tanggal {number} bulan {month} tahun {year} ({short_date(day)})"


def wib_time(moment: datetime) -> str:
    """Return an aware moment as `22 November 2026 pukul 09.30 WIB`; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    local = moment.astimezone(_WIB)
    return f"{long_date(local.date())} pukul {local.hour:02d}.{local.minute:02d} WIB"
