"""Reads XLSX, XLS and ODS: the file goes to a limited child process, the sheet comes back as text. Writes no
file.
"""

import json
from dataclasses import asdict

import numpy as np

from padan.adapters.tables.delimited import RawTable, Reading
from padan.adapters.tables.problems import Problems
from padan.adapters.tables.sniff import Sniffed
from padan.adapters.tables.text_pieces import TextPieces
from padan.adapters.tables.workbook_child import Told
from padan.common.child import ChildLimits, run_child
from padan.common.codes import child as child_codes
from padan.common.codes.files import (
    EXTERNAL_LINKS,
    FORMULAS_READ,
    MERGED_CELLS_FILLED,
    PARSING_CRASHED,
    PARSING_MEMORY,
    PARSING_TIME,
    UNPACKED_TOO_LARGE,
)
from padan.common.codes.rows import FORMULA_ERROR, FORMULA_WITHOUT_VALUE
from padan.common.errors import EnvironmentFault, UserFault
from padan.domain.intake import MIB, ReadLimits, SourceShape

_SIGABRT = -6
_BLOCK = 4 * MIB


class OpenSheet:
    """The chosen sheet as text and what the child told about it."""

    def __init__(self, told: Told, text: memoryview, reading: Reading) -> None:
        self._told = told
        self._text = text
        self._reading = reading

    def pieces(self) -> TextPieces:
        """Return the text in pieces; what the text reader notes about control characters is the child's
        business.
        """
        starts = range(0, len(self._text), _BLOCK)
        blocks = (bytes(self._text[start : start + _BLOCK]) for start in starts)
        limits = self._reading.options.limits
        return TextPieces(blocks, Sniffed("text"), limits, Problems(), self._reading.file)

    def shape(self) -> SourceShape:
        told = self._told
        return SourceShape(told.format, sheet=told.sheet, sheets=tuple(told.sheets))

    def note(self, raw: RawTable) -> None:
        """Note what the officer should know of the workbook: formulas, links, merged cells, cells without a
        value.
        """
        told, problems, file = self._told, self._reading.problems, self._reading.file
        if told.formulas:
            problems.notice(FORMULAS_READ, file=file, count=told.formulas)
        if told.links:
            problems.notice(EXTERNAL_LINKS, file=file, count=told.links)
        if told.merged:
            problems.notice(MERGED_CELLS_FILLED, sheet=told.sheet, count=told.merged)
        for code, cells in ((FORMULA_WITHOUT_VALUE, told.without_value), (FORMULA_ERROR, told.errors)):
            for row, column in cells:
                name = raw.plan.take.get(column)
                if name in raw.plan.kept:
                    problems.add(code, str(name), np.array([row]), [""])


def open_spreadsheet(content: bytes, reading: Reading) -> OpenSheet:
    """Return the best (or the named) sheet; UserFault for a workbook that cannot or must not be read."""
    limits = reading.options.limits
    if len(content) > limits.process_bytes // 2:
        raise UserFault(UNPACKED_TOO_LARGE, file=reading.file, limit_mib=limits.process_bytes // 2 // MIB)
    told, text = _ask(content, reading)
    reading.delimiter, reading.line_offset, reading.size = "\t", told.first_row, len(text)
    return OpenSheet(told, text, reading)


def _ask(content: bytes, reading: Reading) -> tuple[Told, memoryview]:
    options = reading.options
    asked = {
        "file": reading.file,
        "sheet": options.sheet,
        "mapped": sorted(reading.mapped),
        "limits": asdict(options.limits),
    }
    request = b"".join((json.dumps(asked).encode("utf-8"), b"\n", content))
    limits = ChildLimits(options.limits.process_bytes, options.limits.process_seconds)
    try:
        answer = run_child("read-spreadsheet", request, limits=limits, cancel=reading.cancel)
    except EnvironmentFault as fault:
        raise _of_the_file(fault, reading.file, options.limits) from None
    end = answer.index(b"\n")
    return Told(**json.loads(answer[:end])), memoryview(answer)[end + 1 :]


def _of_the_file(fault: EnvironmentFault, file: str, limits: ReadLimits) -> Exception:
    """A child brought down by its input is the input's fault, not the machine's."""
    aborted = fault.code == child_codes.CHILD_CRASHED and fault.values.get("status") == _SIGABRT
    if fault.code == child_codes.CHILD_MEMORY or aborted:
        return UserFault(PARSING_MEMORY, file=file, limit_mib=limits.process_bytes // MIB)
    if fault.code == child_codes.CHILD_TIME:
        return UserFault(PARSING_TIME, file=file, seconds=limits.process_seconds)
    if fault.code == child_codes.CHILD_CRASHED:
        return UserFault(PARSING_CRASHED, file=file)
    return fault
