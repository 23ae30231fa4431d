"""The window as an officer uses it: the door, the workplace, waiting until the work is done."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from padan.gui.application import Application
from padan.gui.setup.view import KEY, SetupView
from padan.gui.shell.workplace import Workplace
from padan.gui.widgets.screen import Screen


class Window:
    """Acts through the widgets, with the next answers of dialogs set beforehand."""

    def __init__(self, program: Application, qtbot: QtBot) -> None:
        self.program = program
        self.bot = qtbot

    @property
    def workplace(self) -> Workplace:
        found = self.program.window.workplace
        assert isinstance(found, Workplace), "the window is locked"
        return found

    @property
    def locked(self) -> bool:
        return self.program.window.workplace is None

    @property
    def message(self) -> str:
        return self.workplace.messages.text.text()

    def settle(self, seconds: int = 60) -> None:
        """Wait until no work is under way."""

        def idle() -> bool:
            return not self.program.tasks.busy

        for _ in range(3):
            self.bot.waitUntil(idle, timeout=seconds * 1000)
            self.bot.wait(1)

    def unlock(self, login: str, passphrase: str) -> None:
        view = self.program.unlock_view
        self.settle()
        view.form.set_values({"login": login})
        self.type_into(view.form.fields["passphrase"], passphrase)
        self.click(view.open_button)
        self.settle()

    def lock(self) -> None:
        self.bot.keyClick(self.program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def screen(self, name: str) -> Screen:
        self.workplace.go(name)
        self.settle()
        return self.workplace.made(name).view

    def use(self, screen: Screen, action: str, *answers: Any) -> None:
        """Press an action's button; `answers` are those of the dialogs it opens."""
        self.program.dialogs.next += answers
        button = next(b for bar in screen._bars for n, b in bar.buttons.items() if n == action)
        assert button.isEnabled(), f"{action}: {button.toolTip()}"
        self.click(button)
        self.settle()

    def fill(self, screen: Screen, form: str, values: dict[str, Any], *answers: Any) -> None:
        """Fill in the open form and send it."""
        assert screen.page == form, f"{screen.page} is open, not {form}"
        self.settle()
        screen.forms[form].form.set_values(values)
        self.program.dialogs.next += answers
        self.click(screen.forms[form].ok)
        self.settle()

    def click(self, widget: QWidget) -> None:
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type_into(self, widget: QWidget, text: str) -> None:
        widget.setFocus()
        self.bot.keyClicks(widget, text)


class FirstRun:
    """The first-run wizard."""

    def __init__(self, window: Window) -> None:
        self.window = window
        view = window.program.window.content.currentWidget()
        assert isinstance(view, SetupView), "the wizard is not in sight"
        self.view = view

    def make(self, folder: Path, party: str, officer: dict[str, Any]) -> str:
        """Go through the wizard up to the recovery key and return it."""
        self.window.click(self.view.starts["new"])
        self.view.place.form.set_values({"party": party, "folder": str(folder)})
        self.window.click(self.view.place.ok)
        self.view.officer.form.set_values(officer)
        self.window.click(self.view.officer.ok)
        self.window.settle()
        assert self.view.stack.currentIndex() == KEY, self.view.officer.message.text()
        return self.view.key_text.text()

    def repeat_key(self, key: str) -> None:
        self.view.key_again.clear()
        self.window.type_into(self.view.key_again, key)
        self.window.click(self.view.key_done)
        self.window.settle()
