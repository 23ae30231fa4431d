"""The compiled loops do what a few plain lines of Python say, whatever they get, on any number of threads."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.bootstrap import ShippedResources
from padan.common.places import resources
from padan.domain.names import fold_spelling, name_parts, split_name
from padan.matching.candidates import exact_pairs
from padan.matching.identity import read_identities
from padan.matching.levels import NIP_DIFFERS, NIP_LOOSE, NIP_SAME, NIP_TYPO
from padan.matching.name_levels import measure_rarity
from padan.matching.name_tokens import read_names
from padan.matching.native.crew import Crew
from padan.matching.ordering import best_two, sorted_codes
from padan.matching.rules import RuleSet
from padan.matching.score import Comparer, Key, Pairs

RULES = RuleSet.from_bytes(ShippedResources(resources()).rules())
PIECES = [
    *(
        "DR.",
        "H.",
        "M.",
        "MOCH.",
        "ALI",
        "NUR-AINI",
        "S.PD.",
        "SH",
        ",",
        "ir",
        "M.Si",
        "Budi",
        "JOSÉ",
        "O'NEIL",
    ),
    *("’ABD", "R.", "A.B.C", "SOEPRAPTO", "s.sos.i", "   ", "-", "X\u00a0Y", "DJ", "MUHAMMAD", "HH"),
]
NAMES = st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
ROWS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4), st.sampled_from(["ALI", "BUDI", "SITI AMINAH", None])),
    max_size=12,
)


def table(rows: list[tuple[int, int, str | None]]) -> pl.DataFrame:
    """Few distinct numbers, so that keys repeat; 0 is a missing one."""
    return pl.DataFrame(
        {
            "nip_baru": [f"1980010120050110{nip:02d}" if nip else None for nip, _, _ in rows],
            "nik": [f"31710101018000{nik:02d}" if nik else None for _, nik, _ in rows],
            "nama": [name for _, _, name in rows],
            "tanggal_lahir": ["1980-01-01"] * len(rows),
        },
        schema=dict.fromkeys(("nip_baru", "nik", "nama", "tanggal_lahir"), pl.String),
    ).with_row_index("_row")


def edits(a: str, b: str) -> int:
    """Optimal string alignment by its definition."""
    rows = [[max(i, j) if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i, j in product(range(1, len(a) + 1), range(1, len(b) + 1)):
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
        if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(names=st.lists(NAMES, min_size=1, max_size=6))
def test_names_are_read_like_single_names(names: list[str]) -> None:
    column, _, book = read_names(pl.Series(names), pl.Series(["X"]), RULES.names, Crew(workers=1))
    for row, name in enumerate(names):
        tokens = column.token[column.start[row] : column.start[row + 1]].tolist()
        parts = [book.text[book.at[k] : book.at[k + 1]].tobytes().decode() for k in tokens]
        front, body, behind = split_name(name, RULES.names)
        assert parts == [part for raw in body for part in name_parts(raw)]
        assert (column.titles[int(column.title[row])] or "") == " ".join([*front, *behind])


@given(words=st.lists(st.text("AEIOUDJTCHKMNSYZ", min_size=1, max_size=9), min_size=2, max_size=8))
def test_words_sound_alike_as_the_rules_say(words: list[str]) -> None:
    column, _, book = read_names(pl.Series(words), pl.Series(["X"]), RULES.names, Crew(workers=1))
    rows = [k for k in range(len(words)) if column.start[k] < column.start[k + 1]]
    sounds = {k: int(book.sound[column.token[column.start[k]]]) for k in rows}
    for one, other in product(rows, rows):
        alike = fold_spelling(words[one], RULES.names) == fold_spelling(words[other], RULES.names)
        assert (sounds[one] == sounds[other]) == alike


@given(
    left=st.text("0123456789", min_size=16, max_size=18),
    right=st.text("0123456789", min_size=16, max_size=18),
)
def test_numbers_are_as_many_edits_apart_as_they_are(left: str, right: str) -> None:
    left, right = "5" + left[1:], "5" + right[1:]
    other = left[:3] + left[4] + left[3] + left[5:]
    for one in (right, other, left[:-1], left[:5] + "7" + left[5:]):
        level = nip_level(left, one)
        apart = edits(left, one)
        expected = (
            NIP_SAME if not apart else NIP_TYPO if apart == 1 else NIP_LOOSE if apart <= 3 else NIP_DIFFERS
        )
        assert level == expected or not both_usable(left, one)


def both_usable(*numbers: str) -> bool:
    return all(15 <= len(one) <= 19 and not (len(one) == 18 and one.endswith("000")) for one in numbers)


def nip_level(left: str, right: str) -> int:
    x, y, book = read_identities(one_row(left), one_row(right), RULES, crew := Crew(workers=1))
    comparer = Comparer(x, y, measure_rarity(x, y, book, RULES.scoring.caps), RULES.scoring, crew)
    none = np.zeros(1, dtype=np.int64)
    return int(comparer.levels(Pairs(none, none, np.zeros(1, dtype=np.int32))).nip[0])


def one_row(nip: str) -> pl.DataFrame:
    return pl.DataFrame({"_row": [0], "nip_baru": [nip]}, schema={"_row": pl.UInt32, "nip_baru": pl.String})


@given(a=ROWS, b=ROWS)
def test_equal_keys_are_joined_and_nothing_else(
    a: list[tuple[int, int, str | None]], b: list[tuple[int, int, str | None]]
) -> None:
    x, y, _ = read_identities(table(a), table(b), RULES, crew := Crew(workers=1))
    pairs = exact_pairs(x, y, crew)
    found = dict(zip(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True), pairs.keys.tolist(), strict=True))
    expected: dict[tuple[int, int], int] = {}
    for (i, one), (j, other) in product(enumerate(a), enumerate(b)):
        keys = (Key.NIP if one[0] and one[0] == other[0] else 0) | (
            Key.NIK if one[1] and one[1] == other[1] else 0
        )
        keys |= Key.NAME_BIRTH if one[2] and one[2] == other[2] else 0
        if keys:
            expected[i, j] = int(keys)
    assert found == expected
    within = exact_pairs(x, x, crew)
    assert all(i < j for i, j in zip(within.i.tolist(), within.j.tolist(), strict=True))


@given(codes=st.lists(st.integers(0, 2**45), max_size=40))
def test_codes_are_sorted_stably(codes: list[int]) -> None:
    array = np.array(codes, dtype=np.int64)
    found, places = sorted_codes(array)
    order = np.argsort(array, kind="stable")
    assert found.tolist() == array[order].tolist()
    assert places.tolist() == order.tolist()


@given(totals=st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 5)), max_size=20))
def test_best_two_are_the_best_two(totals: list[tuple[int, int]]) -> None:
    row, total = np.array([r for r, _ in totals]), np.array([t for _, t in totals])
    best, second = best_two(row, total, 4)
    for one in range(4):
        mine = sorted((t for r, t in totals if r == one), reverse=True)
        assert best[one] == mine[0] if mine else best[one] < -1000
        assert second[one] == mine[1] if len(mine) > 1 else second[one] < -1000


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 1000))
def test_result_does_not_depend_on_threads(seed: int) -> None:
    dice = np.random.default_rng(seed)
    rows = [(int(n), int(k), "ALI") for n, k in dice.integers(0, 90, (70_000, 2))]
    x, y, _ = read_identities(table(rows), table(rows[::-1]), RULES, Crew(workers=1))
    one, several = exact_pairs(x, y, Crew(workers=1)), exact_pairs(x, y, Crew(workers=3))
    assert np.array_equal(one.i, several.i)
    assert np.array_equal(one.j, several.j)
    assert np.array_equal(one.keys, several.keys)


def test_a_crew_passes_on_what_goes_wrong() -> None:
    def work(start: int, stop: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Crew(workers=2).slices(100_000, work)
