"""What comes before reading: the file opened and told apart, its sheet asked for; imports no polars."""

from dataclasses import dataclass

from padan.adapters.tables.sheet_request import SheetAnswer, ask_for_sheet
from padan.adapters.tables.sniff import Sniffed, sniff
from padan.adapters.tables.source import Source
from padan.common.progress import Cancel
from padan.domain.intake import ReadOptions


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file and what it is; `sheet` where it is a spreadsheet."""

    source: Source
    sniffed: Sniffed
    sheet: SheetAnswer | None


def open_register(source: Source, options: ReadOptions, cancel: Cancel | None) -> Opened:
    """Tell what the file is; of a spreadsheet have the child read the sheet. Errors as in `sniff` and
    `ask_for_sheet`.
    """
    sniffed = sniff(source.head(), source.name)
    if sniffed.kind not in ("zip", "compound"):
        return Opened(source, sniffed, None)
    return Opened(source, sniffed, ask_for_sheet(source.content(), source.name, options, cancel))
