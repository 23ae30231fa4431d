"""The sheet of an XLSX, XLS or ODS as the child gave it: text, and notes on formulas, links, merges."""

import numpy as np

from padan.adapters.tables.delimited import RawTable, Reading
from padan.adapters.tables.problems import Problems
from padan.adapters.tables.sheet_request import SheetAnswer, Told
from padan.adapters.tables.sniff import Sniffed
from padan.adapters.tables.text_pieces import TextPieces
from padan.common.codes.files import EXTERNAL_LINKS, FORMULAS_READ, MERGED_CELLS_FILLED
from padan.common.codes.rows import FORMULA_ERROR, FORMULA_WITHOUT_VALUE
from padan.domain.intake import MIB, SourceShape

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


def open_sheet(answer: SheetAnswer, reading: Reading) -> OpenSheet:
    """Return the sheet as a text to read; `reading` learns where it begins and how it is delimited."""
    told, text = answer.told, answer.text
    reading.delimiter, reading.line_offset, reading.size = "\t", told.first_row, len(text)
    return OpenSheet(told, text, reading)
