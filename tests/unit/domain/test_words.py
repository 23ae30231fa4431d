from datetime import UTC, date, datetime

import pytest

from padan.domain.clause import clause_words
from padan.domain.date_words import DateStyle, date_words, wib_time
from padan.domain.words import count_words, grouped, number_words, parse_number_words, percentages


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1234, "seribu dua ratus tiga puluh empat"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (1_001_000, "satu juta seribu"),
        (
            1_999_999,
            "satu juta sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
        ),
        (6_000_000, "enam juta"),
        (10**9, "satu miliar"),
        (10**12 + 1, "satu triliun satu"),
        (10**15, "satu kuadriliun"),
    ],
)
def test_number_is_written_as_indonesian_says_it(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize("number", [-1, 10**15 + 1])
def test_number_outside_the_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError):
        number_words(number)


@pytest.mark.parametrize(
    "text",
    ["", "satu ribu", "sepuluh satu", "dua dua", "puluh", "satu juta satu juta", "seratus ribu ribu", "Satu"],
)
def test_parse_refuses_what_is_never_written(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number_words(text)


def test_weekday_is_computed_in_both_agreements() -> None:
    lower = "Selasa tanggal tujuh bulan November tahun dua ribu dua puluh tiga (07-11-2023)"
    title = "Senin tanggal Sembilan bulan Oktober tahun Dua Ribu Dua Puluh Tiga (09-10-2023)"
    assert date_words(date(2023, 11, 7), DateStyle.LOWER) == lower
    assert date_words(date(2023, 10, 9), DateStyle.TITLE) == title


def test_moment_is_shown_in_jakarta_time() -> None:
    assert wib_time(datetime(2026, 11, 22, 18, 5, tzinfo=UTC)) == "23 November 2026 pukul 01.05 WIB"


def test_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError):
        wib_time(datetime(2026, 11, 22))


def test_count_is_figures_and_words() -> None:
    assert count_words(1234) == "1.234 (seribu dua ratus tiga puluh empat)"
    assert grouped(6_000_000) == "6.000.000"


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ((9735, 265), ("97,35%", "2,65%")),
        ((1, 1, 1), ("33,34%", "33,33%", "33,33%")),
        ((0, 0), ("0,00%", "0,00%")),
        ((5,), ("100,00%",)),
    ],
)
def test_shares_of_a_whole_sum_to_a_hundred(counts: tuple[int, ...], shares: tuple[str, ...]) -> None:
    assert percentages(counts, sum(counts)) == shares


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("3(2)4", "Pasal 3 ayat (2) angka 4"),
        ("7", "Pasal 7"),
        ("9(3)", "Pasal 9 ayat (3)"),
        ("Pasal 3", "Pasal 3"),
    ],
)
def test_clause_is_written_out(short: str, words: str) -> None:
    assert clause_words(short) == words
