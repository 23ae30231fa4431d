"""What changed between two snapshots of a register: counts, fields as bars, every change in a list;
passive.
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from padan.gui.texts import t
from padan.gui.widgets.bars import StackedBars
from padan.gui.widgets.big_table import BigTable, Rows
from padan.gui.widgets.chart import Part
from padan.gui.widgets.labels import column, label

_COLUMNS = ("change", "nip", "nama", "field", "before", "now", "row_before", "row_now")


class ComparePage(QWidget):
    """The list is as long as there are changes."""

    def __init__(self, told: Callable[[tuple[object, ...]], tuple[str, ...]]) -> None:
        super().__init__()
        self.told = label("", "heading")
        self.bars = StackedBars(t("data.compare.fields"))
        headings = [t(f"data.change.{name}") for name in _COLUMNS]
        self.table = BigTable(t("data.compare.changes"), headings, told, (6, 7))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        box = column(self.told, self.bars, self.table)
        box.setStretch(2, 1)
        self.setLayout(box)

    def show_changes(self, told: str, parts: Sequence[Part], rows: Rows) -> None:
        """Show the comparison."""
        self.told.setText(told)
        self.bars.show_parts(parts)
        self.bars.setVisible(bool(parts))
        self.table.show_rows(rows)
        self.table.setFocus()
