"""Finding people by part of a name or by digits, in a table or in what was kept of one; for screens, not for
matching.
"""

import re
from collections.abc import Callable, Sequence

from padan.matching.table import ROW, Table

Beside = Callable[[str, Sequence[int] | None], list[Table]]
_LEAST_DIGITS = 6


def rows_matching(table: Table, text: str, limit: int) -> list[int]:
    """Return the row numbers whose NIP, NIP lama or NIK holds the digits of `text`, or whose name holds its
    words.
    """
    import polars as pl

    digits = re.sub(r"\D", "", text)
    tests = []
    if len(digits) >= _LEAST_DIGITS:
        held = [pl.col(name) for name in ("nip_baru", "nip_lama", "nik") if name in table.columns]
        tests += [one.str.replace_all(r"\D", "").str.contains(digits, literal=True) for one in held]
    words = _words(text)
    if words and "nama" in table.columns:
        name = pl.col("nama").str.to_uppercase()
        tests.append(pl.all_horizontal([name.str.contains(word, literal=True) for word in words]))
    if not tests:
        return []
    found = table.filter(pl.any_horizontal(tests)).head(limit)
    return [int(row) for row in found[ROW]]


def rows_named(beside: Beside, text: str, limit: int) -> list[int] | None:
    """Return the row numbers whose name holds the words of `text`, from the tokens kept with a register.

    None where none were kept, or where the text is about a number.
    """
    import numpy as np
    import polars as pl

    from padan.matching.keys_kept import TOKENS, WORDS

    words = _words(text)
    kept = beside(WORDS, None) if words and len(re.sub(r"\D", "", text)) < _LEAST_DIGITS else []
    if not kept:
        return None
    texts = kept[0]["word"].cast(pl.String, strict=False)
    rows = None
    for word in sorted(words, key=len, reverse=True):
        codes = np.flatnonzero(texts.str.contains(word, literal=True).fill_null(value=False).to_numpy())
        frames = beside(TOKENS, [int(code) for code in codes])
        found = [frame[ROW].to_numpy()[np.isin(frame["code"].to_numpy(), codes)] for frame in frames]
        holding = np.unique(np.concatenate([np.zeros(0, np.uint32), *found]))
        rows = holding if rows is None else np.intersect1d(rows, holding)
        if not len(rows):
            break
    return [int(row) for row in rows[:limit]] if rows is not None else []


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"\W+", text.upper()) if word and not word.isdigit()]
