"""The real PDF bytes on screen; imported when first needed, because QtPdf is large."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from padan.gui.texts import t
from padan.gui.widgets.labels import column, label

_STEP = 1.25


class PdfPreview(QWidget):
    """Pages under one another, fitted to the width; keys scroll, Ctrl and plus or minus zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.document = QPdfDocument(self)
        self.pages = QPdfView(self)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setAccessibleName(t("documents.preview.name"))
        self.told = label("", "dim")
        self._buffer = QBuffer(self)
        box = column(self.told, self.pages)
        box.setStretch(1, 1)
        self.setLayout(box)

    def show_pdf(self, content: bytes, told: str) -> str:
        """Show the bytes; return what went wrong, empty when nothing did."""
        self.clear()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.pages.setDocument(self.document)
        self.told.setText(told)
        error = self.document.error()
        return "" if error == QPdfDocument.Error.None_ else error.name

    def clear(self) -> None:
        """Forget the bytes."""
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())

    def zoom(self, larger: bool) -> None:
        """Make the pages larger or smaller."""
        self.pages.setZoomMode(QPdfView.ZoomMode.Custom)
        factor = self.pages.zoomFactor() * (_STEP if larger else 1 / _STEP)
        self.pages.setZoomFactor(min(max(factor, 0.25), 5.0))
