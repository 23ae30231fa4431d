"""Text stands out from its ground by 4.5 to 1 or more, measured from what is painted."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from sweep.sight import called, columns, leaves, place, seen_part

LEAST = 4.5
_ROWS = 6
Pixels = NDArray[np.uint32]


def pixels(widget: QWidget) -> Pixels:
    """Return what the widget paints as rows of 0xRRGGBB."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(
        image.height(), image.bytesPerLine() // 4
    )
    return flat[:, : image.width()] & 0xFFFFFF


def luminance(colours: Pixels) -> NDArray[np.float64]:
    """Return the relative luminance of colours (WCAG 2)."""
    channels = np.stack([(colours >> shift) & 0xFF for shift in (16, 8, 0)]).astype(np.float64) / 255
    linear = np.where(channels <= 0.03928, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.tensordot(np.array([0.2126, 0.7152, 0.0722]), linear, axes=1))


def ratio(colours: Pixels) -> float:
    """Return the contrast of the strongest colour in a patch against the commonest."""
    kinds, counts = np.unique(colours, return_counts=True)
    light = luminance(kinds)
    ground = light[int(np.argmax(counts))]
    return float(np.max((np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)))


def faint(root: QWidget) -> list[str]:
    """Return texts that stand out too little."""
    window = root.window()
    whole = pixels(window)
    scale = whole.shape[1] / window.width()
    found = []
    for one in leaves(root):
        for text, rect in _texts(one):
            part = rect.intersected(seen_part(one)).translated(place(one).topLeft())
            if not text.strip() or part.width() < 6 or part.height() < rect.height() - 2:
                continue
            left, top, right, bottom = (
                int(edge * scale) for edge in (part.left(), part.top(), part.right() + 1, part.bottom() + 1)
            )
            got = ratio(whole[top:bottom, left:right])
            if got < LEAST:
                found.append(f"faint: {called(one)}: “{text[:30]}” {got:.1f}")
    return found


def _texts(one: QWidget) -> Iterator[tuple[str, QRect]]:
    """Yield each text of a control with the rectangle it is painted in, icons and edges left out."""
    if isinstance(one, QAbstractButton):
        icon = one.iconSize().width() + 8 if not one.icon().isNull() else 4
        mark = 28 if one.isCheckable() and one.metaObject().className() != "QPushButton" else 0
        yield one.text(), one.rect().adjusted(4 + icon + mark, 4, -4, -4)
    elif isinstance(one, QTabBar):
        for number in range(one.count()):
            yield one.tabText(number), one.tabRect(number).adjusted(5, 4, -5, -5)
    elif isinstance(one, QAbstractItemView):
        yield from _cells(one)
    else:
        yield from _field(one)


def _field(one: QWidget) -> Iterator[tuple[str, QRect]]:
    if isinstance(one, QLabel):
        yield one.text(), one.contentsRect()
    elif isinstance(one, QAbstractSpinBox):
        yield one.lineEdit().text(), _within(one, one.lineEdit())
    elif isinstance(one, QComboBox):
        yield one.currentText(), one.rect().adjusted(6, 5, -30, -5)
    elif isinstance(one, QLineEdit):
        yield one.text() or one.placeholderText(), one.rect().adjusted(6, 5, -6, -5)


def _within(outer: QWidget, inner: QWidget) -> QRect:
    return QRect(inner.mapTo(outer, QPoint(0, 0)), inner.size())


def _cells(view: QAbstractItemView) -> Iterator[tuple[str, QRect]]:
    model = view.model()
    if model is None:
        return
    offset = view.viewport().mapTo(view, QPoint(0, 0))
    if isinstance(view, QTableView) and view.horizontalHeader().isVisible():
        header = view.horizontalHeader()
        for number in range(header.count()):
            part = QRect(
                header.sectionViewportPosition(number), 0, header.sectionSize(number), header.height()
            )
            told = str(model.headerData(number, header.orientation()) or "")
            inside = part.translated(_within(view, header).topLeft()).adjusted(5, 3, -4, -4)
            if header.rect().contains(part):
                yield told, inside
    for number in range(min(model.rowCount(QModelIndex()), _ROWS)):
        for column in range(columns(view)):
            index = model.index(number, column)
            inside = view.visualRect(index)
            if view.viewport().rect().contains(inside):
                yield str(index.data() or ""), inside.translated(offset).adjusted(5, 2, -3, -2)
