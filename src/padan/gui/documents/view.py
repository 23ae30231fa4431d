"""The Dokumen screen: list with filters, the chosen document's life, forms and pages; passive."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from padan.gui.documents.checked_page import CheckedPage
from padan.gui.documents.compare_page import ComparePage
from padan.gui.documents.detail_list import DetailList
from padan.gui.documents.filters import FilterRow
from padan.gui.documents.preview_page import PreviewPage
from padan.gui.documents.rows import check_rows, compose_rows, number_rows, print_rows, return_rows, save_rows
from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.badge import Badge
from padan.gui.widgets.buttons import ActionBar, plain_button
from padan.gui.widgets.disclosure import disclosure_rows
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.state_panel import Stateful
from padan.gui.widgets.table import LOWEST, Line, Table
from padan.gui.widgets.timeline import Moment, Timeline

_ACTIONS = ("document.compose", "document.check_file", "document.numbers", "document.new_version")
_MORE = ("document.compare", "reload")
_STEPS = ("document.verify", "document.approve", "document.return", "document.freeze")
_PAPER = (
    "document.preview",
    "document.print",
    "document.save",
    "document.annexes",
    "document.attach",
)
_PREVIEW = (
    "document.previous_page",
    "document.next_page",
    "document.zoom_in",
    "document.zoom_out",
    "document.fit",
    "document.print",
    "document.save",
)


class DocumentsView(Screen):
    """Signals: chosen(document) · opened(paper's name) · dropped(path) · browsed(field of the check form)."""

    chosen = Signal(str)
    paper = Signal(str)
    dropped = Signal(str)
    browsed = Signal(str)

    def __init__(self) -> None:
        super().__init__("documents", (*_ACTIONS, *_MORE))
        self.setAcceptDrops(True)
        self.filters = FilterRow()
        headings = [t(f"documents.column.{name}") for name in _COLUMNS]
        self.table = Table(t("documents.list"), headings, (3,))
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.used.emit("document.preview"))
        self.listed = Stateful(self.table)
        self.turn = Badge()
        self.turn.setWordWrap(True)
        self.track = Timeline(t("documents.track"))
        self.events = DetailList(t("documents.history"))
        self.papers = DetailList(t("documents.papers"))
        self.papers.opened.connect(self.paper)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("documents.tabs"))
        for name, page in (("track", self.track), ("history", self.events), ("papers", self.papers)):
            self.tabs.addTab(page, t(f"documents.{name}"))
        self.set_main(self._content())
        self._add_forms()
        self.preview = PreviewPage()
        self.preview_title = self.add_sub("preview", "", self.preview, _PREVIEW)
        self.compare = ComparePage()
        self.add_sub("compare", t("documents.compare.title"), self.compare)
        self.checked = CheckedPage()
        self.checked_title = self.add_sub("checked", t("documents.checked.title"), self.checked)

    def offer(self, form: str, field: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer the options of a form's choice."""
        choice = self.forms[form].form.fields[field]
        assert isinstance(choice, ChoiceField)
        choice.offer(options)

    def show_documents(self, lines: Sequence[Line], *, hidden: int) -> None:
        """Show the list, or say why it is empty: nothing there yet, or all `hidden` by the filter."""
        self.table.show_lines(lines)
        if lines:
            self.listed.show_content()
        elif hidden:
            self.listed.show_empty(t("documents.filtered_out", count=hidden), "", t("documents.filter.clear"))
        else:
            button = self.bar.buttons["document.compose"]
            words = button.text() if button.isEnabled() else ""
            self.listed.show_empty(t("documents.none"), t("documents.none_more"), words)

    def show_life(self, moments: Sequence[Moment], told: str, tone: str) -> None:
        """Show where the chosen document is on its way and what comes next."""
        self.track.show_moments(moments)
        self.turn.show_state(told, tone)

    def show_record(self, events: Sequence[Moment], papers: Sequence[Moment]) -> None:
        """Show what the log says of the document, and what is kept with it."""
        self.events.show_moments(events)
        self.papers.show_moments(papers)

    def show_pdf(self, title: str, content: bytes, told: str) -> str:
        """Show the PDF's pages; return what went wrong, empty when nothing did."""
        self.preview_title.setText(title)
        wrong = self.preview.show_pdf(content, told)
        self.turn_to("preview")
        self.preview.turned.emit()
        self.preview.words.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong

    def close_form(self) -> None:
        if self.page == "preview":
            self.preview.clear()
        super().close_form()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(_is_pdf(url.toLocalFile()) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if _is_pdf(url.toLocalFile())]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(str(Path(paths[0])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and life beside each other where there is room, else under one another."""
        super().resizeEvent(event)
        wide = self.width() > _WIDE_LETTERS * self.fontMetrics().averageCharWidth()
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.split.setMinimumHeight(LOWEST if wide else 3 * LOWEST)

    def _content(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.listed.setMinimumHeight(LOWEST)
        split.addWidget(self.listed)
        side = column(self.turn, self.tabs, gap=GAP)
        side.setStretch(1, 1)
        split.addWidget(holder(side))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.split = split
        bars = [self.add_bar(ActionBar(names, self.main)) for names in (_STEPS, _PAPER)]
        content = column(self.filters, split, *bars, gap=GAP)
        content.setStretch(1, 1)
        return holder(content)

    def _add_forms(self) -> None:
        for name, rows in (
            ("compose", compose_rows()),
            ("numbers", number_rows()),
            ("return", return_rows()),
            ("print", print_rows()),
            ("save", save_rows()),
            ("annexes", disclosure_rows()),
        ):
            self.add_form(name, FormPage(f"documents.{name}", rows))
        buttons = []
        for field in ("pdf", "first", "second"):
            button = plain_button(t(f"documents.check.browse_{field}"))
            button.setObjectName(f"browse_{field}")
            button.clicked.connect(lambda _on, field=field: self.browsed.emit(field))
            buttons.append(button)
        self.add_form("check", FormPage("documents.check", check_rows(), (holder(row(*buttons, 1)),)))


_WIDE_LETTERS = 100
"""List and life need this many letters beside each other."""


def _is_pdf(path: str) -> bool:
    return path.lower().endswith(".pdf")


_COLUMNS = ("state", "period", "parties", "version", "numbers", "subject", "made")
