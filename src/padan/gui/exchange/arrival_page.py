"""What is in a package that came, before anything of it is taken: the verdict, then the facts; passive."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.announce import announce
from padan.gui.widgets.badge import Badge
from padan.gui.widgets.labels import PathLabel, column
from padan.gui.widgets.reading_table import ReadingTable
from padan.gui.widgets.table import LOWEST, Line


class ArrivalPage(QWidget):
    """The verdict says in words what its colour shows."""

    def __init__(self) -> None:
        super().__init__()
        self.file = PathLabel()
        self.verdict = Badge()
        self.verdict.setWordWrap(True)
        headings = [t("exchange.arrival.what"), t("exchange.arrival.said")]
        self.table = ReadingTable(t("exchange.arrival.facts"), headings, (2, 7))
        self.table.setMinimumHeight(LOWEST)
        box = column(self.file, self.verdict, self.table, gap=GAP)
        box.setStretch(2, 1)
        self.setLayout(box)

    def show_seen(self, file: str, verdict: str, tone: str, facts: Sequence[tuple[str, str]]) -> None:
        """Show a file's verdict and facts, and let a screen reader say the verdict."""
        self.file.show_path(file)
        self.verdict.show_state(verdict, tone)
        self.table.show_lines([Line(str(place), pair) for place, pair in enumerate(facts)])
        self.table.setVisible(bool(facts))
        announce(self.verdict, verdict)
