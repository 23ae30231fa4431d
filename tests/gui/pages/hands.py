"""Hands on a keyboard: they press keys and read the screen, and go on while a dialog waits for them.

A dialog runs its own event loop, so the hands live in a thread of their own: keys go to the window's thread
as events, and every look at the screen is asked of it.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from pages.window import Window

Found = TypeVar("Found")
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
_MOST_TABS = 120
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


class Hands:
    """`press`, `write`, `to`, `choose`, `wait_for`; `run` lets a story be told by them."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._bridge = _Bridge()

    def run(self, story: Callable[["Hands"], None], seconds: int = 240) -> None:
        """Let the story happen; its failure is the test's."""
        failure: list[BaseException] = []

        def tell() -> None:
            try:
                story(self)
            except BaseException as error:  # noqa: BLE001 - it is raised again in the test
                failure.append(error)

        thread = threading.Thread(target=tell, daemon=True)
        thread.start()
        self.window.bot.waitUntil(lambda: bool(failure) or not thread.is_alive(), timeout=seconds * 1000)
        if failure:
            for one in QApplication.topLevelWidgets():
                if one.isModal():
                    one.close()
            raise failure[0]

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
        self._bridge.wanted.emit(lambda: QTest.keyClick(_in_focus(), key, modifier))
        self.calm()

    def write(self, text: str) -> None:
        """Type over what the field in focus holds."""
        self.press(Key.Key_A, CTRL)
        self._bridge.wanted.emit(lambda: QTest.keyClicks(_in_focus(), text))
        self.calm()

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

    def to(self, name: str) -> None:
        """Press Tab until the control named `name` has the focus."""
        met: list[str] = []
        for _ in range(_MOST_TABS):
            here = self.look(lambda: _names(QApplication.focusWidget()))
            if name in here:
                return
            met.append(" | ".join(here))
            self.press(Key.Key_Tab)
        raise Lost(f"{name} is not reached by Tab, only {sorted(set(met))}")

    def use(self, name: str) -> None:
        """Go to a button and press it."""
        self.to(name)
        self.wait_for(lambda: _in_focus().isEnabled(), f"{name} enabled")
        self.press(Key.Key_Space)

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type."""
        self.to(name)
        self.write(text)

    def tick(self, name: str) -> None:
        """Go to a box and tick it."""
        self.to(name)
        if not self.look(lambda: _checked(_in_focus())):
            self.press(Key.Key_Space)

    def choose(self, name: str, text: str) -> None:
        """Go to a choice or a table and go down until `text` is chosen."""
        self.to(name)
        self.press(Key.Key_Home)
        for _ in range(_MOST_TABS):
            if text in self.look(lambda: _chosen(_in_focus())):
                return
            self.press(Key.Key_Down)
        raise Lost(f"{text} is not among {name}")

    def turn_tab(self, text: str) -> None:
        """Go to the tabs and turn to the one that reads `text`."""
        self.to("qt_tabwidget_tabbar")
        self.press(Key.Key_Home)
        for _ in range(12):
            if self.look(lambda: _tab(_in_focus())) == text:
                return
            self.press(Key.Key_Right)
        raise Lost(f"no tab {text}")

    def answer_file(self, path: Path) -> None:
        """Type a path into the file dialog that waits."""
        self.wait_for(lambda: QApplication.activeModalWidget() is not None, "the file dialog")
        self.to("fileNameEdit")
        self.write(str(path))
        for _ in range(3):  # the first may only take what the list of names proposes
            if self.look(QApplication.activeModalWidget) is None:
                return
            self.press(Key.Key_Return)

    def day(self, name: str, day: int, month: int, year: int) -> None:
        """Go to a date and type day, month and year, each in its part."""
        self.to(name)
        self.press(Key.Key_Home)
        for part, value in enumerate((day, month, year)):
            self._bridge.wanted.emit(lambda part=part, value=value: _set_part(_in_focus(), part, value))
            self.calm()

    def sees(self, text: str) -> None:
        """Wait until a text is in sight."""
        self.wait_for(lambda: text in texts_in_sight(), f"“{text}”")


def _in_focus() -> QWidget:
    modal = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    found = QApplication.focusWidget()
    if modal is not None and (found is None or found.window() is not modal.window()):
        return modal.focusWidget() or modal
    return found or QApplication.activeWindow() or QApplication.topLevelWidgets()[0]


def _names(widget: QWidget | None) -> list[str]:
    """Return what a control is called: its accessible name, its words, its name in the code."""
    if widget is None:
        return []
    text = getattr(widget, "text", None)
    own = str(text()) if callable(text) and not isinstance(widget, QLineEdit) else ""
    return [widget.accessibleName(), own.replace("&", ""), widget.objectName()]


def _checked(widget: QWidget) -> bool:
    return isinstance(widget, QCheckBox) and widget.isChecked()


def _chosen(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractItemView):
        index = widget.currentIndex()
        count = widget.model().columnCount() if hasattr(widget, "horizontalHeader") else 1
        return " | ".join(str(index.siblingAtColumn(column).data() or "") for column in range(count))
    return ""


def _tab(widget: QWidget) -> str:
    return widget.tabText(widget.currentIndex()) if isinstance(widget, QTabBar) else ""


def _set_part(widget: QWidget, part: int, value: int) -> None:
    """Step a part of a date by the arrow keys, as an officer would."""
    sections = [widget.Section.DaySection, widget.Section.MonthSection, widget.Section.YearSection]
    order = [sections[1], sections[0], sections[2]]
    order.sort(key=sections.index)
    section = order[part]
    widget.setSelectedSection(section)
    now = {0: widget.date().day, 1: widget.date().month, 2: widget.date().year}[part]()
    key = Key.Key_Up if value > now else Key.Key_Down
    for _ in range(abs(value - now)):
        QTest.keyClick(widget, key)


def texts_in_sight() -> str:
    """Return every text of labels in sight."""
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    labels = [label for top in tops for label in top.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)
