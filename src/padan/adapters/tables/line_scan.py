"""Counts fields and finds bad lines in a piece of delimited text with array operations; parses no cell.

Quotes follow RFC 4180. A line whose quotes are not complete in themselves is "odd" and handled one by one
(odd_lines.py).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.adapters.tables.odd_lines import OddLines, OddRecord, Width
from padan.adapters.tables.problems import Lines
from padan.common.codes.rows import CELL_TOO_LONG, ROW_TOO_LONG, TOO_FEW_FIELDS, TOO_MANY_FIELDS
from padan.domain.intake import ReadLimits

_LF, _QUOTE = 10, 34
_SMALL_CONTENT = 8
"""A line with no more than this besides delimiters may be a pre-numbered empty row."""

Octets = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scanned:
    """The good records of a piece as clean delimited text, and what was left out. Line numbers are 0-based
    in the piece.

    `used`: bytes of the piece dealt with: less than all when a record goes on in the next piece.
    """

    clean: bytes
    quoted: bool
    lines: Lines
    refused: tuple[tuple[int, Lines, list[str]], ...]
    blank: int
    used: int
    used_lines: int


@dataclass(slots=True)
class _Measured:
    octets: Octets
    starts: Lines
    ends: Lines
    counts: Lines
    odd: Flags
    quotes: Lines


class LineScanner:
    """Scans pieces of one file: delimiter, expected width and limits are settled."""

    def __init__(self, delimiter: str, width: Width, ordinal: int | None, limits: ReadLimits) -> None:
        self._delimiter = delimiter
        self._code = ord(delimiter)
        self._width = width
        self._ordinal = ordinal
        self._limits = limits
        self._odd_lines = OddLines(delimiter, width, limits)

    def scan(self, data: bytes, *, last: bool) -> Scanned:
        """Return what a piece of whole lines holds; on the last piece nothing waits for a continuation."""
        if not data:
            return Scanned(b"", False, np.empty(0, np.int64), (), 0, 0, 0)
        measured = self._measure(data)
        fits = self._fits(measured)
        blank = self._blank(data, measured, fits)
        odd = self._odd_lines.read(data, measured.starts, measured.ends, measured.odd, fits, last=last)
        end = odd.stopped_at if odd.stopped_at is not None else len(measured.starts)
        inside = np.arange(len(measured.starts)) < end
        plain = inside & ~measured.odd & ~odd.consumed & ~blank
        good, refused = self._judge(data, measured, plain, fits)
        refused += odd.refused
        clean, lines = _assemble(data, measured, good, odd.records)
        used = int(measured.starts[end]) if end < len(measured.starts) else len(data)
        blanks = int(np.count_nonzero(blank & inside & ~odd.consumed))
        return Scanned(clean, b'"' in clean, lines, tuple(refused), blanks, used, end)

    def _measure(self, data: bytes) -> _Measured:
        octets: Octets = np.frombuffer(data, np.uint8)
        ends = np.flatnonzero(octets == _LF)
        starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))
        odd = np.zeros(len(starts), np.bool_)
        quotes = np.zeros(len(starts), np.int64)
        separators = octets == self._code
        at = np.flatnonzero(octets == _QUOTE) if b'"' in data else quotes[:0]
        regular = _is_regular(octets, at, ends, self._code)
        if len(at) and regular:
            separators &= (np.cumsum(octets == _QUOTE, dtype=np.uint8) & 1) == 0
            quotes = np.diff(np.searchsorted(at, ends), prepend=0)
        counts = np.add.reduceat(separators.view(np.uint8), starts, dtype=np.uint32).astype(np.int64)
        if not regular:
            quotes = _measure_quotes(_Quotes(octets, at, self._code), ends, counts, odd)
        return _Measured(octets, starts, ends, counts, odd, quotes)

    def _fits(self, measured: _Measured) -> Flags:
        """A right number of fields; one empty field too many at the end is tolerated."""
        fields = measured.counts + 1
        fits: Flags = (fields >= self._width.least) & (fields <= self._width.most)
        over = fields == self._width.most + 1
        if over.any():
            fits |= (
                over & (measured.octets[measured.ends - 1] == self._code) & (measured.ends > measured.starts)
            )
        return fits

    def _blank(self, data: bytes, measured: _Measured, fits: Flags) -> Flags:
        content = measured.ends - measured.starts - measured.counts - measured.quotes
        blank: Flags = (content <= 0) & ~measured.odd
        if self._width.most == 1:
            return blank
        for place in np.flatnonzero(
            (content > 0) & (content <= _SMALL_CONTENT) & fits & ~measured.odd
        ).tolist():
            blank[place] = self._is_blank(data[measured.starts[place] : measured.ends[place]])
        return blank

    def _is_blank(self, line: bytes) -> bool:
        for place, cell in enumerate(line.decode("utf-8").split(self._delimiter)):
            text = cell.strip().strip('"').strip()
            if text and not (place == self._ordinal and text.rstrip(".").isdigit()):
                return False
        return True

    def _judge(
        self, data: bytes, measured: _Measured, plain: Flags, fits: Flags
    ) -> tuple[Flags, list[tuple[int, Lines, list[str]]]]:
        lengths = measured.ends - measured.starts
        too_long = plain & (lengths > self._limits.line_bytes)
        good = plain & fits & ~too_long
        refused: list[tuple[int, Lines, list[str]]] = []
        _refuse(refused, ROW_TOO_LONG, too_long, None)
        few = plain & ~too_long & (measured.counts + 1 < self._width.least)
        _refuse(refused, TOO_FEW_FIELDS, few, measured.counts)
        _refuse(refused, TOO_MANY_FIELDS, plain & ~too_long & ~few & ~fits, measured.counts)
        wide = np.flatnonzero(good & (lengths > self._limits.cell_characters))
        cells = np.zeros(len(good), np.bool_)
        for place in wide.tolist():
            line = data[measured.starts[place] : measured.ends[place]].decode("utf-8")
            cells[place] = self._odd_lines.has_long_cell(line)
        _refuse(refused, CELL_TOO_LONG, cells, None)
        return good & ~cells, refused


def _refuse(
    refused: list[tuple[int, Lines, list[str]]], code: int, flags: Flags, counts: Lines | None
) -> None:
    lines = np.flatnonzero(flags)
    if len(lines):
        evidence = (
            [] if counts is None else [f"{count + 1} kolom" for count in counts[lines[:10_000]].tolist()]
        )
        refused.append((code, lines, evidence))


def _is_regular(octets: Octets, at: Lines, ends: Lines, delimiter: int) -> bool:
    """Tell whether all quotes of a piece follow RFC 4180 and no line ends inside them."""
    if len(at) & 1:
        return False
    before, after = octets[at[0::2] - 1], octets[at[1::2] + 1]
    if len(at) and at[0] == 0:
        before[0] = _LF
    for edge in (before, after):
        if not ((edge == delimiter) | (edge == _LF) | (edge == _QUOTE)).all():
            return False
    return not (np.searchsorted(at, ends) & 1).any()


@dataclass(frozen=True, slots=True)
class _Quotes:
    """A piece, the places of its quotes, and the delimiter."""

    octets: Octets
    at: Lines
    delimiter: int


def _measure_quotes(quotes: _Quotes, ends: Lines, counts: Lines, odd: Flags) -> Lines:
    """Mark the lines whose quotes are odd and take the delimiters inside quotes off `counts`, in place.

    Return the number of quotes of each line.
    """
    octets, at = quotes.octets, quotes.at
    line = np.searchsorted(ends, at)
    first = np.searchsorted(at, np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1)))
    place = np.arange(len(at)) - first[line]
    closing = (place & 1).astype(np.bool_)
    before = np.where(at > 0, octets[at - 1], _LF)
    after = octets[at + 1]  # a line break always follows
    edge = np.where(closing, after, before)
    fine = (edge == quotes.delimiter) | (edge == _LF) | ((edge == _QUOTE) & (closing | (place > 0)))
    odd[line[~fine]] = True
    per_line = np.diff(np.concatenate((first, [len(at)])))
    odd |= (per_line & 1).astype(np.bool_)
    regular = ~odd[line]
    opens, closes = at[regular & ~closing], at[regular & closing]
    delimiters = np.flatnonzero(octets == quotes.delimiter)
    inside = np.searchsorted(delimiters, closes) - np.searchsorted(delimiters, opens)
    if inside.any():
        where = line[regular & ~closing]
        counts -= np.bincount(where, weights=inside, minlength=len(counts)).astype(np.int64)
    return per_line.astype(np.int64)


def _assemble(data: bytes, measured: _Measured, good: Flags, records: list[OddRecord]) -> tuple[bytes, Lines]:
    lines = np.flatnonzero(good)
    if not records:
        if len(lines) == len(good):
            return data, lines
        lengths = measured.ends - measured.starts + 1
        return measured.octets[np.repeat(good, lengths)[: len(data)]].tobytes(), lines
    parts: list[bytes] = []
    at = 0
    for record in records:
        parts.append(_stretch(measured, good, at, record.line))
        parts.append(record.text)
        at = record.line + 1
    parts.append(_stretch(measured, good, at, len(good)))
    return b"".join(parts), np.sort(np.concatenate((lines, [record.line for record in records])))


def _stretch(measured: _Measured, good: Flags, start: int, stop: int) -> bytes:
    if start >= stop:
        return b""
    flags = good[start:stop]
    lengths = (measured.ends - measured.starts + 1)[start:stop]
    low, high = int(measured.starts[start]), int(measured.ends[stop - 1]) + 1
    return measured.octets[low:high][np.repeat(flags, lengths)].tobytes()
