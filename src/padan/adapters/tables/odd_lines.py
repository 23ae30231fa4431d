"""Reads, one by one, the lines whose quotes are not complete in themselves: cells over several lines, stray
quotes.

An unclosed quote must not swallow the rows behind it: a record is joined over at most fifty lines, and only
its first line is refused when a line inside it is a whole row by itself.
"""

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from padan.adapters.tables.problems import Lines
from padan.common.codes.rows import (
    CELL_TOO_LONG,
    QUOTE_UNCLOSED,
    ROW_TOO_LONG,
    TOO_FEW_FIELDS,
    TOO_MANY_FIELDS,
)
from padan.domain.intake import ReadLimits

Flags = NDArray[np.bool_]
_INSIDE = re.compile(r'[^"]*(?:""[^"]*)*')
_JOINED_LINES = 50
_JOIN_BUDGET = 64 * 1024 * 1024
"""Characters joined in vain over the whole file before joining is given up: a hostile file must not take
hours."""


@dataclass(frozen=True, slots=True)
class Width:
    """How many fields a row may have: `least` up to the last named column, `most` the header's own width."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class OddRecord:
    """A good record, written anew on one line, at the line where it began."""

    line: int
    text: bytes


@dataclass(slots=True)
class OddOutcome:
    """What became of the odd lines of a piece; `stopped_at`: the record begun there goes on in the next."""

    records: list[OddRecord]
    consumed: Flags
    found: dict[int, tuple[list[int], list[str]]] = field(default_factory=dict)
    stopped_at: int | None = None

    def refuse(self, code: int, line: int, evidence: str = "") -> None:
        lines, texts = self.found.setdefault(code, ([], []))
        lines.append(line)
        texts.append(evidence)

    @property
    def refused(self) -> list[tuple[int, Lines, list[str]]]:
        """Refused lines by code, ascending, with what to say of them."""
        return [(code, np.array(lines, np.int64), texts) for code, (lines, texts) in self.found.items()]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a piece as plain lists: single places are looked up, where arrays are slow."""

    data: bytes
    starts: list[int]
    ends: list[int]
    whole: list[bool]

    def text(self, line: int) -> str:
        return self.data[self.starts[line] : self.ends[line]].decode("utf-8")


class OddLines:
    """Reads odd lines of the pieces of one file."""

    def __init__(self, delimiter: str, width: Width, limits: ReadLimits) -> None:
        self._delimiter = delimiter
        self._width = width
        self._limits = limits
        self._budget = _JOIN_BUDGET

    def read(
        self, data: bytes, starts: Lines, ends: Lines, odd: Flags, fits: Flags, *, last: bool
    ) -> OddOutcome:
        """Return good records, refused lines and consumed lines; see OddOutcome."""
        outcome = OddOutcome([], np.zeros(len(starts), np.bool_))
        places = np.flatnonzero(odd).tolist()
        if not places:
            return outcome
        lines = _Lines(data, starts.tolist(), ends.tolist(), (fits & ~odd).tolist())
        after = 0
        for line in places:
            if line < after:
                continue
            after = self._read_one(lines, line, outcome, last=last)
            if not after:
                outcome.stopped_at = line
                break
        return outcome

    def has_long_cell(self, text: str) -> bool:
        """Tell whether a cell of the record exceeds the limit."""
        return any(
            len(cell) > self._limits.cell_characters for cell in split_record(text, self._delimiter)[0]
        )

    def _read_one(self, lines: _Lines, line: int, outcome: OddOutcome, *, last: bool) -> int:
        """Deal with the record that begins at `line`; return the line behind it, 0 when it may go on in the
        next piece.
        """
        if lines.ends[line] - lines.starts[line] > self._limits.line_bytes:
            outcome.refuse(ROW_TOO_LONG, line)
            return line + 1
        cells, closed = split_record(lines.text(line), self._delimiter)
        stop = line
        if not closed:
            joined, stop = self._join(lines, line)
            if joined is None and not last and stop == len(lines.starts) < line + _JOINED_LINES:
                return 0
            if joined is None or (self._fault(joined) and any(lines.whole[line + 1 : stop + 1])):
                outcome.refuse(QUOTE_UNCLOSED, line)
                return line + 1
            cells = joined
            outcome.consumed[line + 1 : stop + 1] = True
        self._settle(cells, line, outcome)
        return stop + 1

    def _join(self, lines: _Lines, line: int) -> tuple[list[str] | None, int]:
        """Return the cells of the record from `line` on and its last line, or None and the line where
        joining ended.
        """
        parts, size = [lines.text(line)], 0
        end = min(line + _JOINED_LINES, len(lines.starts))
        for stop in range(line + 1, end):
            addition = lines.text(stop)
            parts.append(addition)
            size += len(addition)
            if size > self._limits.line_bytes or self._budget <= 0:
                end = stop
                break
            if '"' in addition:
                cells, closed = split_record("\n".join(parts), self._delimiter)
                if closed:
                    return cells, stop
                self._budget -= size
        self._budget -= size
        return None, end

    def _fault(self, cells: list[str]) -> int:
        most = self._width.most
        if len(cells) < self._width.least:
            return TOO_FEW_FIELDS
        if len(cells) > most + 1 or (len(cells) == most + 1 and cells[-1]):
            return TOO_MANY_FIELDS
        if any(len(cell) > self._limits.cell_characters for cell in cells):
            return CELL_TOO_LONG
        return 0

    def _settle(self, cells: list[str], line: int, outcome: OddOutcome) -> None:
        fault = self._fault(cells)
        if fault:
            outcome.refuse(fault, line, f"{len(cells)} kolom")
            return
        text = self._delimiter.join(self._written(cell) for cell in cells[: self._width.most])
        outcome.records.append(OddRecord(line, text.encode("utf-8") + b"\n"))

    def _written(self, cell: str) -> str:
        flat = " ".join(cell.split("\n")) if "\n" in cell else cell
        if '"' in flat or self._delimiter in flat:
            return '"' + flat.replace('"', '""') + '"'
        return flat


def split_record(text: str, delimiter: str) -> tuple[list[str], bool]:
    """Return the cells of one record and whether its quotes are closed; a quote inside a plain cell is a
    letter.
    """
    cells: list[str] = []
    at = 0
    while True:
        value, after, closed = _quoted(text, at) if text.startswith('"', at) else ("", at, True)
        if not closed:
            return cells, False
        stop = text.find(delimiter, after)
        cells.append(value + (text[after:stop] if stop >= 0 else text[after:]))
        if stop < 0:
            return cells, True
        at = stop + 1


def _quoted(text: str, at: int) -> tuple[str, int, bool]:
    """Return the quoted value that begins at `at`, the place after its closing quote, and whether it
    closes.
    """
    match = _INSIDE.match(text, at + 1)
    end = match.end() if match else at + 1
    if not text.startswith('"', end):
        return "", at, False
    return text[at + 1 : end].replace('""', '"'), end + 1, True
