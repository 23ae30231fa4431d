"""The base of every chart: parts that can be read, pointed at, reached by arrow keys and chosen; subclasses
say where the parts lie.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QLabel, QToolTip

from padan.gui.theme.look import look
from padan.gui.widgets.announce import announce


@dataclass(frozen=True)
class Part:
    """One part: its key, its words (name, number and share together), its value, its colour's place in the
    table's `series`, and the row or column it belongs to.
    """

    key: str
    words: str
    value: float
    series: int = 0
    group: str = ""


@dataclass(frozen=True)
class Piece:
    """A part as it lies on the widget; `label` is written inside when it fits; the focus is drawn around
    `ring`, or around the part itself.
    """

    part: Part
    path: QPainterPath
    label: str = ""
    ring: QPainterPath | None = None


class Chart(QLabel):
    """Arrows move between parts, Enter or a click chooses one (`chosen` carries its key).

    Subclasses override `pieces` (pure geometry) and may paint axes in `paint_ground`. It is a label with a
    picture to assistive technology: a graphic with a name and a description of every part.
    """

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        picture = QPixmap(1, 1)
        picture.fill(Qt.GlobalColor.transparent)
        self.setPixmap(picture)
        self._name = name
        self._parts: Sequence[Part] = ()
        self._pieces: list[Piece] = []
        self._current = -1
        self._hover = -1
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        look().changed.connect(self.update)

    @property
    def parts(self) -> Sequence[Part]:
        return self._parts

    @property
    def current(self) -> str:
        """The key of the part the keyboard stands on, empty when on none."""
        return self._pieces[self._current].part.key if 0 <= self._current < len(self._pieces) else ""

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these parts; the accessible description says all of them in words."""
        self._parts = tuple(parts)
        self._current = self._hover = -1
        self.setAccessibleDescription("; ".join(_full(one) for one in parts))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if parts else Qt.FocusPolicy.NoFocus)
        self._lay()
        self.updateGeometry()

    @abstractmethod
    def pieces(self, size: QSize) -> list[Piece]:
        """Return where every part lies in a widget of `size`."""

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what lies under the pieces."""

    def paint_piece(self, painter: QPainter, piece: Piece, hover: bool) -> None:
        """Paint one part in the colour of its series."""
        _paint_piece(painter, piece, hover)

    def step(self, by: int) -> None:
        """Move the keyboard's place and say where it is."""
        if self._pieces:
            start = self._current if self._current >= 0 else (-1 if by > 0 else 0)
            self._current = (start + by) % len(self._pieces)
            announce(self, f"{self._name}: {_full(self._pieces[self._current].part)}")
            self.update()

    def event(self, event: QEvent) -> bool:
        """Lay the parts anew where size or font changed; follow focus and mouse as they come and go."""
        kind = event.type()
        done = super().event(event)
        if kind in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._lay()
        elif kind == QEvent.Type.FocusIn and self._current < 0:
            self.step(1)
        elif kind == QEvent.Type.Leave:
            self._hover = -1
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Leave):
            self.update()
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter)
        for number, piece in enumerate(self._pieces):
            self.paint_piece(painter, piece, number == self._hover)
        if self.hasFocus() and 0 <= self._current < len(self._pieces):
            _paint_focus(painter, self._pieces[self._current])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in moves:
            self.step(moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current:
            self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found != self._hover:
            self._hover = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()
        if found >= 0:
            words = _full(self._pieces[found].part)
            QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._current = found
            self.update()
            self.chosen.emit(self._pieces[found].part.key)

    def _lay(self) -> None:
        self._pieces = self.pieces(self.size())
        self.update()

    def _at(self, point: QPointF) -> int:
        return next((n for n, piece in enumerate(self._pieces) if piece.path.contains(point)), -1)


def _full(part: Part) -> str:
    return f"{part.group}: {part.words}" if part.group else part.words


def _paint_piece(painter: QPainter, piece: Piece, hover: bool) -> None:
    colours = look().colours
    fill = QColor(colours.series[piece.part.series % len(colours.series)])
    painter.setPen(QPen(QColor(colours.text if hover else colours.base), 2 if hover else 1))
    painter.setBrush(fill)
    painter.drawPath(piece.path)
    box = piece.path.boundingRect()
    if piece.label and painter.fontMetrics().horizontalAdvance(piece.label) + 8 <= box.width():
        painter.setPen(QColor("#000000" if fill.lightnessF() > 0.55 else "#ffffff"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, piece.label)


def _paint_focus(painter: QPainter, piece: Piece) -> None:
    colours = look().colours
    path = piece.ring or piece.path
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.base), 4))
    painter.drawPath(path)
    painter.setPen(QPen(QColor(colours.text), 2, Qt.PenStyle.DashLine))
    painter.drawPath(path)
