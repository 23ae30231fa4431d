"""An unlocked officer's window content: navigation, screens, messages, running work; dies whole at the
lock.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from padan.gui.desk import Desk
from padan.gui.shell import shapes
from padan.gui.shell.screens import BY_NAME, SCREENS, Made, keys_of
from padan.gui.shell.steps import StepStrip
from padan.gui.shell.task_strip import TaskStrip
from padan.gui.texts import t
from padan.gui.theme.icons import icon
from padan.gui.theme.look import look
from padan.gui.theme.sheet import NAVIGATION_WIDEST, WIDE
from padan.gui.widgets.buttons import ActionButton
from padan.gui.widgets.labels import column, row
from padan.gui.widgets.message_bar import MessageBar


class Workplace(QWidget):
    """Screens are made at their first visit. `drafts` and `restore` carry open forms over a lock."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: dict[str, Made] = {}
        self.navigation = QListWidget()
        self.screens = QStackedWidget()
        self.messages = MessageBar()
        self.strip = TaskStrip(desk.tasks)
        self._fill_navigation()
        self.steps = StepStrip()
        right = column(self.messages, self.steps, self.screens, self.strip, gap=0)
        right.setStretch(2, 1)
        line = row(self.navigation, right, gap=0)
        line.setStretch(1, 1)
        self.setLayout(line)
        desk.said.connect(self.messages.say)
        self.screens.currentChanged.connect(lambda _place: self.messages.leave())
        desk.went.connect(self.go)
        self._bind_keys()

    @property
    def in_sight(self) -> str:
        """The name of the screen in sight."""
        current = self.screens.currentWidget()
        return next((name for name, made in self._made.items() if made.view is current), "")

    def made(self, name: str) -> Made:
        """Return a screen, made at its first use."""
        if name not in self._made:
            made = BY_NAME[name].make(self._desk)
            made.view.allow(self._desk.conditions())
            self._made[name] = made
            self.screens.addWidget(made.view)
            shapes.put_back(name, made.view, self._desk.machine)
        return self._made[name]

    def go(self, name: str, place: Mapping[str, str] | None = None) -> None:
        """Show a screen with fresh data."""
        made = self.made(name)
        self.screens.setCurrentWidget(made.view)
        self._mark(name)
        made.presenter.open(place or {})

    def listed(self) -> list[tuple[str, str, str]]:
        """Return name, words and keys of the screens in the navigation."""
        names = [one.name for one in SCREENS if one.listed]
        return [(name, t(f"{name}.name"), keys_of(name)) for name in names]

    def buttons_in_sight(self) -> list[ActionButton]:
        """Return the actions that can be seen on the screen in sight."""
        current = self.screens.currentWidget()
        found = current.findChildren(ActionButton) if current is not None else []
        return [one for one in found if one.isVisible()]

    def keep_shapes(self) -> None:
        """Keep how columns and splitters stand now."""
        for name, made in self._made.items():
            shapes.keep(name, made.view, self._desk.machine)

    def drafts(self) -> dict[str, dict[str, Any]]:
        """Return, by screen, where it stands and the form that is open in it."""
        return {
            name: {"where": made.presenter.where(), "open": made.view.draft()}
            for name, made in self._made.items()
        }

    def restore(self, screen: str, drafts: Mapping[str, Mapping[str, Any]]) -> None:
        """Return to the screen of a draft with its forms open; open forms of other screens wait there."""
        for name, kept in drafts.items():
            if name not in BY_NAME or (not kept.get("open") and name != screen):
                continue
            made = self.made(name)
            made.presenter.open(dict(kept.get("where") or {}))
            if kept.get("open"):
                made.view.restore(kept["open"])
        wanted = screen if screen in BY_NAME else "home"
        if wanted in drafts:
            self.screens.setCurrentWidget(self.made(wanted).view)
            self._mark(wanted)
        else:
            self.go(wanted)

    def _mark(self, name: str) -> None:
        """Let the navigation stand on a screen; those without a line of their own belong to Pemadanan."""
        self._desk.in_sight = name
        wanted = name if BY_NAME[name].listed else "matching"
        self.navigation.blockSignals(True)
        self.navigation.setCurrentRow([one.name for one in SCREENS if one.listed].index(wanted))
        self.navigation.blockSignals(False)

    def _fill_navigation(self) -> None:
        self.navigation.setProperty("kind", "navigation")
        self.navigation.setAccessibleName(t("shell.navigation"))
        self.navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for spec in (one for one in SCREENS if one.listed):
            item = QListWidgetItem(t(f"{spec.name}.name"))
            item.setData(Qt.ItemDataRole.UserRole, spec.name)
            item.setToolTip(f"{t(f'{spec.name}.name')} ({keys_of(spec.name)})")
            self.navigation.addItem(item)
        self._paint_icons()
        look().changed.connect(self._paint_icons)
        self.navigation.currentRowChanged.connect(self._chosen)
        self.navigation.itemActivated.connect(lambda _item: self._enter())

    def _paint_icons(self) -> None:
        listed = [one for one in SCREENS if one.listed]
        metrics, side = QFontMetrics(QApplication.font()), look().icon_side
        widest = max(metrics.horizontalAdvance(t(f"{one.name}.name")) for one in listed)
        self.navigation.setFixedWidth(min(int(widest * 1.1) + side + 5 * WIDE, NAVIGATION_WIDEST))
        self.navigation.setIconSize(QSize(side, side))
        for number, spec in enumerate(listed):
            self.navigation.item(number).setSizeHint(QSize(0, metrics.height() + WIDE))
            self.navigation.item(number).setIcon(icon(spec.icon, look().colours.text))

    def _chosen(self, number: int) -> None:
        if number >= 0:
            self.go(str(self.navigation.item(number).data(Qt.ItemDataRole.UserRole)))

    def _enter(self) -> None:
        """Enter on the navigation moves into the screen."""
        current = self.screens.currentWidget()
        if current is not None:
            current.setFocus(Qt.FocusReason.OtherFocusReason)
            self.focusNextChild()

    def _bind_keys(self) -> None:
        def by_key(number: int) -> None:
            if self.navigation.currentRow() == number:
                self._chosen(number)
            self.navigation.setCurrentRow(number)

        for number, spec in enumerate([one for one in SCREENS if one.listed]):
            shortcut = QShortcut(QKeySequence(keys_of(spec.name)), self)
            shortcut.activated.connect(partial(by_key, number))
