"""Finds formulas, errors and links of an XLS by walking the records of its workbook stream; evaluates
nothing.

[MS-XLS] 2.1.4 and 2.4: a record is type, length, content; a sheet is a run of records from its BOF on.
[MS-CFB] 2.3 to 2.6: the stream is a chain of sectors that the allocation table lists.
"""

import struct
from collections.abc import Iterator

from padan.adapters.tables.sheet_marks import Marks

_BOF, _EOF, _BOUNDSHEET, _FORMULA, _SUPBOOK, _FILEPASS = 0x809, 0x0A, 0x85, 0x06, 0x1AE, 0x2F
_ERROR = (2, 0xFFFF)
"""First byte and last two of a formula's stored value when that is an error."""
_OWN_BOOKS = (0x0401, 0x3A01)
_ENTRY = 128
_END = 0xFFFFFFFA
_KEPT = 10_000
_NAME = "Workbook".encode("utf-16-le") + b"\x00\x00"


class XlsMarks:
    """What the records of one XLS tell; everything empty where its chain of sectors is broken."""

    def __init__(self, content: bytes) -> None:
        self._stream = _workbook_stream(content)
        self.encrypted = False
        self.links = 0
        self._sheets: dict[str, int] = {}
        for kind, start, length in self._records(0):
            body = self._stream[start : start + length]
            if kind == _FILEPASS:
                self.encrypted = True
            elif kind == _BOUNDSHEET and length > 8:
                self._sheets[_sheet_name(body)] = int.from_bytes(body[:4], "little")
            elif kind == _SUPBOOK and length >= 4:
                self.links += int.from_bytes(body[2:4], "little") not in _OWN_BOOKS

    def of(self, sheet: str) -> Marks:
        """Return the marks of one sheet."""
        marks = Marks()
        begins = self._sheets.get(sheet)
        for kind, start, length in self._records(begins) if begins else ():
            if kind == _FORMULA and length >= 20:
                marks.formulas += 1
                row, column, state, what = struct.unpack_from("<HH2xB5xH", self._stream, start)
                if (state, what) == _ERROR and len(marks.errors) < _KEPT:
                    marks.errors.append((row, column))
        return marks

    def _records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Yield type, start and length of each record from a BOF to its EOF."""
        depth = 0
        while at + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, at)
            depth += (kind == _BOF) - (kind == _EOF)
            yield kind, at + 4, length
            at += 4 + length
            if depth <= 0:
                return


def _sheet_name(body: bytes) -> str:
    wide = body[7] & 1
    text = body[8 : 8 + body[6] * (1 + wide)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _workbook_stream(content: bytes) -> bytes:
    """Return the stream by its chain of sectors, as far as the chain leads inside the file."""
    at = content.find(_NAME)
    while at >= 0 and at % _ENTRY:
        at = content.find(_NAME, at + 1)
    power = struct.unpack_from("<H", content, 30)[0]
    if at < 0 or power not in (9, 12) or at + _ENTRY > len(content):
        return b""
    table = _allocation(content, power)
    sector, size = struct.unpack_from("<II", content, at + 116)
    parts: list[bytes] = []
    while sector < _END and sector < len(table) and len(parts) <= len(table):
        parts.append(content[(sector + 1) << power : (sector + 2) << power])
        sector = table[sector]
    return b"".join(parts)[:size]


def _allocation(content: bytes, power: int) -> list[int]:
    """Return the allocation table as far as the header itself lists it (files up to 6.8 MB) and its
    continuation sectors.
    """
    count, more = struct.unpack_from("<I", content, 44)[0], struct.unpack_from("<I", content, 68)[0]
    named = list(struct.unpack_from("<109I", content, 76))
    per_sector = 1 << power - 2
    seen = 0
    while more < _END and (more + 2) << power <= len(content) and seen <= len(content) >> power:
        *page, more = struct.unpack_from(f"<{per_sector}I", content, (more + 1) << power)
        named += page
        seen += 1
    table: list[int] = []
    for sector in named[:count]:
        if sector < _END and (sector + 2) << power <= len(content):
            table += struct.unpack_from(f"<{per_sector}I", content, (sector + 1) << power)
    return table
