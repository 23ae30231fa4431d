"""Puts PDF pages and short texts on paper; chooses no printer and renders no document."""

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


def print_pages(printer: "QPrinter", originals: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Print PDF originals one after another, yielding (page, pages) after each page so that the window
    stays alive.

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
    total = sum(document.pageCount() for document, _buffer in opened)
    painter = QPainter()
    if not total or not painter.begin(printer):
        raise EnvironmentFault(codes.PRINTER_FAILED, printer=printer.printerName())
    done = 0
    try:
        for document, _buffer in opened:
            for page in range(document.pageCount()):
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
