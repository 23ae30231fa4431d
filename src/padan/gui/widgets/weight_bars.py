"""The weights behind a pair as bars to both sides of nothing: for the pair to the right, against it to the
left;
every bar says its element, state and figure in words.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from padan.gui.texts import decimal
from padan.gui.theme.look import look
from padan.gui.theme.sheet import GAP, TIGHT
from padan.gui.widgets.chart import Chart, Part, Piece

_LEAST = 2.0


@dataclass(frozen=True)
class Weight:
    """What one element contributes: its name, its state in words, bits of evidence; `total` marks the sum."""

    name: str
    state: str
    bits: float
    total: bool = False


class WeightBars(Chart):
    """One line for each weight, the sum last, with the two thresholds marked on the sum's line."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._weights: tuple[Weight, ...] = ()
        self._limits: tuple[float, ...] = ()

    def show_weights(self, weights: tuple[Weight, ...], limits: tuple[float, float]) -> None:
        """Show the weights; `limits` are where review and match begin."""
        self._weights, self._limits = weights, limits
        parts = [
            Part(str(n), f"{one.name}: {one.state} ({signed_number(one.bits)})", one.bits)
            for n, one in enumerate(weights)
        ]
        self.show_parts(parts)
        self.setMinimumHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(360, self._line() * max(1, len(self._weights)) + TIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def pieces(self, size: QSize) -> list[Piece]:
        made = []
        for n, (part, one) in enumerate(zip(self.parts, self._weights, strict=False)):
            zero, end = self._x(0.0, size), self._x(one.bits, size)
            width = max(abs(end - zero), _LEAST)
            path = QPainterPath()
            top = n * self._line() + TIGHT
            path.addRect(QRectF(min(zero, end), top, width, self._line() - 2 * TIGHT))
            ring = QPainterPath()
            ring.addRect(QRectF(1, n * self._line() + 1, size.width() - 2, self._line() - 2))
            made.append(Piece(part, path, ring=ring))
        return made

    def paint_ground(self, painter: QPainter) -> None:
        colours = look().colours
        names, _states = self._columns()
        zero = self._x(0.0, self.size())
        painter.setPen(QPen(QColor(colours.control_line), 1))
        painter.drawLine(QPointF(zero, 0), QPointF(zero, self.height()))
        plain, bold = QFont(painter.font()), QFont(painter.font())
        bold.setBold(True)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        for n, one in enumerate(self._weights):
            top = n * self._line()
            painter.setFont(bold if one.total else plain)
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(0, top, names, self._line()), Qt.AlignmentFlag.AlignVCenter, one.name)
            room = QRectF(names, top, self._left() - names - GAP, self._line())
            shown = painter.fontMetrics().elidedText(
                one.state, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            figure = QRectF(0, top, self.width() - TIGHT, self._line())
            painter.drawText(figure, right, signed_number(one.bits))
        self._paint_limits(painter)

    def _paint_limits(self, painter: QPainter) -> None:
        if not self._weights:
            return
        top = (len(self._weights) - 1) * self._line()
        for limit, tone in zip(self._limits, ("warn", "good"), strict=False):
            painter.setPen(QPen(QColor(look().colours.tone(tone)), 2, Qt.PenStyle.DashLine))
            x = self._x(limit, self.size())
            painter.drawLine(QPointF(x, top), QPointF(x, top + self._line()))

    def paint_piece(self, painter: QPainter, piece: Piece, hover: bool) -> None:
        one = self._weights[int(piece.part.key)]
        colours = look().colours
        ink = QColor(colours.accent if one.total else colours.tone("good" if one.bits > 0 else "bad"))
        painter.setPen(QPen(QColor(colours.text if hover else colours.base), 2 if hover else 1))
        painter.setBrush(ink)
        painter.drawPath(piece.path)

    def _x(self, bits: float, size: QSize) -> float:
        lowest = min([0.0, *(one.bits for one in self._weights)])
        highest = max([1.0, *(one.bits for one in self._weights), *self._limits])
        left = self._left()
        room = max(20.0, size.width() - left - self._figure())
        return left + room * (bits - lowest) / (highest - lowest)

    def _columns(self) -> tuple[int, int]:
        metrics = self.fontMetrics()
        names = max((metrics.horizontalAdvance(one.name) for one in self._weights), default=0)
        states = max((metrics.horizontalAdvance(one.state) for one in self._weights), default=0)
        return names + 3 * GAP, min(states, max(60, self.width() // 3))

    def _left(self) -> int:
        return sum(self._columns()) + 2 * GAP

    def _figure(self) -> int:
        return self.fontMetrics().horizontalAdvance("+000,0") + 2 * GAP

    def _line(self) -> int:
        return self.fontMetrics().height() + GAP


def signed_number(bits: float) -> str:
    """Return the figure with its sign, also a plus."""
    return ("+" if bits > 0 else "") + decimal(bits, 1)
