"""Stacked bars lying on their side, one for each group, and the legend that says every part in words."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QGridLayout, QWidget

from padan.gui.texts import number
from padan.gui.theme.look import look
from padan.gui.theme.sheet import GAP, TIGHT
from padan.gui.widgets.chart import Chart, Part, Piece
from padan.gui.widgets.labels import column
from padan.gui.widgets.line_link import LineLink
from padan.gui.widgets.tab_order import follow_layout

_THINNEST = 3.0
"""Even one row out of millions can be seen and pointed at."""


class StackedBars(Chart):
    """One bar for each group, all of the same scale; the group's name stands before its bar."""

    @property
    def groups(self) -> list[str]:
        return list(dict.fromkeys(one.group for one in self.parts))

    def sizeHint(self) -> QSize:
        return QSize(320, self._line() * max(1, len(self.groups)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def pieces(self, size: QSize) -> list[Piece]:
        left = self._margin()
        widest = max((self._total(name) for name in self.groups), default=0.0)
        made: list[Piece] = []
        for place, name in enumerate(self.groups):
            shown = [one for one in self.parts if one.group == name and one.value > 0]
            room = max(10.0, size.width() - left - 2.0)
            long = room * (self._total(name) / widest if widest else 0.0)
            made += self._bar(shown, left, place * self._line() + TIGHT, long)
        return made

    def paint_ground(self, painter: QPainter) -> None:
        painter.setPen(QColor(look().colours.text))
        for place, name in enumerate(self.groups):
            box = QRectF(0, place * self._line(), self._margin() - GAP, self._line())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _bar(self, shown: Sequence[Part], left: float, top: float, long: float) -> list[Piece]:
        total = sum(one.value for one in shown)
        spare = max(0.0, long - _THINNEST * len(shown))
        made, x = [], left
        for one in shown:
            width = _THINNEST + (spare * one.value / total if total else 0.0)
            path = QPainterPath()
            path.addRect(QRectF(x, top, width, self._line() - 2 * TIGHT))
            made.append(Piece(one, path, number(int(one.value))))
            x += width
        return made

    def _total(self, group: str) -> float:
        return sum(one.value for one in self.parts if one.group == group)

    def _line(self) -> int:
        return self.fontMetrics().height() + 3 * GAP

    def _margin(self) -> int:
        widths = [self.fontMetrics().horizontalAdvance(name) for name in self.groups]
        return max(widths, default=0) + (2 * GAP if any(widths) else 0)


class BarsWithLegend(QWidget):
    """Bars and, below them, one button for each part: sign of its colour, name, number."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.bars = StackedBars(name)
        self.bars.chosen.connect(self.chosen)
        self.legend: dict[str, LineLink] = {}
        lines = QWidget()
        self._grid = QGridLayout(lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(TIGHT)
        for place in (0, 1):
            self._grid.setColumnStretch(place, 1)
        self._series: dict[str, int] = {}
        self.setLayout(column(self.bars, lines))
        look().changed.connect(self._paint)

    def show_parts(self, parts: Sequence[Part], legend: Sequence[tuple[str, str, int]]) -> None:
        """Show the bars and a legend of (key, words, series), two in a line."""
        self.bars.show_parts(parts)
        for old in self.legend.values():
            self._grid.removeWidget(old)
            old.deleteLater()
        self.legend = {}
        self._series = {key: series for key, _words, series in legend}
        for place, (key, words, _series) in enumerate(legend):
            line = LineLink(words, first=True)
            line.clicked.connect(lambda key=key: self.chosen.emit(key))
            self.legend[key] = line
            self._grid.addWidget(line, place // 2, place % 2)
        follow_layout(self)
        self._paint()

    def _paint(self) -> None:
        side = look().icon_side
        colours = look().colours
        for key, line in self.legend.items():
            sign = QPixmap(side, side)
            sign.fill(Qt.GlobalColor.transparent)
            painter = QPainter(sign)
            colour = QColor(colours.series[self._series[key] % len(colours.series)])
            painter.fillRect(2, 2, side - 4, side - 4, colour)
            painter.end()
            line.show_icon(QIcon(sign))
        self.updateGeometry()

    def middle_of(self, key: str) -> QPoint:
        """Return the middle of the first piece with `key`, in the bars' coordinates."""
        for piece in self.bars.pieces(self.bars.size()):
            if piece.part.key == key:
                return piece.path.boundingRect().center().toPoint()
        return QPoint()
