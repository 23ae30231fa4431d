"""Finds formula cells and error cells in a worksheet's XML as text, piece by piece; evaluates nothing,
follows no link.
"""

import html
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from padan.adapters.tables.zip_checks import pieces_of

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?: [^>]*)?>[^<]|<(?:\w+:)?is\b")
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_KEPT = 10_000
_LONGEST_CELL = 4 * 1024 * 1024


@dataclass(slots=True)
class Marks:
    """Formula cells counted; cells (row, column; 0-based) without a stored value, and with an error."""

    formulas: int = 0
    without_value: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet name → part of an XLSX, as far as its index can be read."""
    try:
        index = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets = {}
    for match in _RELATION.finditer(relations):
        found = _attributes(match[1])
        target = found.get("Target", "")
        targets[found.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    parts = {}
    for match in _SHEET.finditer(index):
        found = _attributes(match[1])
        reference = next((value for name, value in found.items() if name.endswith(":id")), "")
        parts[html.unescape(found.get("name", ""))] = targets.get(reference, "")
    return parts


def find_marks(archive: zipfile.ZipFile, part: str) -> Marks:
    """Return the marks of one worksheet part."""
    marks = Marks()
    for match in _cells(pieces_of(archive, part)):
        _note(match, marks)
    return marks


def _attributes(text: str) -> dict[str, str]:
    return {match[1]: match[2] if match[2] is not None else match[3] for match in _ATTRIBUTE.finditer(text)}


def _cells(pieces: Iterable[bytes]) -> Iterator[re.Match[bytes]]:
    carry = b""
    for piece in pieces:
        carry += piece
        end = 0
        for match in _CELL.finditer(carry):
            end = match.end()
            yield match
        carry = carry[end:]
        if len(carry) > _LONGEST_CELL:
            return


def _note(match: re.Match[bytes], marks: Marks) -> None:
    attributes, body = match[1], match[2] or b""
    formula, error = _FORMULA.search(body) is not None, _ERROR.search(attributes) is not None
    if not formula and not error:
        return
    marks.formulas += formula
    wanting = formula and _VALUE.search(body) is None
    place = _REFERENCE.search(attributes)
    if place is None or not (wanting or error):
        return
    kept = marks.without_value if wanting else marks.errors
    if len(kept) < _KEPT:
        kept.append((int(place[2]) - 1, _column(place[1])))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
