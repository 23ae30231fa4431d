"""One person: every source side by side, and what happened to them over time; passive."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from padan.gui.texts import t
from padan.gui.widgets.buttons import ActionBar
from padan.gui.widgets.labels import column, holder, label
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table
from padan.gui.widgets.timeline import Moment, Timeline


class PersonPage(QWidget):
    """`opened` carries the key of a moment of the history: a run, a correction or a document."""

    opened = Signal(str)

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.bar = screen.add_bar(ActionBar(("data.reveal",), self))
        self.told = label("", "dim")
        self.sources = Table(t("data.person.sources"), [t("data.person.field")])
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.sources)
        self.history = Timeline(t("data.person.history"))
        self.history.opened.connect(self.opened)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(holder(column(label(t("data.person.sources"), "heading"), self._box)))
        split.addWidget(holder(column(label(t("data.person.history"), "heading"), self.history)))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        box = column(self.told, self.bar, split)
        box.setStretch(2, 1)
        self.setLayout(box)

    def show_person(
        self, told: str, headings: Sequence[str], lines: Sequence[Line], history: Sequence[Moment]
    ) -> None:
        """Show the sources as columns, the newest first, and the history."""
        self.told.setText(told)
        self._box.removeWidget(self.sources)
        self.sources.deleteLater()
        self.sources = Table(t("data.person.sources"), list(headings))
        self.sources.setSortingEnabled(False)
        self._box.addWidget(self.sources)
        self.sources.show_lines(lines)
        self.history.show_moments(history)
        self.sources.setFocus()
