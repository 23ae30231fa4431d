"""What is in sight under a widget, and how findings call it."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QProgressBar,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

WHOLE = (QComboBox, QAbstractSpinBox, QTabBar, QHeaderView, QScrollBar, QCalendarWidget)
"""What is one control to an officer, whatever it is made of."""
LEAVES = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTabBar,
)
_DECOR = (QScrollBar, QSizeGrip, QSplitterHandle, QHeaderView)


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    up = widget.parentWidget()
    while up is not None:
        yield up
        up = up.parentWidget()


def in_sight(root: QWidget) -> Iterator[QWidget]:
    """Yield the visible widgets of the same window, not the parts a control is made of."""
    if not isinstance(root, WHOLE):
        yield root
    for one in root.findChildren(QWidget):
        if not one.isVisible() or one.window() is not root.window():
            continue
        if any(isinstance(up, WHOLE) for up in ancestors(one)) or isinstance(one, _DECOR):
            continue
        if one.objectName().startswith("qt_") and not isinstance(one, QTabBar):
            continue  # the viewport, the corner of a table, the containers of scroll bars
        yield one


def leaves(root: QWidget) -> list[QWidget]:
    """Return labels and controls, and whatever paints by itself and holds no other widget."""
    return [one for one in in_sight(root) if isinstance(one, LEAVES) or _paints(one)]


def _paints(widget: QWidget) -> bool:
    """A widget of our own that draws its content (a chart, a track)."""
    own = type(widget).__module__.startswith("padan.") and "paintEvent" in type(widget).__dict__
    return own and not isinstance(widget, QAbstractScrollArea)


def called(widget: QWidget) -> str:
    """Return words that let a reader find the widget."""
    text = next(
        (str(get()) for name in ("text", "title") if callable(get := getattr(widget, name, None))), ""
    )
    said = text or widget.accessibleName()
    own = [type(up).__name__ for up in ancestors(widget) if type(up).__module__.startswith("padan.")]
    name = f" #{widget.objectName()}" if widget.objectName() else ""
    return f"{type(widget).__name__}{name} “{said[:50]}” in {own[0] if own else 'window'}"


def place(widget: QWidget) -> QRect:
    """Return where the widget lies in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def seen_part(widget: QWidget) -> QRect:
    """Return the part of the widget's own rectangle that no scrolling hides."""
    part = widget.rect()
    for up in ancestors(widget):
        part = part.intersected(
            QRect(up.mapTo(widget.window(), QPoint(0, 0)) - place(widget).topLeft(), up.size())
        )
        if up.isWindow():
            break
    return part


def takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisible()


def columns(view: QAbstractItemView) -> int:
    """Return how many columns a view shows; a list hides its model's count."""
    return 1 if isinstance(view, QListView) else int(view.model().columnCount(QModelIndex()))
