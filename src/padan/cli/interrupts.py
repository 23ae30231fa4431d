"""Ctrl+C and the end signals: at once while asking and reading, at a safe point while writing; decides
nothing else.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

from padan.common.progress import Cancel

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


class Interrupts:
    """Listens for the signals for as long as it is entered; handlers are put back afterwards, or with
    `ending` the signals are ignored: the answer is out, and a signal to the ending process must not turn its
    status into another.

    Outside `shielded` a signal raises KeyboardInterrupt where the program stands. Inside, the first one asks
    the work to stop at its next safe point (`cancel`), a second one ends at once: the store is made to
    survive even that.
    """

    def __init__(self, *, ending: bool = False) -> None:
        self.cancel = Cancel()
        self._ending = ending
        self._shielded = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for one in _SIGNALS:
                if signal.getsignal(one) is not signal.SIG_IGN:
                    self._before[one] = signal.signal(one, self._arrived)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one, handler in self._before.items():
            signal.signal(one, signal.SIG_IGN if self._ending else handler)
        self._before.clear()

    @contextmanager
    def shielded(self) -> Iterator[Cancel]:
        """Let the work inside reach a safe point before a signal ends it."""
        self._shielded = True
        try:
            yield self.cancel
        finally:
            self._shielded = False

    def _arrived(self, number: int, frame: FrameType | None) -> None:
        if not self._shielded or self.cancel.requested:
            raise KeyboardInterrupt
        self.cancel.request()
        sys.stderr.write("\nMembatalkan pada titik yang aman … (Ctrl+C lagi: berhenti seketika)\n")
