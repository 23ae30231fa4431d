"""No text is clipped, nothing lies outside its parent, nothing overlaps."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QWidget,
)

from sweep.sight import called, columns, in_sight, leaves, place, seen_part

_ROWS = 40
_EDGES = 16
"""The padding of a cell in the style sheet."""


def clipped(root: QWidget) -> list[str]:
    """Return what needs more room than it was given."""
    return [f"clipped: {called(one)}: {why}" for one in leaves(root) for why in _lacks(one)]


def _lacks(one: QWidget) -> Iterator[str]:
    for kind, look in _KINDS:
        if isinstance(one, kind):
            yield from look(one)
            return
    yield from _smaller(one, one.minimumSizeHint())


def _smaller(one: QWidget, needed: QSize) -> Iterator[str]:
    if one.width() + 1 < needed.width() or one.height() + 1 < needed.height():
        yield f"{one.width()}×{one.height()} of {needed.width()}×{needed.height()}"


def _label(one: QLabel) -> Iterator[str]:
    if not one.text().strip():
        return
    if not one.wordWrap():
        yield from _smaller(one, one.sizeHint())
        return
    if one.height() + 1 < one.heightForWidth(one.width()):
        yield f"{one.height()} of {one.heightForWidth(one.width())} high"
    room = one.contentsRect().width() - 2 * one.margin()
    longest = max((one.fontMetrics().horizontalAdvance(word) for word in one.text().split()), default=0)
    if longest > room + 1:
        yield f"a word of {longest} in {room}"


def _button(one: QAbstractButton) -> Iterator[str]:
    yield from _smaller(one, one.sizeHint() if one.text() else one.minimumSizeHint())


def _wide(metrics: QFontMetrics, text: str, room: int) -> Iterator[str]:
    if metrics.horizontalAdvance(text) > room + 1:
        yield f"“{text[:40]}” is {metrics.horizontalAdvance(text)} wide in {room}"


def _choice(one: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    one.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = one.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, one).width()
    if one.currentText() not in one.toolTip():
        yield from _wide(one.fontMetrics(), one.currentText(), room)
    yield from _smaller(one, QSize(0, one.minimumSizeHint().height()))


def _spin(one: QAbstractSpinBox) -> Iterator[str]:
    line = one.lineEdit()
    yield from _wide(one.fontMetrics(), line.text(), line.width())
    yield from _smaller(one, QSize(0, one.minimumSizeHint().height()))


def _line(one: QLineEdit) -> Iterator[str]:
    text = one.placeholderText() if not one.text() else one.text() if one.isReadOnly() else ""
    if one.toolTip() != text:
        yield from _wide(one.fontMetrics(), text, one.contentsRect().width())
    if one.height() < one.fontMetrics().height():
        yield f"{one.height()} high for letters of {one.fontMetrics().height()}"


def _tabs(one: QTabBar) -> Iterator[str]:
    if one.sizeHint().width() > one.width() + 1:
        yield f"tabs need {one.sizeHint().width()} of {one.width()}"
    if one.height() + 1 < one.fontMetrics().height():
        yield f"{one.height()} high"


def _group(one: QGroupBox) -> Iterator[str]:
    yield from _wide(one.fontMetrics(), one.title(), one.width())


def _view(one: QAbstractItemView) -> Iterator[str]:
    if isinstance(one, QTableView) and one.horizontalHeader().isVisible():
        yield from _header(one.horizontalHeader())
    model = one.model()
    if model is None:
        return
    for number in range(min(model.rowCount(QModelIndex()), _ROWS)):
        for column in range(columns(one)):
            index = model.index(number, column)
            if one.visualRect(index).isValid():
                yield from _cell(one, index)


def _header(header: QHeaderView) -> Iterator[str]:
    for section in range(header.count()):
        given, needed = header.sectionSize(section), header.sectionSizeHint(section)
        if not header.isSectionHidden(section) and given + 1 < needed:
            told = header.model().headerData(section, Qt.Orientation.Horizontal)
            yield f"heading “{told}” {given} of {needed}"
    if header.height() < header.fontMetrics().height():
        yield f"headings {header.height()} high"


def _cell(view: QAbstractItemView, index: QModelIndex) -> Iterator[str]:
    text = str(index.data() or "")
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    view.itemDelegateForIndex(index).initStyleOption(option, index)
    room, metrics = view.visualRect(index), QFontMetrics(option.font)
    if room.height() < metrics.height() - 2 and index.row() == index.column() == 0:
        yield f"row {room.height()} high for letters of {metrics.height()}: “{text[:30]}”"
    told = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
    if not text or text in told:
        return
    if isinstance(view, QListView):  # its rows may be as wide as their texts, under a scroll bar or without
        room = room.intersected(view.viewport().rect())
    width = room.width() - _EDGES
    if option.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
        high = metrics.boundingRect(QRect(0, 0, width, 9999), Qt.TextFlag.TextWordWrap, text).height()
        if high > room.height() + 2:
            yield f"“{text[:40]}” is {high} high in {room.height()}"
    else:
        yield from _wide(metrics, max(text.splitlines(), key=len), width)


_KINDS = (
    (QLabel, _label),
    (QAbstractButton, _button),
    (QComboBox, _choice),
    (QAbstractSpinBox, _spin),
    (QLineEdit, _line),
    (QTabBar, _tabs),
    (QGroupBox, _group),
    (QAbstractItemView, _view),
)


def outside(root: QWidget) -> list[str]:
    """Return widgets that reach over the edge of their parent; what scrolls may."""
    found = []
    for one in in_sight(root):
        up = one.parentWidget()
        if one.isWindow() or up is None or _scrolls(up) or one.size().isEmpty():
            continue
        if not up.rect().adjusted(-1, -1, 1, 1).contains(one.geometry()):
            found.append(f"outside: {called(one)}: {_text(one.geometry())} in {up.width()}×{up.height()}")
    return found


def _scrolls(widget: QWidget) -> bool:
    up = widget.parentWidget()
    return isinstance(up, QAbstractScrollArea) and up.viewport() is widget


def overlapping(root: QWidget) -> list[str]:
    """Return pairs of labels and controls that lie over one another."""
    found = []
    lying = [(one, seen_part(one).translated(place(one).topLeft())) for one in leaves(root)]
    for (one, here), (other, there) in combinations(lying, 2):
        over = here.intersected(there)
        if over.width() <= 1 or over.height() <= 1 or one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        found.append(f"overlap: {called(one)} and {called(other)}: {_text(over)}")
    return found


def sideways(root: QWidget) -> list[str]:
    """Return pages that must be scrolled sideways to be read."""
    areas = [one for one in in_sight(root) if isinstance(one, QScrollArea)]
    return [
        f"sideways: {called(area.widget())} by {area.horizontalScrollBar().maximum()}"
        for area in areas
        if area.horizontalScrollBar().maximum() > 0
    ]


def _text(rect: QRect) -> str:
    return f"{rect.width()}×{rect.height()} at {rect.x()},{rect.y()}"
