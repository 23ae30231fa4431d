"""Turning a few plain rows into a table of text columns, for exports; not for the hot path."""

from collections.abc import Mapping, Sequence

from padan.matching.table import Table


def table_of(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Table:
    """Return a frame with exactly `columns`, all text, in the order of `rows`."""
    import polars as pl

    data = {name: [row.get(name) for row in rows] for name in columns}
    return pl.DataFrame(data, schema=dict.fromkeys(columns, pl.String))
