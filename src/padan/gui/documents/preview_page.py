"""The real PDF bytes on screen, page by page; QtPdf is imported when first needed, because it is large."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from padan.gui.documents.page_text import PageText
from padan.gui.texts import number, t
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.labels import column, holder, label, row

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView

_STEP = 1.25
_BREAK = "\u200b"
"""Where a long file name may wrap; it takes no room."""
_SMALLEST, _LARGEST = 0.25, 5.0


class PreviewPage(QWidget):
    """Pages under one another, fitted to the width. Signals: copy_wished(copy) · turned."""

    copy_wished = Signal(str)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told = label("", "dim")
        self.place = label("", "strong")
        self.copies = ChoiceField()
        self.copies.setAccessibleName(t("documents.preview.copy"))
        self.copies.currentIndexChanged.connect(self._wish)
        self._buffer = QBuffer(self)
        self._document: QPdfDocument | None = None
        self._view: QPdfView | None = None
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self.words = PageText()
        self.words.scrolled.connect(self._scroll)
        box = column(holder(row(self.place, self.copies, 1)), self.told, self._box, self.words)
        box.setStretch(2, 1)
        self.setLayout(box)

    @property
    def document(self) -> "QPdfDocument":
        """The document in sight."""
        self._make()
        assert self._document is not None
        return self._document

    @property
    def pages(self) -> "QPdfView":
        """The pages in sight."""
        self._make()
        assert self._view is not None
        return self._view

    @property
    def at(self) -> int:
        """The page in sight, from 0."""
        return self.pages.pageNavigator().currentPage()

    def offer_copies(self, copies: int, chosen: int) -> None:
        """Offer the originals to look at; a single one needs no choice."""
        blocked = self.copies.blockSignals(True)
        texts = [(str(one), t("documents.print.one_copy", copy=one)) for one in range(1, copies + 1)]
        self.copies.offer(texts)
        self.copies.set_value(str(chosen))
        self.copies.blockSignals(blocked)
        self.copies.setVisible(copies > 1)

    def show_pdf(self, content: bytes, told: str) -> str:
        """Show the bytes; return what went wrong, empty when nothing did."""
        from PySide6.QtPdf import QPdfDocument

        self.clear()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.pages.setDocument(self.document)
        self.told.setText(told.replace("_", f"_{_BREAK}"))
        self._tell_place()
        error = self.document.error()
        return "" if error == QPdfDocument.Error.None_ else error.name

    def clear(self) -> None:
        """Forget the bytes."""
        self.words.clear()
        if self._document is not None:
            self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())

    def zoom(self, larger: bool) -> None:
        """Make the pages larger or smaller."""
        self.pages.setZoomMode(self.pages.ZoomMode.Custom)
        factor = self.pages.zoomFactor() * (_STEP if larger else 1 / _STEP)
        self.pages.setZoomFactor(min(max(factor, _SMALLEST), _LARGEST))

    def fit(self) -> None:
        """Fit the pages to the width again."""
        self.pages.setZoomMode(self.pages.ZoomMode.FitToWidth)

    def turn(self, pages: int) -> None:
        """Go some pages forward or back."""
        wanted = min(max(self.at + pages, 0), self.document.pageCount() - 1)
        self.pages.pageNavigator().jump(wanted, QPointF(), 0.0)

    def conditions(self) -> set[str]:
        """Return which way the pages can be turned."""
        found = set()
        if self.at > 0:
            found.add("page_before")
        if self.at < self.document.pageCount() - 1:
            found.add("page_after")
        return found

    def _make(self) -> None:
        if self._view is not None:
            return
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName(t("documents.preview.name"))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.pageNavigator().currentPageChanged.connect(lambda _page: self._tell_place())
        self._box.addWidget(self._view)

    def _tell_place(self) -> None:
        total = self.document.pageCount()
        self.place.setText(t("documents.preview.place", page=number(self.at + 1), pages=number(total)))
        self.words.setPlainText(self.document.getAllText(self.at).text() if total else "")
        self.turned.emit()

    def _scroll(self, steps: int) -> None:
        bar = self.pages.verticalScrollBar()
        bar.setValue(bar.value() + steps * bar.singleStep())

    def _wish(self) -> None:
        if self.copies.value():
            self.copy_wished.emit(self.copies.value())
