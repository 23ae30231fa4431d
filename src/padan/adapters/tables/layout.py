"""Finds delimiter, header and width of a delimited text from its first lines; parses no data rows."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from padan.adapters.tables.header import HEADER_WITHIN, Header, find_header
from padan.adapters.tables.odd_lines import Width

DELIMITERS = ("|", ";", "\t", ",")
_SEP_LINE = re.compile(r'^"?sep=([^\w\s"\']|\t)"?[;,|\t]*$', re.IGNORECASE)
_HEAD_CHARACTERS = 512 * 1024
_HEAD_ROWS = HEADER_WITHIN + 5


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited text is laid out. `header_line` is 1-based, `data_line` the first line behind the
    header.
    """

    delimiter: str
    header: Header
    header_line: int
    data_line: int
    width: Width


def find_layout(text: str, delimiter: str | None, mapped: frozenset[str]) -> Layout:
    """Return the layout with the most recognised columns; `text` is the beginning of the file, `delimiter` a
    fixed one.
    """
    text = text[:_HEAD_CHARACTERS]
    first, _, rest = text.partition("\n")
    before = 0
    if delimiter is None and (match := _SEP_LINE.match(first.strip())):
        delimiter, text, before = match[1], rest, 1
    layouts = [_layout(text, one, before, mapped) for one in ((delimiter,) if delimiter else DELIMITERS)]
    return max(layouts, key=_score)


def _score(layout: Layout) -> tuple[bool, int, int]:
    header = layout.header
    return header.identity, header.recognised, len(header.names)


def _layout(text: str, delimiter: str, before: int, mapped: frozenset[str]) -> Layout:
    rows, ends = _first_rows(text, delimiter)
    header = find_header(rows, mapped)
    if not rows:
        return Layout(delimiter, header, before + 1, before + 1, Width(0, 0))
    last = header.row + header.rows - 1
    begins = ends[header.row - 1] + 1 if header.row else 1
    most = max(len(rows[place]) for place in range(header.row, last + 1))
    least = max((place + 1 for place, name in enumerate(header.names) if name), default=0)
    return Layout(delimiter, header, before + begins, before + ends[last] + 1, Width(least, most))


def _first_rows(text: str, delimiter: str) -> tuple[list[Sequence[str]], list[int]]:
    """Return the first rows and the 1-based line on which each ends; blank lines are rows without cells."""
    rows: list[Sequence[str]] = []
    ends: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
            if len(rows) >= _HEAD_ROWS:
                break
    except csv.Error:
        return rows, ends
    return rows, ends
