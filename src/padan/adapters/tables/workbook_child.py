"""Inside the limited child: a workbook's bytes in, one sheet as tab-delimited text out. Imports calamine,
never polars.

Request: a line of JSON (file, sheet, mapped, limits), then the file. Answer: a line of JSON (`Told`), then
the text, one line per sheet row from the first used one, RFC 4180 quotes only where a cell holds a quote.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any
from xml.parsers.expat import ExpatError

import python_calamine as calamine

from padan.adapters.tables.cell_text import cell_text
from padan.adapters.tables.compound_checks import check_compound
from padan.adapters.tables.header import Header, find_header
from padan.adapters.tables.ods_marks import Range, find_ods_marks
from padan.adapters.tables.sheet_marks import Marks, find_marks, sheet_parts
from padan.adapters.tables.sheet_request import Told
from padan.adapters.tables.xls_marks import XlsMarks
from padan.adapters.tables.zip_checks import check_workbook_zip, damage_words
from padan.common.codes.files import (
    SHEET_NOT_FOUND,
    TOO_MANY_COLUMNS,
    WORKBOOK_DAMAGED,
    WORKBOOK_ENCRYPTED,
    WORKBOOK_MACROS,
)
from padan.common.errors import UserFault
from padan.domain.intake import ReadLimits

_HEAD_ROWS = 35
_FILLED_CELLS = 5_000_000
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    file: str
    sheet: str | None
    mapped: frozenset[str]
    limits: ReadLimits
    merged: Mapping[str, Sequence[Range]] = field(default_factory=dict)
    """Merged ranges by sheet where the library does not tell them (ODS)."""


def read_workbook(request: bytes) -> bytes:
    """Answer one request; UserFault for a workbook that cannot or must not be read."""
    line, _, content = request.partition(b"\n")
    told = json.loads(line)
    asked = _Asked(told["file"], told["sheet"], frozenset(told["mapped"]), ReadLimits(**told["limits"]))
    if not content.startswith(b"PK"):
        answer, text = _read_xls(content, asked)
    else:
        checked = check_workbook_zip(content, asked.file, asked.limits)
        answer = Told(checked.kind, links=checked.links)
        if checked.kind == "ods" and checked.marked:
            text = _read_marked_ods(content, asked, answer)
        else:
            text = _read(content, asked, answer)
            _add_marks(content, checked.marked, answer)
    return json.dumps(asdict(answer)).encode("utf-8") + b"\n" + text


def _read_xls(content: bytes, asked: _Asked) -> tuple[Told, bytes]:
    check_compound(content, asked.file)
    found = XlsMarks(content)
    if found.encrypted:
        raise UserFault(WORKBOOK_ENCRYPTED, file=asked.file)
    answer = Told("xls", links=found.links)
    text = _read(content, asked, answer)
    _tell(found.of(answer.sheet), answer)
    return answer, text


def _read_marked_ods(content: bytes, asked: _Asked, answer: Told) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = find_ods_marks(archive)
    except ExpatError as damage:
        raise UserFault(WORKBOOK_DAMAGED, file=asked.file, detail=damage_words(damage)) from None
    merged = {name: sheet.merged for name, sheet in found.sheets.items()}
    text = _read(content, replace(asked, merged=merged), answer)
    answer.links = found.links
    if answer.sheet in found.sheets:
        _tell(found.sheets[answer.sheet].marks, answer)
    return text


def _tell(marks: Marks, answer: Told) -> None:
    """Tell the marks of the sheet by columns of the text, which begins at the first used one."""
    answer.formulas = marks.formulas
    answer.without_value = [(row + 1, column - answer.first_column) for row, column in marks.without_value]
    answer.errors = [(row + 1, column - answer.first_column) for row, column in marks.errors]


def _read(content: bytes, asked: _Asked, answer: Told) -> bytes:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            sheet = _choose(workbook, asked, answer)
            return b"" if sheet is None else _text(sheet, asked, answer)
    except calamine.PasswordError:
        raise UserFault(WORKBOOK_ENCRYPTED, file=asked.file) from None
    except (calamine.CalamineError, OSError, ValueError) as damage:
        raise UserFault(WORKBOOK_DAMAGED, file=asked.file, detail=damage_words(damage)) from None


def _choose(
    workbook: calamine.CalamineWorkbook, asked: _Asked, answer: Told
) -> calamine.CalamineSheet | None:
    """Return the sheet asked for, or the one with the most recognised columns; visible ones win a draw."""
    sheets = _table_sheets(workbook, asked)
    answer.sheets = [meta.name for meta in sheets]
    if not workbook.sheets_metadata:
        raise UserFault(WORKBOOK_DAMAGED, file=asked.file, detail="daftar lembarnya tidak ada")
    if asked.sheet is not None:
        sheets = [meta for meta in sheets if meta.name == asked.sheet]
        if not sheets:
            shown = ", ".join(answer.sheets[:30])
            raise UserFault(SHEET_NOT_FOUND, file=asked.file, sheet=asked.sheet, sheets=shown)
    best: tuple[tuple[bool, int, bool], calamine.CalamineSheet] | None = None
    for meta in sheets:
        sheet = workbook.get_sheet_by_name(meta.name)
        if len(sheets) == 1:
            return sheet
        header = _head(sheet, asked)
        score = (header.identity, header.recognised, meta.visible == calamine.SheetVisibleEnum.Visible)
        if best is None or score > best[0]:
            best = (score, sheet)
    return best[1] if best is not None else None


def _table_sheets(workbook: calamine.CalamineWorkbook, asked: _Asked) -> list[calamine.SheetMetadata]:
    for meta in workbook.sheets_metadata:
        if meta.typ in (calamine.SheetTypeEnum.MacroSheet, calamine.SheetTypeEnum.Vba):
            raise UserFault(WORKBOOK_MACROS, file=asked.file)
    return [meta for meta in workbook.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]


def _head(sheet: calamine.CalamineSheet, asked: _Asked) -> Header:
    rows = []
    for row in _rows(sheet, asked):
        rows.append(row)
        if len(rows) >= _HEAD_ROWS:
            break
    return find_header(rows, asked.mapped)


def _text(sheet: calamine.CalamineSheet, asked: _Asked, answer: Told) -> bytes:
    answer.sheet = sheet.name
    if sheet.start is None:
        return b""
    if sheet.width > asked.limits.columns:
        raise UserFault(TOO_MANY_COLUMNS, file=asked.file, found=sheet.width, limit=asked.limits.columns)
    answer.first_row, answer.first_column = sheet.start
    answer.merged = len(_merges(sheet, asked))
    out = io.StringIO()
    for row in _rows(sheet, asked):
        line = "\t".join(row)
        if '"' in line:
            line = "\t".join('"' + cell.replace('"', '""') + '"' if '"' in cell else cell for cell in row)
        out.write(line if line.strip("\t") else "")
        out.write("\n")
    return out.getvalue().encode("utf-8")


def _rows(sheet: calamine.CalamineSheet, asked: _Asked) -> Iterator[list[str]]:
    """Yield the rows from the first used one as text, merged cells filled down and across."""
    if sheet.start is None:
        return
    merges = _merges(sheet, asked)
    active: list[tuple[Merge, str]] = []
    room = _FILLED_CELLS
    used = islice(
        sheet.iter_rows(), sheet.start[0], None
    )  # calamine leaves out empty columns, not empty rows
    for number, values in enumerate(used):
        row = _texts(values)
        while merges and merges[-1][0] <= number:
            merge = merges.pop()
            if merge[0] == number and merge[1] < len(row):
                active.append((merge, row[merge[1]]))
        if active:
            active = [one for one in active if one[0][2] >= number]
            for (_top, left, _bottom, right), value in active:
                stop = min(right + 1, len(row))
                room -= max(stop - left, 0)
                if value and room > 0:
                    row[left:stop] = [value] * (stop - left)
        yield row


def _texts(values: list[Any]) -> list[str]:
    """Return a row as text; strings of one line, by far the most, are taken as they are."""
    row = [value if value.__class__ is str else cell_text(value) for value in values]
    line = "\t".join(row)
    if line.count("\t") >= len(row) or "\n" in line or "\r" in line:
        return [cell_text(value) for value in values]
    return row


def _merges(sheet: calamine.CalamineSheet, asked: _Asked) -> list[Merge]:
    """Return the merged ranges, the topmost last, relative to the first used cell."""
    if sheet.start is None:
        return []
    row, column = sheet.start
    found = [
        (top - row, left - column, bottom - row, right - column)
        for (top, left), (bottom, right) in asked.merged.get(sheet.name, sheet.merged_cell_ranges or ())
        if top >= row and left >= column
    ]
    return sorted(found, reverse=True)


def _add_marks(content: bytes, marked: frozenset[str], answer: Told) -> None:
    if not marked:
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = sheet_parts(archive).get(answer.sheet, "")
        _tell(find_marks(archive, part) if part in marked else Marks(), answer)
