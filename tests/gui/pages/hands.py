"""Hands on a keyboard: they go from control to control as an officer does who owns no mouse."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

from pages.keyboard import Key, Keyboard, Lost, in_focus, texts_in_sight

_MOST_TABS = 120


class Hands(Keyboard):
    """`to`, `use`, `fill`, `choose`, `sees`; `run` lets a story be told by them."""

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
        self.wait_for(lambda: in_focus().isEnabled(), f"{name} enabled")
        self.press(Key.Key_Space)

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type."""
        self.to(name)
        self.write(text)

    def tick(self, name: str) -> None:
        """Go to a box and tick it."""
        self.to(name)
        if not self.look(lambda: _checked(in_focus())):
            self.press(Key.Key_Space)

    def choose(self, name: str, text: str) -> None:
        """Go to a choice or a table and go down until `text` is chosen."""
        self.to(name)
        self.press(Key.Key_Home)
        for _ in range(_MOST_TABS):
            if text in self.look(lambda: _chosen(in_focus())):
                return
            self.press(Key.Key_Down)
        raise Lost(f"{text} is not among {name}")

    def turn_tab(self, text: str) -> None:
        """Go to the tabs and turn to the one that reads `text`."""
        self.to("qt_tabwidget_tabbar")
        self.press(Key.Key_Home)
        for _ in range(12):
            if self.look(lambda: _tab(in_focus())) == text:
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
            self.send(lambda part=part, value=value: _set_part(in_focus(), part, value))

    def sees(self, text: str) -> None:
        """Wait until a text is in sight."""
        self.wait_for(lambda: text in texts_in_sight(), f"“{text}”")


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
