"""Moments in their order on a line: the life of a document, the snapshots of a register; passive."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from padan.gui.theme.look import look
from padan.gui.theme.sheet import GAP, TIGHT

_KEY = Qt.ItemDataRole.UserRole
_MOMENT = Qt.ItemDataRole.UserRole + 1
_DOT = 6
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True)
class Moment:
    """One moment: its key, when (in words), what, more about it (who, why), and whether it is past, the
    present one, or still to come.
    """

    key: str
    when: str
    title: str
    detail: str = ""
    state: Literal["done", "now", "coming"] = "done"
    tone: str = "info"


class Timeline(QListWidget):
    """Arrows move along the line; `chosen` carries the key stood on, `opened` the one entered."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSpacing(0)
        self.currentItemChanged.connect(lambda item, _old: self.chosen.emit(_key(item)))
        self.itemActivated.connect(lambda item: self.opened.emit(_key(item)))
        look().changed.connect(self.viewport().update)

    @property
    def key(self) -> str:
        """The key of the moment stood on, empty when on none."""
        return _key(self.currentItem())

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show the moments in the order given; the one stood on stays so while it is there."""
        kept = self.key
        self.clear()
        for one in moments:
            words = " · ".join(part for part in (one.title, one.when, one.detail) if part)
            item = QListWidgetItem(words)
            item.setData(_KEY, one.key)
            item.setData(_MOMENT, one)
            item.setToolTip(words)
            self.addItem(item)
        self.choose(kept)

    def choose(self, key: str) -> None:
        """Stand on the moment with `key`."""
        for place in range(self.count()):
            if _key(self.item(place)) == key:
                self.setCurrentRow(place)
                return


def _key(item: QListWidgetItem | None) -> str:
    return str(item.data(_KEY)) if item is not None else ""


class _Painter(QStyledItemDelegate):
    """A line with a dot for each moment: filled past, ringed present, hollow to come."""

    def __init__(self, shown: QListWidget) -> None:
        super().__init__(shown)
        self._list = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of all lines, wrapped to the width of the list."""
        room = self._list.viewport().width() - 5 * GAP - TIGHT
        moment: Moment = index.data(_MOMENT)
        high = sum(
            _height(QFontMetrics(font), room, text) for text, font in _lines(moment, option.font) if text
        )
        return QSize(120, high + 2 * GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        moment: Moment = index.data(_MOMENT)
        colours = look().colours
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        if chosen:
            painter.fillRect(box, QColor(colours.selected))
        last = index.row() == index.model().rowCount() - 1
        self._dot(painter, box, moment, (index.row() > 0, not last))
        ink = colours.on_selected if chosen else colours.text
        self._words(painter, box, moment, (ink, ink if chosen else colours.dim))
        if focused:
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.restore()

    def _dot(self, painter: QPainter, box: QRect, moment: Moment, joined: tuple[bool, bool]) -> None:
        colours = look().colours
        x, y = box.left() + 2 * GAP, box.top() + GAP + painter.fontMetrics().height() // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.control_line), 2))
        if joined[0]:
            painter.drawLine(x, box.top(), x, y - _DOT)
        if joined[1]:
            painter.drawLine(x, y + _DOT, x, box.bottom())
        ink = QColor(colours.tone(moment.tone) if moment.state != "coming" else colours.control_line)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if moment.state == "done" else QColor(colours.base))
        painter.drawEllipse(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT)
        if moment.state == "now":
            painter.setBrush(ink)
            painter.drawEllipse(x - 2, y - 2, 4, 4)

    def _words(self, painter: QPainter, box: QRect, moment: Moment, inks: tuple[str, str]) -> None:
        left, top = box.left() + 5 * GAP, box.top() + GAP
        wide = box.width() - 5 * GAP - TIGHT
        for place, (text, font) in enumerate(_lines(moment, painter.font())):
            if not text:
                continue
            painter.setFont(font)
            painter.setPen(QColor(inks[min(place, 1)]))
            high = _height(painter.fontMetrics(), wide, text)
            painter.drawText(QRect(left, top, wide, high), _WRAPPED, text)
            top += high


def _lines(moment: Moment, font: QFont) -> list[tuple[str, QFont]]:
    bold = QFont(font)
    bold.setBold(moment.state != "coming")
    return [(moment.title, bold), (moment.when, font), (moment.detail, font)]


def _height(metrics: QFontMetrics, room: int, text: str) -> int:
    return metrics.boundingRect(QRect(0, 0, max(room, 40), 10_000), _WRAPPED, text).height()
