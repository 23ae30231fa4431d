"""People who look alike, one file of tests/data/traps for each trap: nobody is merged with another person.

Each file holds rows of side a and b, whose `person` says who they really are, and for rows of a the outcome:
link (with the right row), apart (with nobody, or left to an officer), review (nothing in the data tells).
"""

import csv
import functools
from pathlib import Path

import polars as pl
import pytest

from padan.matching.engine import MatchResult, run_matching
from padan.matching.rules import RuleSet
from padan.training.registers import generate

FOLDER = Path(__file__).parents[2] / "data" / "traps"
TRAPS = sorted(path.stem for path in FOLDER.glob("*.csv"))
FIELDS = ("nip_baru", "nik", "nama", "tanggal_lahir", "jenis_kelamin")
SURE = ("identical", "differing", "duplicate")
Row = dict[str, str]


@functools.cache
def crowd() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Other people around the trap, enough for the weights to be learnt."""
    made = generate(5, 1_500, party="dpr")
    return tuple(
        one.select(name for name in FIELDS if name in one.columns) for one in (made.steward, made.siasn)
    )  # type: ignore[return-value]


def rows_of(trap: str) -> dict[str, list[Row]]:
    with (FOLDER / f"{trap}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {side: [row for row in rows if row["side"] == side] for side in ("a", "b")}


def table(rows: list[Row], others: pl.DataFrame | None) -> pl.DataFrame:
    """Return the rows, then the others, numbered."""
    own = pl.DataFrame(
        [{name: row[name] or None for name in FIELDS} for row in rows],
        schema=dict.fromkeys(FIELDS, pl.String),
    )
    parts = [own] if others is None else [own, others]
    return pl.concat(parts, how="diagonal").with_row_index("_row")


def merged(result: MatchResult, rows: dict[str, list[Row]]) -> list[tuple[str, str]]:
    """Return the persons of rows that were linked, both of the trap."""
    sure = result.pairs.filter(pl.col("class").is_in(SURE), pl.col("row_a") >= 0, pl.col("row_b") >= 0)
    return [
        (rows["a"][a]["person"], rows["b"][b]["person"])
        for a, b in sure.select("row_a", "row_b").iter_rows()
        if a < len(rows["a"]) and b < len(rows["b"])
    ]


def outcomes(result: MatchResult, rows: dict[str, list[Row]]) -> list[tuple[str, str]]:
    linked = dict(merged(result, rows))
    classes = dict(
        result.pairs.filter(pl.col("side").is_in(["a", "both"])).select("row_a", "class").iter_rows()
    )
    found = []
    for place, row in enumerate(rows["a"]):
        if row["person"] in linked:
            found.append((row["person"], "link"))
        elif row["outcome"] == "apart":
            found.append((row["person"], "apart"))
        else:
            found.append((row["person"], classes[place]))
    return found


def test_every_trap_has_its_file() -> None:
    assert TRAPS == [
        "namesakes",
        "nip_of_another_living_person",
        "nips_rounded_by_a_spreadsheet",
        "pppk_with_changed_ni",
        "same_name_and_birth",
        "siblings",
        "twins",
    ]


@pytest.mark.parametrize("crowded", [False, True], ids=["alone", "in a crowd"])
@pytest.mark.parametrize("trap", TRAPS)
def test_nobody_is_merged_with_another_person(trap: str, crowded: bool, rules: RuleSet) -> None:
    rows = rows_of(trap)
    others = crowd() if crowded else (None, None)
    a, b = table(rows["a"], others[0]), table(rows["b"], others[1])
    for result, first in ((run_matching(a, b, rules), "a"), (run_matching(b, a, rules), "b")):
        if first == "b":
            turned = {"row_a": "row_b", "row_b": "row_a"}
            pairs = result.pairs.rename(turned)
            links = [
                (rows["a"][x]["person"], rows["b"][y]["person"])
                for x, y in pairs.filter(
                    pl.col("class").is_in(SURE),
                    pl.col("row_a").is_between(0, len(rows["a"]) - 1),
                    pl.col("row_b").is_between(0, len(rows["b"]) - 1),
                )
                .select("row_a", "row_b")
                .iter_rows()
            ]
            assert all(left == right for left, right in links)
            continue
        assert all(left == right for left, right in merged(result, rows))
        assert outcomes(result, rows) == [(row["person"], row["outcome"]) for row in rows["a"]]


@pytest.mark.parametrize("gone", ["nik", "nip_baru", "tanggal_lahir", "nama", "jenis_kelamin"])
@pytest.mark.parametrize("sides", ["a", "ab"])
def test_missing_column_matches_what_can_be_matched_and_says_the_rest(
    gone: str, sides: str, rules: RuleSet
) -> None:
    made = generate(6, 1_500, party="dpr")
    a, b = (
        one.drop(gone) if side in sides and gone in one.columns else one
        for one, side in ((made.steward, "a"), (made.siasn, "b"))
    )
    result = run_matching(a, b, rules)
    element = {"nip_baru": "nip"}.get(gone, gone)
    absent = result.summary["not_compared"]
    assert isinstance(absent, dict)
    if gone != "nip_baru":
        assert absent[element] == ("absent_a" if sides == "a" else "absent_both")
    truth = set(made.truth.iter_rows())
    sure = result.pairs.filter(
        pl.col("class").is_in(SURE),
        pl.col("side").is_in(["a", "both"]),
        pl.col("row_a") >= 0,
        pl.col("row_b") >= 0,
    )
    links = set(sure.select("row_a", "row_b").iter_rows())
    assert len(links & truth) > 0.9 * len(truth)
    assert len(links - truth) <= 0.001 * len(links)
