"""Rows as they travel: their canonical form and fingerprint (exchange.md, "Rows"); pure."""

import hashlib
from collections.abc import Iterable

from padan.common.text import clean

SEPARATOR = "\u001f"
LENGTH = 12


def row_fingerprint(cells: Iterable[str]) -> str:
    """Return `sidik_baris` of a row: its cells in the resource's column order, id_baris and sidik_baris left
    out.
    """
    form = SEPARATOR.join(clean(cell) for cell in cells)
    return hashlib.sha256(form.encode()).hexdigest()[:LENGTH]
