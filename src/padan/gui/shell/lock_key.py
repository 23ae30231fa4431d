"""Hears Ctrl+L also while a dialog is open, when the window's own shortcuts are asleep; locks nothing.

It listens to the whole program only while a dialog blocks the window: a filter in Python on every event of
the program slows all of it.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from padan.gui.actions import action


class LockKey(QObject):
    """`pressed` fires when the lock's keys are pressed in a dialog that blocks `window`."""

    pressed = Signal()

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._keys = QKeySequence(action("lock").shortcut)
        window.installEventFilter(self)

    def stop(self) -> None:
        """Listen no more."""
        self._window.removeEventFilter(self)
        self._listen(False)

    def _listen(self, blocked: bool) -> None:
        application = QApplication.instance()
        if application is None:
            return
        application.removeEventFilter(self)
        if blocked:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked) and watched is self._window:
            self._listen(kind == QEvent.Type.WindowBlocked)
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QApplication.activeModalWidget() is None or QKeySequence(event.keyCombination()) != self._keys:
            return False
        self.pressed.emit()
        return True
