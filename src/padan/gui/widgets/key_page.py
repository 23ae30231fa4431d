"""The page that shows a recovery key once and has it repeated from the officer's own note; keeps nothing."""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QLineEdit, QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import EDGE, FORM_WIDTH, WIDE
from padan.gui.widgets.announce import announce
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import LineField
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.scrolled import scrolled


class KeyPage(QWidget):
    """Signals: repeated(text) · print_wished. `forget` takes the key off screen; `texts` are its words."""

    repeated = Signal(str)
    print_wished = Signal()

    def __init__(self, texts: str = "setup.key") -> None:
        super().__init__()
        self.key = QLineEdit()
        self.key.setObjectName("recovery_key")
        self.key.setReadOnly(True)
        self.key.setAccessibleName(t(f"{texts}.shown"))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 1.1)
        self.key.setFont(font)
        self.again = LineField(longest=400)
        self.again.setObjectName("recovery_again")
        self.again.setAccessibleName(t(f"{texts}.again"))
        self.message = label("", "bad")
        self.done = plain_button(t(f"{texts}.done"), main=True)
        self.print = plain_button(t(f"{texts}.print"))
        self.done.clicked.connect(lambda: self.repeated.emit(self.again.text()))
        self.again.returnPressed.connect(self.done.click)
        self.print.clicked.connect(self.print_wished)
        words = label(t(f"{texts}.again"))
        words.setBuddy(self.again)
        inner = holder(
            column(
                label(t(f"{texts}.title"), "title"),
                label(t(f"{texts}.intro")),
                self.key,
                row(self.print, 1),
                words,
                self.again,
                self.message,
                row(self.done, 1),
                gap=WIDE,
            )
        )
        inner.setMinimumWidth(FORM_WIDTH)
        inner.setMaximumWidth(FORM_WIDTH * 2)
        line = row(1, inner, 1)
        line.setStretch(1, 20)
        self.setLayout(column(scrolled(holder(column(1, line, 2, edge=EDGE)))))

    def show_key(self, key: str) -> None:
        """Show the key, once."""
        self.key.setText(key)
        self.key.setCursorPosition(0)
        self.key.setMinimumWidth(QFontMetrics(self.key.font()).horizontalAdvance(key) + 2 * WIDE)
        self.again.clear()
        self.say("")
        self.again.setFocus()

    def forget(self) -> None:
        """Take the key and what was typed off the screen."""
        self.key.clear()
        self.again.clear()
        self.say("")

    def say(self, text: str) -> None:
        """Tell what is wrong."""
        self.message.setText(text)
        if text:
            announce(self.message, text)


def bare_key(text: str) -> str:
    """Return what counts of a typed key: letters and digits."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())
