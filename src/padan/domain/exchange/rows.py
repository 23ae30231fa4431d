"""Rows as they travel: their canonical form and fingerprint (exchange.md, "Rows"); pure."""

import hashlib
import re
from array import array
from collections.abc import Iterable

from padan.common.text import clean

SEPARATOR = "\u001f"
LENGTH = 12
_NAME = re.compile(r"[!-~]([ -~]{0,38}[!-~])?")
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


def is_row_name(text: str) -> bool:
    """Tell whether a text may be an `id_baris`: opaque ASCII, up to 40, no line's end."""
    return bool(_NAME.fullmatch(text))


class SeenNames:
    """Tells whether a name came before, for millions of names in little memory: eight bytes of digest each,
    in a table made for `count` of them.
    """

    def __init__(self, count: int) -> None:
        self._size = 1 << (count * 5 // 4 + 8).bit_length()
        self._slots = array("Q", bytes(8 * self._size))

    def add(self, name: str) -> bool:
        """Note a name; False when it was here already."""
        digest = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) or 1
        at = digest & (self._size - 1)
        while held := self._slots[at]:
            if held == digest:
                return False
            at = (at + 1) & (self._size - 1)
        self._slots[at] = digest
        return True


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
