from hypothesis import given
from hypothesis import strategies as st

from padan.domain.words import LARGEST, number_words, parse_number_words, percentages

COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=8).map(tuple)


@given(st.integers(0, 1_999_999))
def test_words_read_back_in_the_range_of_the_requirement(number: int) -> None:
    assert parse_number_words(number_words(number)) == number


@given(st.integers(0, LARGEST))
def test_words_read_back_up_to_the_largest(number: int) -> None:
    assert parse_number_words(number_words(number)) == number


def test_words_read_back_on_every_step_and_below_ten_thousand() -> None:
    steps = {base + offset for base in range(0, 2_000_000, 1000) for offset in (-1, 0, 1, 11, 100)}
    for number in sorted({*range(10_000), *(one for one in steps if one >= 0)}):
        assert parse_number_words(number_words(number)) == number


@given(COUNTS)
def test_shares_sum_to_exactly_a_hundred(counts: tuple[int, ...]) -> None:
    total = sum(counts)
    hundredths = [
        int(one.rstrip("%").replace(".", "").replace(",", "")) for one in percentages(counts, total)
    ]
    assert sum(hundredths) == (10_000 if total else 0)
