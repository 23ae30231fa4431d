"""Rows as they travel: their canonical form and fingerprint (exchange.md, "Rows"); pure."""

import hashlib
from collections.abc import Iterable

from padan.common.text import clean

SEPARATOR = "\u001f"
LENGTH = 12
_BEFORE, _BEHIND = f" {SEPARATOR}", f"{SEPARATOR} "


def row_fingerprint(cells: Iterable[str]) -> str:
    """Return `sidik_baris` of a row: its cells in the resource's column order, id_baris and sidik_baris left
    out.
    """
    given = list(cells)
    form = SEPARATOR.join(given)
    if not _is_canonical(form, len(given)):
        form = SEPARATOR.join(clean(cell) for cell in given)
    return hashlib.sha256(form.encode()).hexdigest()[:LENGTH]


def _is_canonical(form: str, cells: int) -> bool:
    """Tell, sooner than cell by cell, that nothing is to be trimmed or composed; False when in doubt."""
    return (
        form.isascii()
        and form.count(SEPARATOR) == cells - 1
        and form.replace(SEPARATOR, "").isprintable()
        and _BEFORE not in form
        and _BEHIND not in form
        and form[:1] != " "
        and form[-1:] != " "
    )
