"""Makes the screens nobody opened yet while nobody is typing, so that the first click on one is quick."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from padan.gui.shell.screens import SCREENS
from padan.gui.shell.workplace import Workplace

_FIRST_MS, _NEXT_MS = 1_200, 250
_QUIET_MS = 600
"""Making one takes a quarter of a second: not while keys or the mouse were just used."""


class Ahead(QObject):
    """`quiet` returns the milliseconds since the last sign of life; `busy` whether work is under way."""

    def __init__(
        self, workplace: Callable[[], Workplace], quiet: Callable[[], int], busy: Callable[[], bool]
    ) -> None:
        super().__init__()
        self._workplace, self._quiet, self._busy = workplace, quiet, busy
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        """Begin after the first screen had time to appear."""
        self._timer.start(_FIRST_MS)

    def stop(self) -> None:
        """Make no more."""
        self._timer.stop()

    def _next(self) -> None:
        if self._busy() or self._quiet() < _QUIET_MS:
            return
        self._timer.setInterval(_NEXT_MS)
        waiting = [one.name for one in SCREENS if one.name not in self._workplace().there]
        if waiting:
            self._workplace().made(waiting[0])
        else:
            self._timer.stop()
