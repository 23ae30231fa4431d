"""Buttons made from the table of actions: words, icon, shortcut, enabled when; they emit the action's
name.
"""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from padan.gui.actions import ActionSpec, action
from padan.gui.theme.icons import icon
from padan.gui.theme.look import look
from padan.gui.widgets.flow import FlowLayout


def plain_button(text: str, *, main: bool = False, link: bool = False) -> QPushButton:
    """Return a push button that Tab and Enter reach; its accessible name is its text."""
    made = QPushButton(text)
    made.setAccessibleName(text.replace("&", ""))
    made.setAutoDefault(True)
    if main or link:
        made.setProperty("kind", "main" if main else "link")
    return made


class ActionButton(QPushButton):
    """One action as a button. Its shortcut works wherever the focus is inside the same page."""

    used = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.spec: ActionSpec = action(name)
        self.setObjectName(name)
        self.setText(self.spec.text)
        self.setAccessibleName(self.spec.text)
        self.setAutoDefault(True)
        if self.spec.main:
            self.setProperty("kind", "main")
        self.clicked.connect(lambda: self.used.emit(name))
        self._shortcut: QShortcut | None = None
        self._paint()
        look().changed.connect(self._paint)

    def bind(self, page: QWidget) -> None:
        """Let the shortcut work while the focus is anywhere inside `page`."""
        if self.spec.shortcut:
            self._shortcut = QShortcut(QKeySequence(self.spec.shortcut), page)
            self._shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._shortcut.activated.connect(self.click)

    def allow(self, conditions: Collection[str]) -> None:
        """Enable or disable by the table and say why in the tool tip."""
        self.setEnabled(self.spec.enabled(conditions))
        keys = QKeySequence(self.spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        hint = self.spec.reason(conditions) or (f"{self.spec.text} ({keys})" if keys else self.spec.text)
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)

    def _paint(self) -> None:
        if self.spec.icon:
            colours, side = look().colours, look().icon_side
            self.setIconSize(QSize(side, side))
            self.setIcon(icon(self.spec.icon, colours.on_accent if self.spec.main else colours.text))


class ActionBar(QWidget):
    """A row of actions; `used` carries the name of the one chosen."""

    used = Signal(str)

    def __init__(self, names: Sequence[str], page: QWidget) -> None:
        super().__init__()
        self._line = FlowLayout()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.buttons: dict[str, ActionButton] = {}
        for name in names:
            button = ActionButton(name)
            button.used.connect(self.used)
            button.bind(page)
            self.buttons[name] = button
            self._line.addWidget(button)
        self.setLayout(self._line)

    def minimumSizeHint(self) -> QSize:
        """One line: how many more are needed follows from the width alone."""
        return self._line.minimumSize()

    def sizeHint(self) -> QSize:
        return self._line.minimumSize()

    def allow(self, conditions: Collection[str]) -> None:
        """Enable each action by the table."""
        for button in self.buttons.values():
            button.allow(conditions)
