"""Turning a few plain rows into a table of text columns, for exports; not for the hot path."""

from collections.abc import Mapping, Sequence

from padan.matching.table import Table


def table_of(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Table:
    """Return a frame with exactly `columns`, all text, in the order of `rows`."""
    import polars as pl

    data = {name: [row.get(name) for row in rows] for name in columns}
    return pl.DataFrame(data, schema=dict.fromkeys(columns, pl.String))


def decisions_frame(lines: Sequence[tuple[int, int, str]]) -> Table:
    """Return decisions as the engine takes them: row_a, row_b, verdict."""
    import polars as pl

    schema = {"row_a": pl.Int64, "row_b": pl.Int64, "verdict": pl.String}
    return pl.DataFrame(list(lines), schema=schema, orient="row")
