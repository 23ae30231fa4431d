"""Dates in words against a second implementation that shares nothing with the first, day by day."""

from datetime import date, timedelta

from padan.domain.date_words import DateStyle, date_words

ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
# Zeller's congruence counts from Saturday.
ZELLER = ["Sabtu", "Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat"]


def below_hundred(number: int) -> str:
    if number < 10:
        return ONES[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{ONES[number % 10]} belas")
    tens = f"{ONES[number // 10]} puluh"
    return tens if number % 10 == 0 else f"{tens} {ONES[number % 10]}"


def year_words(year: int) -> str:
    hundreds = {0: "", 1: "seratus"}.get(year // 100 % 10, f"{ONES[year // 100 % 10]} ratus")
    rest = below_hundred(year % 100) if year % 100 else ""
    return " ".join(part for part in ("dua ribu", hundreds, rest) if part)


def zeller(day: int, month: int, year: int) -> str:
    if month < 3:
        month, year = month + 12, year - 1
    century, of_century = divmod(year, 100)
    return ZELLER[
        (day + 13 * (month + 1) // 5 + of_century + of_century // 4 + century // 4 + 5 * century) % 7
    ]


def expected(day: date) -> str:
    figures = f"{day.day:02d}-{day.month:02d}-{day.year}"
    return (
        f"{zeller(day.day, day.month, day.year)} tanggal {below_hundred(day.day)} bulan "
        f"{MONTHS[day.month - 1]} tahun {year_words(day.year)} ({figures})"
    )


def test_every_day_of_this_century_reads_as_the_second_implementation_says() -> None:
    day = date(2000, 1, 1)
    while day < date(2101, 1, 1):
        assert date_words(day, DateStyle.LOWER) == expected(day)
        day += timedelta(days=1)


def test_title_style_differs_from_lower_style_by_capitals_alone() -> None:
    for offset in range(0, 36_000, 7):
        day = date(2000, 1, 1) + timedelta(days=offset)
        title = date_words(day, DateStyle.TITLE)
        assert title.lower() == expected(day).lower()
        number = title.split(" tanggal ")[1].split(" bulan ")[0]
        assert number == number.title()
        year = title.split(" tahun ")[1].split(" (")[0]
        assert year == year.title()
        assert " tanggal " in title
        assert " bulan " in title
