"""Row fingerprints (exchange.md, sidik_baris): the identity of a row's content wherever its
row number goes.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import polars as pl

_NOT_CONTENT = ("id_baris", "sidik_baris")
_SEPARATOR = "\u001f"
LENGTH = 12
U64 = np.ndarray[Any, np.dtype[np.uint64]]


def content_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that make up a row's canonical form, in their order."""
    return [name for name in columns if name not in _NOT_CONTENT and not name.startswith("_")]


def row_fingerprint(values: Sequence[str | None]) -> str:
    """Return 12 hex digits of the SHA-256 of one row's canonical form: values NFC, trimmed,
    joined by U+001F.
    """
    form = _SEPARATOR.join(unicodedata.normalize("NFC", value or "").strip() for value in values)
    return hashlib.sha256(form.encode()).hexdigest()[:LENGTH]


def row_fingerprints(table: pl.DataFrame) -> pl.Series:
    """Return the fingerprint of every row of a register table; columns in the table's order, `_row` and
    `_sheet_row` out.

    One Python call per row: meant for storing decisions and packages, not for the hot path.
    """
    sha = hashlib.sha256
    prints = [sha(form.encode()).hexdigest()[:LENGTH] for form in _forms(table)]
    return pl.Series("fingerprint", prints, dtype=pl.String)


def row_prints(table: pl.DataFrame) -> U64:
    """Return the fingerprints as numbers: what is kept with a stored register."""
    sha, size = hashlib.sha256, LENGTH // 2
    digests = b"".join(b"\0\0" + sha(form.encode()).digest()[:size] for form in _forms(table))
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


def written_print(number: int) -> str:
    """Return a fingerprint kept as a number as it is written."""
    return f"{number:0{LENGTH}x}"


def _forms(table: pl.DataFrame) -> list[str]:
    names = content_columns(table.columns)
    if not names:
        return [""] * table.height
    table = table.select(pl.col(names).cast(pl.String))
    wide = table.select(
        (pl.col(name).str.len_bytes() != pl.col(name).str.len_chars()).any() for name in names
    )
    texts = []
    for name, other in zip(names, wide.row(0) if table.height else (), strict=False):
        text = pl.col(name).fill_null("")
        texts.append((text.str.normalize("NFC") if other else text).str.strip_chars())  # ASCII is NFC
    if not texts:
        return []
    forms: list[str] = table.select(pl.concat_str(texts, separator=_SEPARATOR).alias("f"))["f"].to_list()
    return forms
