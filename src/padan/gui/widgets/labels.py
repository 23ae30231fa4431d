"""Labels and small boxes in the few styles the window has; texts come from the caller."""

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from padan.gui.theme.sheet import GAP, WIDE

Box = TypeVar("Box", bound=QBoxLayout)


def label(text: str = "", kind: str = "") -> QLabel:
    """Return a wrapping label; `kind` is title, heading, dim, good, warn, bad or code of the style sheet.

    Text is always plain: values from files must never be read as markup.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if kind:
        made.setProperty("kind", kind)
    return made


class PathLabel(QLabel):
    """A path on one line, cut in its middle where it is too long; the whole stands in the tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "dim")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_path(self, path: str) -> None:
        """Show a path."""
        self._path = path
        self.setToolTip(path)
        self.setAccessibleName(path)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._path, Qt.TextElideMode.ElideMiddle, self.width()))


def set_kind(widget: QWidget, kind: str, name: str = "kind") -> None:
    """Change a style property and repaint."""
    widget.setProperty(name, kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def column(*items: QWidget | QBoxLayout | int, gap: int = GAP, edge: int = 0) -> QVBoxLayout:
    """Return a vertical layout; an int stands for a stretch of that weight."""
    return _fill(QVBoxLayout(), items, gap, edge)


def row(*items: QWidget | QBoxLayout | int, gap: int = GAP, edge: int = 0) -> QHBoxLayout:
    """Return a horizontal layout; an int stands for a stretch of that weight."""
    return _fill(QHBoxLayout(), items, gap, edge)


def _fill(box: Box, items: tuple[QWidget | QBoxLayout | int, ...], gap: int, edge: int) -> Box:
    box.setContentsMargins(edge, edge, edge, edge)
    box.setSpacing(gap)
    for item in items:
        if isinstance(item, int):
            box.addStretch(item)
        elif isinstance(item, QBoxLayout):
            box.addLayout(item)
        else:
            box.addWidget(item)
    return box


def holder(layout: QBoxLayout) -> QWidget:
    """Return a plain widget around a layout."""
    made = QWidget()
    made.setLayout(layout)
    return made


def card(*items: QWidget | QBoxLayout | int) -> QFrame:
    """Return a bordered box around the items."""
    made = QFrame()
    made.setProperty("kind", "card")
    made.setLayout(column(*items, edge=WIDE))
    return made
