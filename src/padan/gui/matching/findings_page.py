"""Findings of a run: filters, a page of lines, and the chosen pair explained; passive."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from padan.domain.elements import ELEMENTS
from padan.gui.texts import t, words
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import ActionBar
from padan.gui.widgets.evidence import EvidenceView, PairEvidence
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table


class FindingsPage(QWidget):
    """Signals: filtered(element, kind, owner) · chosen(key "row_a:row_b:element")."""

    filtered = Signal(str, str, str)
    chosen = Signal(str)

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        every = ("", t("common.all"))
        self.element = _choice("matching.findings.element", [every, *((e.code, e.label) for e in ELEMENTS)])
        self.kind = _choice("matching.findings.kind", [every, *words("kind")])
        self.owner = _choice("matching.findings.owner", [every, *words("owner")])
        filters = row(gap=GAP)
        for text, field in (("element", self.element), ("kind", self.kind), ("owner", self.owner)):
            name = label(t(f"matching.findings.{text}"))
            name.setWordWrap(False)
            name.setBuddy(field)
            filters.addWidget(name)
            filters.addWidget(field)
            field.currentIndexChanged.connect(self._filter)
        filters.addStretch(1)
        self.bar = screen.add_bar(ActionBar(("matching.explain", "page.earlier", "page.later"), self))
        self.paging = label("", "dim")
        self.table = Table(
            t("matching.findings.title"), [t(f"matching.finding.{n}") for n in _COLUMNS], (0, 1)
        )
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: screen.used.emit("matching.explain"))
        self.evidence = EvidenceView()
        self.evidence.hide()
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(holder(column(self.table, row(self.bar, self.paging))))
        split.addWidget(self.evidence)
        self.setLayout(column(filters, split))

    def show_page(self, lines: Sequence[Line], paging: str) -> None:
        """Show one page."""
        self.table.show_lines(lines)
        self.paging.setText(paging)
        self.evidence.hide()

    def show_evidence(self, found: PairEvidence) -> None:
        """Show the chosen pair side by side with the weights."""
        self.evidence.show_pair(found)
        self.evidence.show()

    def _filter(self) -> None:
        self.filtered.emit(self.element.value(), self.kind.value(), self.owner.value())


_COLUMNS = ("row_a", "row_b", "element", "kind", "value_a", "value_b", "owner", "newer", "suggestion")


def _choice(text: str, options: Sequence[tuple[str, str]]) -> ChoiceField:
    made = ChoiceField(options)
    made.setAccessibleName(t(text))
    return made
