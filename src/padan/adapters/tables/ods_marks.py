"""Finds merged cells, formulas, cells without a value, errors and links in an ODS; evaluates nothing, follows
no link.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from padan.adapters.tables.sheet_marks import Marks
from padan.adapters.tables.zip_checks import pieces_of

_PART = "content.xml"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_LINKS = ("table:table-source", "table:cell-range-source", "office:dde-source")
_OUTSIDE = ("'file:", "'http:", "'https:", "'ftp:", "dde(")
_KEPT = 10_000
_MOST_ROWS = 1 << 20
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class OdsSheet:
    """One sheet: its marks, and its merged ranges as ((top, left), (bottom, right)), 0-based."""

    marks: Marks = field(default_factory=Marks)
    merged: list[Range] = field(default_factory=list)


@dataclass(slots=True)
class OdsMarks:
    """The sheets by name, and the links of the whole file."""

    sheets: dict[str, OdsSheet] = field(default_factory=dict)
    links: int = 0


def find_ods_marks(archive: zipfile.ZipFile) -> OdsMarks:
    """Return the marks of every sheet; ExpatError for XML that is not whole or brings its own definitions."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = _refuse_definitions
    for piece in pieces_of(archive, _PART):
        parser.Parse(piece, False)
    parser.Parse(b"", True)
    return reader.found


def _refuse_definitions(*_told: object) -> None:
    raise expat.ExpatError("DTD")


class _Reader:
    """Counts rows and cells on the way, repeated ones as often as they stand for."""

    def __init__(self) -> None:
        self.found = OdsMarks()
        self._sheet = OdsSheet()
        self._row = self._column = self._step = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _CELLS:
            self._cell(attributes)
        elif name == "table:table-row":
            self._column, self._step = 0, _count(attributes, "table:number-rows-repeated")
        elif name == "table:table":
            self._sheet = self.found.sheets.setdefault(attributes.get("table:name", ""), OdsSheet())
            self._row = 0
        elif name in _LINKS:
            self.found.links += 1

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._step

    def _cell(self, attributes: Mapping[str, str]) -> None:
        place = (self._row, self._column)
        self._column += _count(attributes, "table:number-columns-repeated")
        deep, wide = (_count(attributes, f"table:number-{way}-spanned") for way in ("rows", "columns"))
        if deep * wide > 1 and len(self._sheet.merged) < _KEPT:
            self._sheet.merged.append((place, (place[0] + deep - 1, place[1] + wide - 1)))
        formula = attributes.get("table:formula")
        marks = self._sheet.marks
        if formula is not None:
            marks.formulas += 1
            self.found.links += any(sign in formula.lower() for sign in _OUTSIDE)
        if attributes.get("calcext:value-type") == "error":
            _keep(marks.errors, place)
        elif formula is not None and "office:value-type" not in attributes:
            _keep(marks.without_value, place)


def _keep(places: list[tuple[int, int]], place: tuple[int, int]) -> None:
    if len(places) < _KEPT:
        places.append(place)


def _count(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return min(max(int(text), 1), _MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 12 else 1
