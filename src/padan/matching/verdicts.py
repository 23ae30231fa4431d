"""Officers' decisions as row indices, checked for contradictions; and decisions remembered by fingerprints
found again.
"""

import numpy as np
import polars as pl

from padan.common.codes import matching as codes
from padan.common.errors import UserFault
from padan.matching.arrays import I64
from padan.matching.persons import Verdicts
from padan.matching.register import Register

SCHEMA: dict[str, type[pl.DataType]] = {"row_a": pl.Int64, "row_b": pl.Int64, "verdict": pl.String}
DecidedLine = tuple[int, int, str]


def no_decisions() -> pl.DataFrame:
    """Return an empty decisions frame."""
    return pl.DataFrame(schema=SCHEMA)


def read_decisions(
    decisions: pl.DataFrame, rows_i: I64, rows_j: I64, sides: tuple[str, str]
) -> tuple[Verdicts, list[DecidedLine]]:
    """Turn `_row` numbers into indices of the two registers (in the order they are computed in).

    Raises UserFault for an unknown row, for a row decided the same as two rows, and for a pair decided both
    ways.
    """
    used = decisions.filter(pl.col("verdict").is_in(["same", "different"])).unique(
        ["row_a", "row_b", "verdict"]
    )
    used = used.sort("row_a", "row_b", "verdict")
    place_i, place_j = _places(used["row_a"], rows_i, sides[0]), _places(used["row_b"], rows_j, sides[1])
    same = (used["verdict"] == "same").to_numpy()
    for rows, side in ((used["row_a"].to_numpy(), sides[0]), (used["row_b"].to_numpy(), sides[1])):
        values, count = np.unique(rows[same], return_counts=True)
        if (count > 1).any():
            raise UserFault(codes.DECISIONS_CONTRADICT, row=int(values[count > 1][0]), side=side.upper())
    twice = used.group_by("row_a", "row_b").len().filter(pl.col("len") > 1).sort("row_a")
    if twice.height:
        raise UserFault(codes.DECISIONS_CONTRADICT, row=int(twice["row_a"][0]), side=sides[0].upper())
    lines = [
        (int(row_a), int(row_b), str(verdict))
        for row_a, row_b, verdict in used.select(list(SCHEMA)).iter_rows()
    ]
    return Verdicts(place_i[same], place_j[same], place_i[~same], place_j[~same]), lines


def _places(wanted: pl.Series, numbers: I64, side: str) -> np.ndarray:
    asked = wanted.to_numpy().astype(np.int64)
    place = np.searchsorted(numbers, asked)
    found = place < len(numbers)
    found[found] = numbers[place[found]] == asked[found]
    if not found.all():
        raise UserFault(codes.DECISION_ROW_UNKNOWN, row=int(asked[~found][0]), side=side.upper())
    return place.astype(np.int64)


def resolve_decisions(a: Register, b: Register, remembered: pl.DataFrame) -> pl.DataFrame:
    """Find remembered decisions again in new tables.

    `remembered` holds fingerprint_a, fingerprint_b, verdict, oldest first. A decision stands when both
    fingerprints occur in their table; of rows that are copies of each other it is about the first, for
    which the
    others are duplicates. The latest word on a pair counts. Returns row_a, row_b,
    verdict.
    """
    if not remembered.height:
        return no_decisions()
    found = remembered.select("fingerprint_a", "fingerprint_b", "verdict").unique(
        ["fingerprint_a", "fingerprint_b"], keep="last", maintain_order=True
    )
    for side, table in (("a", a), ("b", b)):
        key = f"fingerprint_{side}"
        prints = table.rows_with_prints(found[key]).rename({"fingerprint": key, "row": f"row_{side}"})
        first = prints.unique(key, keep="first", maintain_order=True)
        found = found.join(first, on=key, how="inner", maintain_order="left")
    return found.select(pl.col("row_a").cast(pl.Int64), pl.col("row_b").cast(pl.Int64), "verdict").sort(
        "row_a", "row_b"
    )
