"""Exactly what a prepared package would take out of the office: every table's columns and first rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from padan.gui.texts import number, t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.badge import Badge
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.table import LOWEST, Line, Table


@dataclass(frozen=True)
class Sheet:
    """One table as it would leave: its columns and first rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


class LeavingPage(QWidget):
    """One table at a time; rows are shown to who may see people, columns to everybody."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = Badge()
        self.turn.setWordWrap(True)
        self.intro = label("", "dim")
        self.total = label("", "strong")
        self.facts = label("", "small")
        self.choice = ChoiceField()
        self.choice.setAccessibleName(t("exchange.leaving.table"))
        self.choice.setMinimumContentsLength(30)
        self.choice.currentIndexChanged.connect(lambda _place: self._show_table())
        self._tables: Sequence[Sheet] = ()
        self._place = QWidget()
        self._place.setMinimumHeight(LOWEST)
        self._place.setLayout(column(gap=0))
        self.table: Table | None = None
        name = label(t("exchange.leaving.table"))
        name.setWordWrap(False)
        name.setBuddy(self.choice)
        self._choose = holder(row(name, self.choice, 1))
        box = column(self.turn, self.intro, self.total, self.facts, self._choose, self._place, gap=GAP)
        box.setStretch(5, 1)
        self.setLayout(box)

    def show_leaving(self, tables: Sequence[Sheet], words: tuple[str, str, Sequence[str]], turn: str) -> None:
        """Show the tables; `words` are introduction, total and facts; `turn` says whose turn it is."""
        self.intro.setText(words[0])
        self.total.setText(words[1])
        self.facts.setText("\n".join(words[2]))
        self.facts.setVisible(bool(words[2]))
        self.turn.show_state(turn, "warn")
        self._tables = tables
        names = [
            t("exchange.leaving.table_name", name=one.name, columns=number(len(one.columns)))
            for one in tables
        ]
        self.choice.offer([(str(place), name) for place, name in enumerate(names)])
        self._choose.setVisible(bool(tables))
        self._place.setVisible(bool(tables))
        self._show_table()

    def clear(self) -> None:
        """Take the rows out of sight and out of memory."""
        self._tables = ()
        self.choice.offer([])
        self._show_table()

    def _show_table(self) -> None:
        box = self._place.layout()
        assert box is not None
        if self.table is not None:
            box.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        chosen = self.choice.value()
        if not chosen or int(chosen) >= len(self._tables):
            return
        one = self._tables[int(chosen)]
        self.table = Table(t("exchange.leaving.rows"), list(one.columns))
        self.table.show_lines([Line(str(at), tuple(cells)) for at, cells in enumerate(one.rows)])
        box.addWidget(self.table)
