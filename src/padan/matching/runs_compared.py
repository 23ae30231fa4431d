"""Compares two runs of the same registers: who became padan, who fell out, who is new or gone; recomputes no
match.
"""

from dataclasses import dataclass

import polars as pl

from padan.matching.fingerprints import row_fingerprints
from padan.matching.table import ROW

MATCHED = ("identical", "differing")
CHANGES = ("became_matched", "fell_out", "class_changed", "appeared", "vanished")


@dataclass(frozen=True)
class RunRows:
    """A run's pairs and the two tables it was made of."""

    pairs: pl.DataFrame
    a: pl.DataFrame
    b: pl.DataFrame


@dataclass(frozen=True)
class RunsCompared:
    """`changes`: side, person, row_before, row_now (-1: none), class_before, class_now (null: none), change.
    `person` is the NIP's digits, or `#` and the row's fingerprint where a row has no NIP of its own.
    `counts[side][change]`; `unchanged` is counted but not listed.
    """

    changes: pl.DataFrame
    counts: dict[str, dict[str, int]]


def compare_runs(before: RunRows, now: RunRows) -> RunsCompared:
    """Compare two runs, side by side; rows are recognised by NIP, else by fingerprint."""
    frames: list[pl.DataFrame] = []
    counts: dict[str, dict[str, int]] = {}
    for side in ("a", "b"):
        joined = _persons(before, side).join(
            _persons(now, side), on="person", how="full", coalesce=True, suffix="_now"
        )
        told = joined.select(
            pl.lit(side).alias("side"),
            "person",
            pl.col("row").fill_null(-1).alias("row_before"),
            pl.col("row_now").fill_null(-1),
            pl.col("class").alias("class_before"),
            pl.col("class_now"),
            _change().alias("change"),
        )
        found = told.group_by("change").len()
        numbers = dict(zip(found["change"].to_list(), found["len"].to_list(), strict=True))
        counts[side] = {name: int(numbers.get(name, 0)) for name in (*CHANGES, "unchanged")}
        frames.append(told.filter(pl.col("change") != "unchanged").sort("change", "person"))
    return RunsCompared(pl.concat(frames), counts)


def _change() -> pl.Expr:
    was, is_now = pl.col("class"), pl.col("class_now")
    return (
        pl.when(was.is_null())
        .then(pl.lit("appeared"))
        .when(is_now.is_null())
        .then(pl.lit("vanished"))
        .when(was == is_now)
        .then(pl.lit("unchanged"))
        .when(~was.is_in(MATCHED) & is_now.is_in(MATCHED))
        .then(pl.lit("became_matched"))
        .when(was.is_in(MATCHED) & ~is_now.is_in(MATCHED))
        .then(pl.lit("fell_out"))
        .otherwise(pl.lit("class_changed"))
    )


def _persons(run: RunRows, side: str) -> pl.DataFrame:
    """Return person, row, class of one side; a person that several rows claim goes by the rows'
    fingerprints.
    """
    table = run.a if side == "a" else run.b
    own = run.pairs.filter(pl.col("side").is_in(["both", side])).select(
        pl.col(f"row_{side}").alias("row"), pl.col("class")
    )
    prints = "#" + row_fingerprints(table)
    rows = pl.DataFrame({"row": table[ROW].cast(pl.Int64), "print": prints})
    if "nip_baru" in table.columns:
        rows = rows.with_columns(table["nip_baru"].str.replace_all(r"[^0-9]", "").alias("nip"))
    else:
        rows = rows.with_columns(pl.lit(None, dtype=pl.String).alias("nip"))
    usable = (pl.col("nip").str.len_bytes() == 18) & pl.col("nip").is_unique()
    rows = rows.with_columns(pl.when(usable).then("nip").otherwise("print").alias("person"))
    return (
        own.join(rows.select("row", "person"), on="row", how="left")
        .sort("row")
        .unique("person", keep="first")
    )
