"""The Dokumen screen: list, life track, forms, preview; passive."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from padan.gui.documents.rows import compose_rows, number_rows, return_rows
from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import ActionBar
from padan.gui.widgets.disclosure import disclosure_rows
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import card, column, holder, label
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table

if TYPE_CHECKING:
    from padan.gui.documents.pdf_preview import PdfPreview

_ACTIONS = ("document.compose", "document.preview", "document.numbers", "document.new_version", "reload")
_STEPS = ("document.verify", "document.approve", "document.return", "document.freeze")
_PAPER = ("document.print", "document.save", "document.annexes", "document.attach")


class DocumentsView(Screen):
    """`chosen` carries the document in sight."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("documents", _ACTIONS)
        self.table = Table(t("documents.list"), [t(f"documents.column.{name}") for name in _COLUMNS], (3,))
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.used.emit("document.preview"))
        self.track = label("", "heading")
        self.steps = label("", "dim")
        self.papers = label("", "dim")
        more = [self.add_bar(ActionBar(names, self.main)) for names in (_STEPS, _PAPER)]
        content = column(self.table, card(self.track, self.steps, self.papers), *more, gap=GAP)
        content.setStretch(0, 1)
        self.set_main(holder(content))
        self.add_form("compose", FormPage("documents.compose", compose_rows()))
        self.add_form("numbers", FormPage("documents.numbers", number_rows()))
        self.add_form("return", FormPage("documents.return", return_rows()))
        self.add_form("annexes", FormPage("documents.annexes", disclosure_rows()))
        self.preview: PdfPreview | None = None
        self._preview_box = QVBoxLayout()
        self._preview_box.setContentsMargins(0, 0, 0, 0)
        more_preview = ("document.zoom_in", "document.zoom_out", "document.print", "document.save")
        inner = QWidget()
        inner.setLayout(self._preview_box)
        self.preview_title = self.add_sub("preview", "", inner, more_preview)

    def offer_runs(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer the runs to compose from."""
        field = self.forms["compose"].form.fields["run"]
        assert isinstance(field, ChoiceField)
        field.offer(options)

    def show_documents(self, lines: Sequence[Line]) -> None:
        """Show the list."""
        self.table.show_lines(lines)
        self.say_state("" if lines else t("documents.none"))

    def show_life(self, track: str, steps: Sequence[str], papers: Sequence[str]) -> None:
        """Show where the chosen document is on its way, who took which step, and what is filed."""
        self.track.setText(track)
        self.steps.setText("\n".join(steps))
        self.papers.setText("\n".join(papers))
        self.papers.setVisible(bool(papers))

    def show_pdf(self, title: str, content: bytes, told: str) -> str:
        """Show the PDF's pages; return what went wrong, empty when nothing did."""
        if self.preview is None:
            from padan.gui.documents.pdf_preview import PdfPreview

            self.preview = PdfPreview()
            self._preview_box.addWidget(self.preview)
        self.preview_title.setText(title)
        wrong = self.preview.show_pdf(content, told)
        self.turn_to("preview")
        self.preview.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong

    def close_form(self) -> None:
        if self.preview is not None and self.page == "preview":
            self.preview.clear()
        super().close_form()


_COLUMNS = ("subject", "parties", "period", "version", "state", "numbers", "made")
