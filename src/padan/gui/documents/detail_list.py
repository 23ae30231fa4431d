"""Moments one under another with the whole of the chosen one's words beneath: a log, kept files; passive."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from padan.gui.theme.sheet import GAP
from padan.gui.widgets.labels import column, label
from padan.gui.widgets.timeline import Moment, Timeline


class DetailList(QWidget):
    """`opened` carries the key of the entry entered."""

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.list = Timeline(name)
        self.list.opened.connect(self.opened)
        self.list.chosen.connect(self._tell)
        self.told = label("", "small")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words: dict[str, str] = {}
        box = column(self.list, self.told, gap=GAP)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.setFocusProxy(self.list)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show the entries, the first one chosen."""
        self._words = {one.key: one.detail for one in moments}
        self.list.show_moments(moments)
        if not self.list.key and moments:
            self.list.choose(moments[0].key)
        self._tell(self.list.key)

    def _tell(self, key: str) -> None:
        self.told.setText(self._words.get(key, ""))
        self.told.setVisible(bool(self.told.text()))
