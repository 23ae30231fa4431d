"""Paints the rows in sight of a big table straight from their texts, because asking the style for every cell
costs more than a frame has; knows no row but those it is given.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QTableView

from padan.gui.theme.look import look
from padan.gui.theme.sheet import GAP

_REMEMBERED = 20_000
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass
class _Place:
    """Where a column's text goes: the box moves down row by row."""

    number: int
    box: QRect
    flags: int


class RowPainter:
    """Bound to one view; `cells` gives a row's texts, `right` the columns of numbers."""

    def __init__(
        self, view: QTableView, cells: Callable[[int], tuple[str, ...]], right: Collection[int]
    ) -> None:
        self._view = view
        self._cells = cells
        self._right = frozenset(right)
        self._short: dict[tuple[str, int], str] = {}
        self._font = QFont()

    def paint(self, painter: QPainter, rows: range) -> None:
        """Paint grounds, texts and the mark of the row stood on."""
        view, colours = self._view, look().colours
        chosen, root = view.selectionModel(), view.rootIndex()
        height = view.verticalHeader().defaultSectionSize()
        width = view.viewport().width()
        places = self._places(height)
        if painter.font() != self._font:
            self._font = QFont(painter.font())
            self._short.clear()
        grounds = (QColor(colours.base), QColor(colours.stripe), QColor(colours.selected))
        inks = (QColor(colours.text), QColor(colours.on_selected))
        for row in rows:
            top = view.rowViewportPosition(row)
            selected = chosen.isRowSelected(row, root)
            painter.fillRect(0, top, width, height, grounds[2 if selected else row % 2])
            painter.setPen(inks[selected])
            self._paint_cells(painter, self._cells(row), places, top)
        self._paint_focus(painter, height, width)

    def _paint_cells(self, painter: QPainter, cells: tuple[str, ...], places: list[_Place], top: int) -> None:
        for place in places:
            text = cells[place.number]
            if text:
                place.box.moveTop(top)
                painter.drawText(place.box, place.flags, self._fitted(painter, text, place.box.width()))

    def _fitted(self, painter: QPainter, text: str, room: int) -> str:
        """Return the text as it fits; most texts are seen again in the next frame."""
        key = (text, room)
        found = self._short.get(key)
        if found is None:
            if len(self._short) > _REMEMBERED:
                self._short.clear()
            found = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._short[key] = found
        return found

    def _paint_focus(self, painter: QPainter, height: int, width: int) -> None:
        current = self._view.currentIndex()
        if not (self._view.hasFocus() and current.isValid()):
            return
        painter.setPen(QPen(QColor(look().colours.accent), 2))
        top = self._view.rowViewportPosition(current.row())
        painter.drawRect(QRect(1, top + 1, width - 2, height - 2))

    def _places(self, height: int) -> list[_Place]:
        """Return the places of the columns in sight, at the top."""
        header = self._view.horizontalHeader()
        width = self._view.viewport().width()
        found = []
        for n in range(header.count()):
            x, wide = header.sectionViewportPosition(n), header.sectionSize(n)
            if not header.isSectionHidden(n) and x < width and x + wide > 0:
                flags = _RIGHT if n in self._right else _LEFT
                found.append(_Place(n, QRect(x + GAP, 0, max(wide - 2 * GAP, 1), height), flags))
        return found
