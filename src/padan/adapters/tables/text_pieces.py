"""Turns the blocks of a text file into pieces of whole lines in UTF-8 with LF; decides nothing about columns.

Lines that are not UTF-8 are read as Windows-1252, one by one; NULs go, other control characters become
spaces. What was done is noted by line.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from padan.adapters.tables.problems import Problems
from padan.adapters.tables.sniff import Sniffed
from padan.common.codes.files import (
    CHARACTER_CUT,
    CONTROL_CHARACTERS,
    ENCODING_MIXED,
    LINE_TOO_LONG,
    NUL_BYTES,
)
from padan.common.codes.rows import CHARACTERS_DAMAGED, NUL_REMOVED
from padan.common.errors import UserFault
from padan.domain.intake import ReadLimits

_CONTROLS = bytes(range(1, 9)) + bytes(range(11, 32)) + b"\x7f"
_TO_SPACES = bytes(32 if code in _CONTROLS else code for code in range(256))
_HEAD = 64 * 1024
_LF, _SPACE = 10, 32
_DAMAGED = re.compile(rb"\xef\xbf\xbd|\xc3[\x82\x83][\xc2-\xf4]|\xc3\xa2\xe2\x82\xac")
"""A character that could not be read, or UTF-8 that somebody saved as if it had been Windows-1252."""
_DAMAGE_SIGNS = (b"\xef\xbf\xbd", b"\xc3\x82", b"\xc3\x83", b"\xc3\xa2\xe2")
_DIRECTIONS = re.compile(rb"\xe2(?:\x80[\x8e\x8f\xaa-\xae]|\x81[\xa6-\xa9])")
"""Marks that turn the direction of writing: in a name they only make it look like another."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole lines, each ending in LF. `first_line` is the 1-based number of the first; `cut` on the last
    piece tells that the file ended without a line break.
    """

    data: bytes
    first_line: int
    last: bool
    cut: bool = False


class TextPieces:
    """Iterates over the pieces of one file; `encoding` is what the text proved to be once all is read."""

    def __init__(
        self, blocks: Iterable[bytes], sniffed: Sniffed, limits: ReadLimits, problems: Problems, file: str
    ) -> None:
        self._blocks = blocks
        self._sniffed = sniffed
        self._limits = limits
        self._problems = problems
        self._file = file
        self._line = 1
        self._old_mac: bool | None = None
        self._nuls = 0
        self._controls = False
        self._narrow_lines: list[int] = []
        self._wide_seen = False

    def __iter__(self) -> Iterator[Piece]:
        carry = b""
        for block in self._unix_lines(self._utf8()):
            carry = self._shorten(carry + block if carry else block)
            end = carry.rfind(b"\n") + 1
            if end:
                yield self._piece(carry[:end], last=False)
                carry = carry[end:]
        cut = bool(carry)
        yield self._piece(carry + b"\n" if cut else b"", last=True, cut=cut)
        self._conclude()

    @property
    def encoding(self) -> str:
        if self._sniffed.encoding != "utf-8":
            return self._sniffed.encoding
        return "windows-1252" if self._narrow_lines and not self._wide_seen else "utf-8"

    def _utf8(self) -> Iterator[bytes]:
        skip = self._sniffed.bom_bytes
        if not self._sniffed.encoding.startswith("utf-16"):
            for block in self._blocks:
                yield block[skip:]
                skip = 0
            return
        decoder = codecs.getincrementaldecoder(self._sniffed.encoding)(errors="replace")
        for block in self._blocks:
            yield decoder.decode(block[skip:]).encode("utf-8", "replace")
            skip = 0
        rest = decoder.decode(b"", final=True)
        if rest:
            self._problems.notice(CHARACTER_CUT, file=self._file)
        yield rest.encode("utf-8", "replace")

    def _unix_lines(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        held = b""
        for block in _with_head(blocks):
            block = held + block if held else block
            held = b""
            if block.endswith(b"\r"):
                block, held = block[:-1], b"\r"
            yield self._unix(block)
        if held:
            yield b"\n"

    def _unix(self, block: bytes) -> bytes:
        if b"\r" not in block:
            return block
        if self._old_mac is None:
            self._old_mac = b"\n" not in block
        block = block.replace(b"\r\n", b"\n")
        if b"\r" in block:
            block = block.replace(b"\r", b"\n" if self._old_mac else b" ")
        return block

    def _shorten(self, carry: bytes) -> bytes:
        """Keep only as much of an endless line as shows that it is too long; an endless first line is no
        table.
        """
        limit = self._limits.line_bytes
        start = carry.rfind(b"\n") + 1
        if len(carry) - start <= limit:
            return carry
        if self._line == 1 and start == 0:
            raise UserFault(LINE_TOO_LONG, file=self._file, line=1, limit=limit)
        return carry[: start + limit + 1]

    def _piece(self, data: bytes, *, last: bool, cut: bool = False) -> Piece:
        if self._line == 1 and data.find(b"\n") > self._limits.line_bytes:
            raise UserFault(LINE_TOO_LONG, file=self._file, line=1, limit=self._limits.line_bytes)
        data = self._without_nuls(data)
        data = self._valid(data)
        data = self._without_controls(data)
        self._mark_damaged(data)
        piece = Piece(data, self._line, last, cut)
        self._line += int(np.count_nonzero(np.frombuffer(data, np.uint8) == _LF))
        return piece

    def _without_nuls(self, data: bytes) -> bytes:
        if b"\x00" not in data:
            return data
        octets = np.frombuffer(data, np.uint8)
        at = np.flatnonzero(octets == 0)
        lines = np.unique(np.searchsorted(np.flatnonzero(octets == _LF), at)) + self._line
        self._nuls += len(at)
        self._problems.add(NUL_REMOVED, "", lines, ("" for _ in lines))
        return data.replace(b"\x00", b"")

    def _without_controls(self, data: bytes) -> bytes:
        octets = np.frombuffer(data, np.uint8)
        low = np.count_nonzero(octets < _SPACE) - np.count_nonzero(octets == _LF)
        if (low and low > data.count(b"\t")) or b"\x7f" in data:
            self._controls = True
            data = data.translate(_TO_SPACES)
        return self._without_directions(data)

    def _without_directions(self, data: bytes) -> bytes:
        if data.isascii() or not (b"\xe2\x80" in data or b"\xe2\x81" in data):
            return data
        data, count = _DIRECTIONS.subn(b" ", data)
        self._controls = self._controls or count > 0
        return data

    def _mark_damaged(self, data: bytes) -> None:
        if not data.isascii() and any(sign in data for sign in _DAMAGE_SIGNS):
            lines = [
                self._line + place for place, line in enumerate(data.split(b"\n")) if _DAMAGED.search(line)
            ]
            self._problems.add(CHARACTERS_DAMAGED, "", lines, ("" for _ in lines))

    def _valid(self, data: bytes) -> bytes:
        if data.isascii():
            return data
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return self._repaired(data)
        self._wide_seen = True
        return data

    def _repaired(self, data: bytes) -> bytes:
        lines = data.split(b"\n")
        for place, line in enumerate(lines):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                self._wide_seen = True
            except UnicodeDecodeError:
                lines[place] = line.decode("cp1252", "replace").encode("utf-8")
                self._narrow_lines.append(self._line + place)
        return b"\n".join(lines)

    def _conclude(self) -> None:
        if self._nuls:
            self._problems.notice(NUL_BYTES, file=self._file, count=self._nuls)
        if self._controls:
            self._problems.notice(CONTROL_CHARACTERS, file=self._file)
        mixed = self._narrow_lines and (self._wide_seen or self._sniffed.encoding == "utf-8-sig")
        if mixed:
            lines = self._narrow_lines
            self._problems.notice(ENCODING_MIXED, file=self._file, count=len(lines))
            self._problems.add(CHARACTERS_DAMAGED, "", lines, ("" for _ in lines))


def _with_head(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the blocks, the first one long enough to show how the file ends its lines."""
    stream = iter(blocks)
    head = b""
    for block in stream:
        head += block
        if len(head) >= _HEAD:
            break
    yield head
    yield from stream
