"""A list with the chosen entry beside it: what comes next in a sentence, facts, its way; passive."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from padan.gui.theme.sheet import GAP, TIGHT
from padan.gui.widgets.badge import Badge, signed
from padan.gui.widgets.buttons import ActionBar
from padan.gui.widgets.labels import PathLabel, column, holder, label
from padan.gui.widgets.line_link import LineLink
from padan.gui.widgets.scrolled import scrolled
from padan.gui.widgets.state_panel import Stateful
from padan.gui.widgets.table import LOWEST, Line, Table
from padan.gui.widgets.timeline import Moment, Timeline

_WIDE_LETTERS = 120
"""List and side need this many letters beside each other."""


class SidePage(QWidget):
    """`led` carries the key of a notice that leads on; the actions under the list are `bar`."""

    led = Signal(str)

    def __init__(self, table: Table, track: str, bar: ActionBar) -> None:
        super().__init__()
        self.table = table
        self.table.setMinimumHeight(LOWEST)
        self.bar = bar
        self.listed = Stateful(table)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(TIGHT)
        self.turn = Badge()
        self.turn.setWordWrap(True)
        self.large = label("", "code")
        self.file = PathLabel()
        self.facts = label("", "small")
        for shown in (self.large, self.facts):
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.track = Timeline(track)
        self.track.setMinimumHeight(LOWEST)
        side = column(self.turn, self.large, self.track, self.file, self.facts, 1, gap=GAP)
        side.setStretch(2, 100)  # the rest of the room, when there is no way to show
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.listed)
        self.split.addWidget(scrolled(holder(side)))
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        box = column(self.notices, self.split, bar, gap=GAP, edge=GAP)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.show_side("", "quiet", [])

    def show_notices(self, notices: Sequence[tuple[str, str]]) -> None:
        """Show what presses, as (key, words); one with a key leads on."""
        while (item := self.notices.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for key, words in notices:
            line: QWidget = label(signed(words, "warn"), "warn")
            if key:
                link = LineLink(signed(words, "warn"))
                link.clicked.connect(lambda _on=False, key=key: self.led.emit(key))
                line = link
            self.notices.addWidget(line)

    def show_lines(self, lines: Sequence[Line], empty: tuple[str, str, str]) -> None:
        """Show the list; `empty` is (title, why, button) for when there is nothing."""
        self.table.show_lines(lines)
        if lines:
            self.listed.show_content()
        else:
            self.listed.show_empty(*empty)

    def show_side(self, told: str, tone: str, facts: Sequence[str], large: str = "", file: str = "") -> None:
        """Show what comes next for the chosen entry, and what is known of it."""
        self.turn.show_state(told, tone)
        self.large.setText(large)
        self.large.setVisible(bool(large))
        self.file.show_path(file)
        self.file.setVisible(bool(file))
        self.facts.setText("\n".join(facts))
        self.facts.setVisible(bool(facts))

    def show_track(self, moments: Sequence[Moment]) -> None:
        """Show the chosen entry's way."""
        self.track.show_moments(moments)
        self.track.setVisible(bool(moments))

    def arrange(self, letters: float) -> None:
        """Put list and side beside each other where the screen holds enough letters, else one above."""
        wide = letters > _WIDE_LETTERS
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.split.setMinimumHeight(LOWEST if wide else 3 * LOWEST)
