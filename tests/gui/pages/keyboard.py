"""A keyboard at the window: it presses keys and reads the screen, and goes on while a dialog waits.

A dialog runs its own event loop, so whoever types lives in a thread of its own: keys go to the window's
thread as events, and every look at the screen is asked of it.
"""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pages.window import Window

Found = TypeVar("Found")
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
_PATIENCE_S = 60.0
_LOOKS = 2


class Lost(Exception):
    """The hands did not find what they were looking for."""


class _Bridge(QObject):
    """Runs what the hands ask for on the window's thread."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _run(self, work: Callable[[], None]) -> None:
        work()


class Keyboard:
    """`look` at the screen, `press` a key, `write` a text; each waits until the window has come to rest."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._bridge = _Bridge()

    def send(self, keys: Callable[[], None]) -> None:
        """Do something to the control in focus and wait until the window has come to rest."""
        self._bridge.wanted.emit(keys)
        self.calm()

    def look(self, question: Callable[[], Found]) -> Found:
        """Ask the window's thread."""
        answers: list[Found | BaseException] = []
        told = threading.Event()

        def answer() -> None:
            try:
                answers.append(question())
            except BaseException as error:  # noqa: BLE001 - it belongs to the hands' thread
                answers.append(error)
            told.set()

        self._bridge.wanted.emit(answer)
        if not told.wait(_PATIENCE_S):
            raise Lost("the window does not answer")
        if isinstance(answers[0], BaseException):
            raise answers[0]
        return answers[0]

    def press(self, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key and wait until the window has done what it does on it."""
        self.send(lambda: QTest.keyClick(in_focus(), key, modifier))

    def write(self, text: str) -> None:
        """Type over what the field in focus holds."""
        self.press(Key.Key_A, CTRL)
        self.send(lambda: QTest.keyClicks(in_focus(), text))

    def calm(self) -> None:
        """Wait until no work is under way, also none that begins when a dialog has closed."""
        for _ in range(_LOOKS):
            self.wait_for(lambda: not self.window.program.tasks.busy, "rest")
            time.sleep(0.01)
        self.look(self._back_to_the_window)

    def _back_to_the_window(self) -> None:
        """Do what a window manager does when a dialog goes: none runs offscreen."""
        if QApplication.activeWindow() is None:
            self.window.program.window.activateWindow()

    def wait_for(self, question: Callable[[], object], what: str) -> None:
        end = time.perf_counter() + _PATIENCE_S
        while not self.look(question):
            if time.perf_counter() > end:
                raise Lost(f"waited for {what} in vain; in sight: {self.look(texts_in_sight)}")
            time.sleep(0.005)


def in_focus() -> QWidget:
    modal = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    found = QApplication.focusWidget()
    if modal is not None and (found is None or found.window() is not modal.window()):
        return modal.focusWidget() or modal
    return found or QApplication.activeWindow() or QApplication.topLevelWidgets()[0]


def texts_in_sight() -> str:
    """Return every text of labels in sight."""
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    labels = [label for top in tops for label in top.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)
