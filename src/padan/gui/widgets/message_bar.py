"""The bar that tells what happened without stopping the officer; it goes when closed or when the officer goes
on, never by itself: the page must not move under a hand that is about to click.
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.announce import announce
from padan.gui.widgets.badge import SIGNS
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import label, row, set_kind

_FRESH_MS = 2000
"""What was said so shortly before a change of screen belongs to the screen that comes."""


class MessageBar(QFrame):
    """One message at a time; the sign and the words carry the meaning, the colour only repeats it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self.sign = label("", "heading")
        self.text = label()
        self.close_button = plain_button(t("common.close"), link=True)
        self.close_button.clicked.connect(self.hide)
        line = row(self.sign, self.text, self.close_button, gap=GAP, edge=GAP)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.fresh = QTimer(self)
        self.fresh.setSingleShot(True)
        self.hide()

    def say(self, text: str, tone: str = "info") -> None:
        """Show `text` in tone good, info, warn or bad."""
        self.sign.setText(SIGNS[tone])
        self.text.setText(text)
        set_kind(self, tone, "tone")
        self.show()
        announce(self, text)
        self.fresh.start(_FRESH_MS)

    def leave(self) -> None:
        """Another screen came into sight: what was said about the one before goes."""
        if not self.fresh.isActive():
            self.hide()
