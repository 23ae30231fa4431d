"""The register table every part shares: a polars frame of String columns plus `_row` and `_sheet_row` (UInt32)."""

import polars as pl

Table = pl.DataFrame
ROW = "_row"
SHEET_ROW = "_sheet_row"
