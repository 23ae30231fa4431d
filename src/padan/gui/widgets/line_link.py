"""A line of wrapping words that leads on: the whole line to the mouse, a small button to the keyboard."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from padan.gui.theme.icons import icon
from padan.gui.theme.look import look
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import label, row


class LineLink(QWidget):
    """`clicked` by mouse anywhere in the line, or by the button; `first` puts the button before the words."""

    clicked = Signal()

    def __init__(self, words: str, kind: str = "", *, first: bool = False) -> None:
        super().__init__()
        self.words = label(words, kind)
        self.button = plain_button("", link=True)
        self.button.setAccessibleName(words)
        self.button.setToolTip(words)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.clicked)
        self._own = not first
        order = (self.button, self.words) if first else (self.words, self.button)
        line = row(*order, gap=GAP)
        line.setStretch(order.index(self.words), 1)
        self.setLayout(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._paint()
        look().changed.connect(self._paint)

    def show_icon(self, sign: QIcon) -> None:
        """Show another sign than the arrow."""
        self._own = False
        self.button.setIcon(sign)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        super().mousePressEvent(event)

    def _paint(self) -> None:
        side = look().icon_side
        self.button.setIconSize(QSize(side, side))
        if self._own:
            self.button.setIcon(icon("next", look().colours.accent))
