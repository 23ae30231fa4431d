"""Hears Ctrl+L also while a dialog is open, when the window's own shortcuts are asleep; locks nothing.

It listens only while a dialog is open: a filter in Python on every event of the program slows all of it.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from padan.gui.actions import action


class LockKey(QObject):
    """`pressed` fires when the lock's keys are pressed in a dialog, until `stop`."""

    pressed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = QKeySequence(action("lock").shortcut)
        self._on = True
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._listen)

    def stop(self) -> None:
        """Listen no more."""
        self._on = False
        self._listen()

    def _listen(self) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        application.removeEventFilter(self)
        if self._on and QApplication.activeModalWidget() is not None:
            application.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QApplication.activeModalWidget() is None or QKeySequence(event.keyCombination()) != self._keys:
            return False
        self.pressed.emit()
        return True
