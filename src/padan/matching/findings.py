"""Findings of the linked pairs: one row per pair and differing element, with owner, newer side and
suggestion.
"""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from padan.domain.elements import ELEMENTS, IDENTITY, Element
from padan.matching.arrays import I32, I64, Bytes
from padan.matching.compare import EMPTY_A, EMPTY_B, KINDS, Compared, Side
from padan.matching.elements_compared import Context, chosen, comparable, compare_element
from padan.matching.identity_columns import read_dates

SCHEMA: dict[str, type[pl.DataType]] = {
    "row_a": pl.Int64,
    "row_b": pl.Int64,
    "element": pl.String,
    "kind": pl.String,
    "value_a": pl.String,
    "value_b": pl.String,
    "owner": pl.String,
    "newer": pl.String,
    "suggestion": pl.String,
}
SUGGESTIONS = ("fill_a", "fill_b", "newer_a", "newer_b", "check_identity", "follow_owner")
"""fill_*: take over the other side's value; newer_*: the named side holds the later TMT; check_identity: ask
for the document, no side is presumed right; follow_owner: the value of the field's owner stands.
"""

Tick = Callable[[int, int], None]


def find_differences(
    a: Side, b: Side, context: Context, absent: dict[str, str | None], tick: Tick
) -> tuple[pl.DataFrame, I64]:
    """Compare every comparable element; return the findings in order of (row_a, row_b, element) and the
    number of findings per linked pair.
    """
    frames: list[pl.DataFrame] = []
    count = np.zeros(len(a.rows), dtype=np.int64)
    for place, element in enumerate(ELEMENTS):
        tick(place, len(ELEMENTS))
        if absent[element.code] is not None or not len(a.rows):
            continue
        compared = compare_element(element.code, a, b, context)
        rows = chosen(compared.state)
        if len(rows):
            count[rows] += 1
            frames.append(_frame(element, place, compared, rows, a, b))
    if not frames:
        return pl.DataFrame(schema=SCHEMA), count
    found = pl.concat(frames).sort("row_a", "row_b", "order").select(list(SCHEMA))
    return found, count


def absences(a: Side, b: Side) -> dict[str, str | None]:
    """Tell which elements are comparable (None) and why the others are not."""
    titles = tuple(bool(side.identity.names.title.any()) for side in (a, b))
    return comparable(a.table, b.table, (titles[0], titles[1]))


def _frame(element: Element, place: int, compared: Compared, rows: I64, a: Side, b: Side) -> pl.DataFrame:
    state = compared.state[rows]
    newer = _newer(element, rows, a, b)
    size = len(rows)
    return pl.DataFrame(
        {
            "row_a": a.identity.row[a.rows[rows]],
            "row_b": b.identity.row[b.rows[rows]],
            "element": _words([element.code], np.zeros(size, dtype=np.uint32)),
            "kind": _words(list(KINDS), state),
            "value_a": compared.show_a(rows),
            "value_b": compared.show_b(rows),
            "owner": _words([element.owner], np.zeros(size, dtype=np.uint32)),
            "newer": _words([None, "a", "b"], newer),
            "suggestion": _suggest(element, state, newer),
            "order": np.full(size, place, dtype=np.int64),
        }
    )


def _words(words: Sequence[str | None], codes: np.ndarray) -> pl.Series:
    """Return words by their places."""
    return pl.Series(words, dtype=pl.String).gather(codes.astype(np.uint32))


def _newer(element: Element, rows: I64, a: Side, b: Side) -> Bytes:
    """Tell which side holds the later TMT: 1 A, 2 B, 0 neither or not known."""
    if element.dated_by is None:
        return np.zeros(len(rows), dtype=np.int8)
    left, right = _dates(a, element.dated_by, rows), _dates(b, element.dated_by, rows)
    told = (left > 0) & (right > 0) & (left != right)
    return np.where(told, np.where(left > right, 1, 2), 0).astype(np.int8)


def _dates(side: Side, name: str, rows: I64) -> I32:
    return read_dates(side.column(name, rows))


def _suggest(element: Element, state: Bytes, newer: Bytes) -> pl.Series:
    fixed = "check_identity" if element.code in IDENTITY else "follow_owner"
    words = [fixed, "newer_a", "newer_b", "fill_a", "fill_b"]
    return _words(words, np.where(state == EMPTY_A, 3, np.where(state == EMPTY_B, 4, newer)))
