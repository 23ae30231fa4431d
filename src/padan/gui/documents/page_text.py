"""The words of the page in sight, for screen readers and for copying; its arrow keys scroll the page."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from padan.gui.texts import t

_LINES = 3
_STEPS = {Qt.Key.Key_Up: -3, Qt.Key.Key_Down: 3, Qt.Key.Key_Space: 12}


class PageText(QPlainTextEdit):
    """Read-only. `scrolled` carries how many steps the pages are to move."""

    scrolled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(t("documents.preview.text"))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.scrolled.emit(steps)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        margins = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + margins)
