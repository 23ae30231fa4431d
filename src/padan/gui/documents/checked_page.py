"""What checking a berita acara PDF found: the verdict in a sentence, then each check; passive."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.announce import announce
from padan.gui.widgets.badge import Badge
from padan.gui.widgets.labels import column, label
from padan.gui.widgets.reading_table import ReadingTable
from padan.gui.widgets.table import Line


class CheckedPage(QWidget):
    """The verdict says in words what its colour shows."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict = Badge()
        self.verdict.setWordWrap(True)
        self.about = label("", "dim")
        headings = [t(f"documents.checked.{name}") for name in ("state", "what", "detail")]
        self.table = ReadingTable(t("documents.checked.title"), headings, (2, 5, 6))
        box = column(self.verdict, self.about, self.table, gap=GAP)
        box.setStretch(2, 1)
        self.setLayout(box)

    def show_report(self, verdict: str, tone: str, about: str, lines: Sequence[Line]) -> None:
        """Show what was found, and let a screen reader say the verdict."""
        self.verdict.show_state(verdict, tone)
        self.about.setText(about)
        self.table.show_lines(lines)
        announce(self.verdict, verdict)
