"""Puts PDF pages and short texts on paper; chooses no printer and renders no document."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter

from padan.common.codes import gui as codes
from padan.common.errors import EnvironmentFault

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def print_text(printer: "QPrinter", title: str, lines: Sequence[str]) -> None:
    """Print a title and lines of plain text on one sheet."""
    from PySide6.QtGui import QFont, QTextCursor, QTextDocument

    document = QTextDocument()
    document.setDefaultFont(QFont("monospace", 12))
    cursor = QTextCursor(document)
    for line in (title, "", *lines):
        cursor.insertText(line)
        cursor.insertBlock()
    document.print_(printer)


_RANGE = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


def chosen_pages(text: str, total: int) -> list[int] | None:
    """Return the pages, from 0, that `text` names ("1-3, 5"; empty: all); None when it names none or more
    than there are.
    """
    if not text.strip():
        return list(range(total))
    found: set[int] = set()
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= total:
            return None
        found.update(range(first - 1, last))
    return sorted(found)


def print_pages(
    printer: "QPrinter", originals: Sequence[bytes], wanted: str = ""
) -> Iterator[tuple[int, int]]:
    """Print PDF originals one after another, of each the `wanted` pages, yielding (page, pages) after each
    page so that the window stays alive.

    Pages are drawn as pictures at the printer's resolution (about 580 KB each at 300 dpi): QtPdf cannot do
    otherwise.
    """
    from PySide6.QtPdf import QPdfDocument

    opened = []
    for content in originals:
        buffer = QBuffer()
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        opened.append((document, buffer))
    pages = [chosen_pages(wanted, document.pageCount()) or [] for document, _buffer in opened]
    total = sum(len(one) for one in pages)
    painter = QPainter()
    if not total or not painter.begin(printer):
        raise EnvironmentFault(codes.PRINTER_FAILED, printer=printer.printerName())
    done = 0
    try:
        for (document, _buffer), own in zip(opened, pages, strict=True):
            for page in own:
                if done and not printer.newPage():
                    raise EnvironmentFault(codes.PRINTER_FAILED, printer=printer.printerName())
                _draw(painter, printer, document, page)
                done += 1
                yield done, total
    finally:
        painter.end()


def _draw(painter: QPainter, printer: "QPrinter", document: object, page: int) -> None:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(document, QPdfDocument)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    points = document.pagePointSize(page)
    scale = min(paper.width() / points.width(), paper.height() / points.height())
    size = QSize(int(points.width() * scale), int(points.height() * scale))
    origin = printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
    painter.drawImage(
        QRectF(-origin.x(), -origin.y(), size.width(), size.height()), document.render(page, size)
    )
