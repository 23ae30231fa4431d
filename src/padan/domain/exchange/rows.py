"""Rows as they travel: their canonical form and fingerprint (exchange.md, "Rows"); pure."""

import hashlib
import re
from array import array
from collections.abc import Iterable, Sequence

from padan.common.text import clean

SEPARATOR = "\u001f"
LENGTH = 12
_NAME = re.compile(r"[!-~]([ -~]{0,38}[!-~])?")
_PART = SEPARATOR.encode()
_BEFORE, _BEHIND = b" " + _PART, _PART + b" "
_PLAIN = bytes(range(0x20, 0x7F)) + _PART
"""Printable ASCII, and what stands between cells."""


def row_fingerprint(cells: Iterable[str]) -> str:
    """Return `sidik_baris` of a row: its cells in the resource's column order, id_baris and sidik_baris left
    out.
    """
    given = cells if isinstance(cells, list | tuple) else list(cells)
    form = SEPARATOR.join(given).encode()
    if not _is_canonical(form, len(given)):
        form = SEPARATOR.join(clean(cell) for cell in given).encode()
    return hashlib.sha256(form).hexdigest()[:LENGTH]


def fingerprinted(cells: Sequence[str]) -> tuple[str, str]:
    """Return `sidik_baris` and, when no cell holds a quote or anything but plain text, the line the cells
    make in the CSV; "" when they must be written cell by cell.
    """
    text = SEPARATOR.join(cells)
    form = text.encode()
    if not _is_canonical(form, len(cells)):
        return row_fingerprint(cells), ""
    digest = hashlib.sha256(form).hexdigest()[:LENGTH]
    if '"' in text:
        return digest, ""
    return digest, (_quoted(text) if "," in text else text).replace(SEPARATOR, ",")


def _quoted(text: str) -> str:
    """Put quotes around the cells of a row that hold a comma, degrees mostly."""
    made: list[str] = []
    begun, at = 0, text.find(",")
    while at >= 0:
        left = max(text.rfind(SEPARATOR, begun, at) + 1, begun)
        right = text.find(SEPARATOR, at)
        right = len(text) if right < 0 else right
        made += (text[begun:left], '"', text[left:right], '"')
        begun, at = right, text.find(",", right)
    return "".join(made) + text[begun:]


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


def _is_canonical(form: bytes, cells: int) -> bool:
    """Tell, sooner than cell by cell, that nothing is to be trimmed or composed; False when in doubt."""
    return (
        not form.translate(None, _PLAIN)
        and form.count(_PART) == cells - 1
        and _BEFORE not in form
        and _BEHIND not in form
        and form[:1] != b" "
        and form[-1:] != b" "
    )
