"""Hears Ctrl+L also while a dialog is open, when the window's own shortcuts are asleep; locks nothing."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from padan.gui.actions import action


class LockKey(QObject):
    """`pressed` fires when the lock's keys are pressed in a dialog."""

    pressed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = QKeySequence(action("lock").shortcut)
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QApplication.activeModalWidget() is None or QKeySequence(event.keyCombination()) != self._keys:
            return False
        self.pressed.emit()
        return True
