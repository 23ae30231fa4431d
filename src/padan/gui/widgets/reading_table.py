"""A table of sentences: columns share the width, rows grow until every word can be read; never edits."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from padan.gui.theme.sheet import GAP
from padan.gui.widgets.table import Line, Table

_NARROWEST = 60
_BESIDE = 3 * GAP
"""What the style's padding takes from a cell's width."""


class _Wrapped(QStyledItemDelegate):
    """Asks for the height that all words need at the width they will have."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        table = self.parent()
        assert isinstance(table, Table)
        room = QRect(0, 0, max(table.columnWidth(index.column()) - _BESIDE, _NARROWEST), 10_000)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        needed = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return QSize(needed.width() + _BESIDE, needed.height() + GAP + GAP // 2)


class ReadingTable(Table):
    """`shares` are the columns' parts of the width, one a heading."""

    def __init__(self, name: str, headings: Sequence[str], shares: Sequence[int]) -> None:
        super().__init__(name, headings)
        self._shares = tuple(shares)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(False)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.resizeRowsToContents)

    def show_lines(self, lines: Sequence[Line]) -> None:
        super().show_lines(lines)
        self._later.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.arranged:
            self._fit()
        self._later.start(0)

    def _fit(self) -> None:
        """Give each column its part of the width; the rows follow once, after the last of many changes."""
        self._arranging = True
        room, whole, used = self.viewport().width(), sum(self._shares), 0
        for column, share in enumerate(self._shares):
            part = room - used if column == len(self._shares) - 1 else room * share // whole
            heading = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(part, heading, _NARROWEST))
            used += self.columnWidth(column)
        self._arranging = False
        self._later.start(0)
