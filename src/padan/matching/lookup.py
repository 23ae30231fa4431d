"""Finding people in a table by part of a name or by digits; for screens, not for matching."""

import re

from padan.matching.table import ROW, Table


def rows_matching(table: Table, text: str, limit: int) -> list[int]:
    """Return the row numbers whose NIP, NIP lama or NIK holds the digits of `text`, or whose name holds its
    words.
    """
    import polars as pl

    digits = re.sub(r"\D", "", text)
    tests = []
    if len(digits) >= 6:
        held = [pl.col(name) for name in ("nip_baru", "nip_lama", "nik") if name in table.columns]
        tests += [one.str.replace_all(r"\D", "").str.contains(digits, literal=True) for one in held]
    words = [word for word in re.split(r"\W+", text.upper()) if word and not word.isdigit()]
    if words and "nama" in table.columns:
        name = pl.col("nama").str.to_uppercase()
        tests.append(pl.all_horizontal([name.str.contains(word, literal=True) for word in words]))
    if not tests:
        return []
    found = table.filter(pl.any_horizontal(tests)).head(limit)
    return [int(row) for row in found[ROW]]
