"""Notices that nobody is there: no key, no mouse for a while, or the session going to sleep; it locks
nothing.

It listens to the system's windows only, where each key and each movement arrives once. A filter on the whole
program would see every event of every control and doubled the time that a screen takes to open.
"""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle` fires once after `minutes` without a sign of life; `start` arms it, `stop` disarms it."""

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._listen)

    def start(self, minutes: float) -> None:
        """Begin to watch."""
        self._timer.start(int(minutes * 60_000))
        for window in QGuiApplication.topLevelWindows():
            self._listen(window)

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    def quiet_ms(self) -> int:
        """Return how long there was no sign of life."""
        return self._timer.interval() - self._timer.remainingTime() if self._timer.isActive() else 0

    def renew(self) -> None:
        """Count the time from now on."""
        if self._timer.isActive():
            self._timer.start()

    def _listen(self, window: QWindow | None) -> None:
        """Hear a window that comes to the front: a dialog is a window of its own."""
        if window is not None and self._timer.isActive():
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self.renew()
        return False
