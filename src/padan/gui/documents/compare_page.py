"""Two versions of a document side by side, as the differences in their contents; passive."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.flow import FlowLayout
from padan.gui.widgets.labels import column, label
from padan.gui.widgets.reading_table import ReadingTable
from padan.gui.widgets.table import Line


class ComparePage(QWidget):
    """`wished` carries the older and the newer version to compare."""

    wished = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.older, self.newer = ChoiceField(), ChoiceField()
        self.told = label("", "strong")
        headings = [t(f"documents.compare.{name}") for name in ("where", "before", "after")]
        self.table = ReadingTable(t("documents.compare.title"), headings, (4, 3, 3))
        for field, name in ((self.older, "older"), (self.newer, "newer")):
            field.setMinimumContentsLength(34)
            field.setAccessibleName(t(f"documents.compare.{name}"))
            field.currentIndexChanged.connect(self._wish)
        choice = FlowLayout()
        older, newer = label(t("documents.compare.older")), label(t("documents.compare.newer"))
        for one in (older, self.older, newer, self.newer):
            one.setMinimumHeight(self.older.sizeHint().height())
            choice.addWidget(one)
        chosen = QWidget()
        chosen.setLayout(choice)
        box = column(chosen, self.told, self.table, gap=GAP)
        box.setStretch(2, 1)
        self.setLayout(box)

    def offer(self, options: Sequence[tuple[str, str]], older: str, newer: str) -> None:
        """Offer the versions, with two of them chosen."""
        for field, key in ((self.older, older), (self.newer, newer)):
            blocked = field.blockSignals(True)
            field.offer(options)
            field.set_value(key)
            field.blockSignals(blocked)
        self._wish()

    def show_changes(self, told: str, lines: Sequence[Line]) -> None:
        """Show what differs."""
        self.told.setText(told)
        self.table.show_lines(lines)

    def _wish(self) -> None:
        if self.older.value() and self.newer.value():
            self.wished.emit(self.older.value(), self.newer.value())
