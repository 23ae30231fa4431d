"""Qt's own words (OK, Cancel, file and print dialogs) in Indonesian: Qt ships none; no build step is needed.

The table under resources/texts/qt_id becomes Qt's message file (.qm) in memory: magic, a section of hashes,
and one of messages, numbers in network order (Qt's qtranslator.cpp). A message without a context serves all.
"""

import struct
import tomllib
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTranslator

from padan.common.places import resources

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = 0x42, 0x69
_END, _TRANSLATION, _SOURCE, _CONTEXT = 1, 3, 6, 7
_ANYWHERE = "anywhere"

Entry = tuple[str, str, str]
"""Context (empty: any), source text, translation."""


class QtWords(QTranslator):
    """A translator loaded from the table; it keeps the bytes, because Qt does not copy them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._content = message_file(entries())
        self.load(self._content)


def entries() -> list[Entry]:
    """Return the table, texts for one context before those for any: Qt takes the first that fits."""
    path = resources() / "texts" / "qt_id" / "qt.toml"
    found: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    anywhere = found.pop(_ANYWHERE)
    named = [(context, source, text) for context, texts in found.items() for source, text in texts.items()]
    return [*named, *(("", source, text) for source, text in anywhere.items())]


def message_file(table: Iterable[Entry]) -> bytes:
    """Return the bytes of a .qm file."""
    messages = bytearray()
    places: list[tuple[int, int]] = []
    for context, source, text in table:
        places.append((_elf_hash(source.encode("utf-8")), len(messages)))
        messages += _record(_TRANSLATION, text.encode("utf-16-be"))
        if context:
            messages += _record(_CONTEXT, context.encode("utf-8"))
        messages += _record(_SOURCE, source.encode("utf-8"))
        messages.append(_END)
    hashes = b"".join(struct.pack(">II", *place) for place in sorted(places))
    return _MAGIC + _record(_HASHES, hashes) + _record(_MESSAGES, bytes(messages))


def _record(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _elf_hash(text: bytes) -> int:
    """Return the hash of ELF symbol tables, as Qt uses it; never 0."""
    value = 0
    for byte in text:
        value = (value << 4) + byte
        high = value & 0xF0000000
        if high:
            value ^= high >> 24
        value &= ~high & 0xFFFFFFFF
    return value or 1
