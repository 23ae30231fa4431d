"""The menu bar: file, screens, what the screen in sight can do, help; entries are actions of the table."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton

from padan.gui.actions import action
from padan.gui.texts import t
from padan.gui.theme.icons import icon
from padan.gui.theme.look import look
from padan.gui.widgets.buttons import ActionButton

HELP = ("help.guide", "help.shortcuts", "help.steps", "help.report", "help.about")


class AtWork(Protocol):
    """What the menus ask of the workplace in sight."""

    def go(self, name: str) -> None: ...
    def listed(self) -> list[tuple[str, str, str]]: ...
    def buttons_in_sight(self) -> list[ActionButton]: ...


class Menus(QObject):
    """`used` carries the name of an action of the window itself; screens and their actions act directly."""

    used = Signal(str)

    def __init__(self, bar: QMenuBar, workplace: Callable[[], AtWork | None]) -> None:
        super().__init__(bar)
        self._bar = bar
        self._workplace = workplace
        self.menus: dict[str, QMenu] = {}
        self.name_all()

    def name_all(self) -> None:
        """Make the menus anew, in the language in use."""
        self._bar.clear()
        for more in self._bar.findChildren(QToolButton):  # Qt's own: the menus that do not fit
            more.setAccessibleName(t("shell.more_menus"))
        self.menus = {name: self._bar.addMenu(t(f"shell.menu.{name}")) for name in _FILL}
        for name, menu in self.menus.items():
            menu.aboutToShow.connect(lambda name=name: self.fill(name))

    def fill(self, name: str) -> None:
        """Fill a menu as things are now."""
        menu = self.menus[name]
        menu.clear()
        _FILL[name](self, menu)

    def lock(self, on: bool) -> None:
        """Grey what works only in an unlocked window."""
        for name in ("screens", "actions"):
            self.menus[name].menuAction().setEnabled(not on)

    def _fill_file(self, menu: QMenu) -> None:
        self._own(menu, "lock").setEnabled(self._workplace() is not None)
        menu.addSeparator()
        self._own(menu, "quit")

    def _fill_screens(self, menu: QMenu) -> None:
        place = self._workplace()
        for name, text, keys in place.listed() if place is not None else []:
            entry = menu.addAction(f"{text}\t{keys}")
            entry.triggered.connect(lambda _on=False, name=name: self._go(name))

    def _fill_actions(self, menu: QMenu) -> None:
        place = self._workplace()
        for button in place.buttons_in_sight() if place is not None else []:
            entry = _entry(menu, button.spec.name)
            entry.setEnabled(button.isEnabled())
            entry.setToolTip(button.toolTip())
            entry.triggered.connect(button.click)

    def _fill_help(self, menu: QMenu) -> None:
        for name in HELP:
            self._own(menu, name)
        self._find(menu, "help.steps").setEnabled(self._workplace() is not None)

    def _own(self, menu: QMenu, name: str) -> QAction:
        entry = _entry(menu, name)
        entry.triggered.connect(lambda: self.used.emit(name))
        return entry

    def _find(self, menu: QMenu, name: str) -> QAction:
        return next(one for one in menu.actions() if one.objectName() == name)

    def _go(self, name: str) -> None:
        place = self._workplace()
        if place is not None:
            place.go(name)


def _entry(menu: QMenu, name: str) -> QAction:
    """Return a new entry; its keys are shown as words only: the screens bind them."""
    spec = action(name)
    keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    made = menu.addAction(f"{spec.text}\t{keys}" if keys else spec.text)
    made.setObjectName(name)
    if spec.icon:
        made.setIcon(icon(spec.icon, look().colours.text))
    return made


_FILL: dict[str, Callable[[Menus, QMenu], None]] = {
    "file": Menus._fill_file,
    "screens": Menus._fill_screens,
    "actions": Menus._fill_actions,
    "help": Menus._fill_help,
}
