"""The Data screen's pages beside the list: problems, quality, people, comparison, a snapshot in detail;
passive.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox

from padan.gui.data import compare_words
from padan.gui.data.compare_page import ComparePage
from padan.gui.data.person_page import PersonPage
from padan.gui.texts import t
from padan.gui.theme.sheet import WIDE
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import LineField
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table
from padan.gui.widgets.timeline import Moment

_PROBLEM = ("sheet_row", "row", "column", "code", "message", "remedy", "refused", "evidence")
_RULE = ("dimension", "rule", "applicable", "failing", "share")
_PERSON = ("found_in", "row", "nip", "name", "birth", "position", "grade", "unit")
_DETAIL = ("header", "field", "fate")


class DataPages(Screen):
    """`sought` carries the text, and whether every register is meant."""

    sought = Signal(str, bool)
    table: Table

    def person_key(self) -> str:
        """Return the person stood on in the list in sight, as "snapshot:row"."""
        return self.failing.key if self.page == "failing" else self.people.key

    def show_failing(self, title: str, lines: Sequence[Line]) -> None:
        """Show the rows behind a figure of the quality report."""
        self.failing_title.setText(title)
        self.failing.show_lines(lines)
        self.turn_to("failing")
        self.failing.setFocus()

    def show_details(self, title: str, facts: str, lines: Sequence[Line]) -> None:
        """Show where a snapshot comes from and what became of its columns."""
        self.detail_title.setText(title)
        self.facts.setText(facts)
        self.columns.show_lines(lines)
        self.turn_to("detail")
        self.columns.setFocus()

    def show_compared(self, title: str) -> None:
        """Bring the comparison into sight."""
        self.compared_title.setText(title)
        self.turn_to("compared")

    def show_problems(self, title: str, lines: Sequence[Line]) -> None:
        """Show row problems on their page."""
        self.problems_title.setText(title)
        self.problems.show_lines(lines)
        self.turn_to("problems")
        self.problems.setFocus()

    def show_quality(self, title: str, summary: str, lines: Sequence[Line]) -> None:
        """Show the quality report."""
        self.quality_title.setText(title)
        self.quality.setText(summary)
        self.rules.show_lines(lines)
        self.turn_to("quality")
        self.rules.setFocus()

    def show_search(self) -> None:
        """Show the search page, emptied."""
        self.find_text.clear()
        self.people.show_lines([])
        self.find_state.setText("")
        self.everywhere.setChecked(True)
        self.everywhere.setEnabled(bool(self.table.key))
        self.turn_to("find")
        self.find_text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_people(self, lines: Sequence[Line], told: str) -> None:
        """Show who was found."""
        self.people.show_lines(lines)
        self.find_state.setText(told)

    def show_person(
        self, name: str, told: str, headings: Sequence[str], shown: tuple[Sequence[Line], Sequence[Moment]]
    ) -> None:
        """Show one person: sources side by side, and their history."""
        self.person_title.setText(name)
        self.turn_to("person")
        self.person.show_person(told, headings, *shown)
        self.used.emit("data.refresh")

    def _add_subs(self) -> None:
        self.problems = Table(
            t("data.problems"), [t(f"data.problem.{name}") for name in _PROBLEM], right=(0, 1)
        )
        self.problems_title = self.add_sub("problems", "", self.problems, ("data.problems_export",))
        self.quality = label("", "heading")
        self.rules = Table(
            t("data.quality_name"), [t(f"data.rule.{name}") for name in _RULE], right=(2, 3, 4)
        )
        content = holder(column(self.quality, self.rules, gap=WIDE))
        self.quality_title = self.add_sub("quality", "", content, ("data.quality_rows",))
        self.rules.opened.connect(lambda _key: self.used.emit("data.quality_rows"))
        self.rules.chosen.connect(lambda _key: self.used.emit("data.refresh"))
        self.failing = self._people_table("data.failing")
        self.failing_title = self.add_sub("failing", "", self.failing, ("data.person",))
        self.columns = Table(t("data.detail_columns"), [t(f"data.detail_column.{n}") for n in _DETAIL])
        self.facts = label("", "dim")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail_title = self.add_sub("detail", "", holder(column(self.facts, self.columns, gap=WIDE)))
        self.compared = ComparePage(compare_words.cells)
        self.compared_title = self.add_sub("compared", "", self.compared)
        self.person = PersonPage(self)
        self.person_title = self.add_sub("person", "", self.person)
        self.find_text = LineField(t("data.find.hint"))
        self.find_text.setAccessibleName(t("data.find.label"))
        self.find_button = plain_button(t("data.find.go"), main=True)
        self.find_text.returnPressed.connect(self._seek)
        self.find_button.clicked.connect(self._seek)
        self.find_state = label("", "dim")
        self.everywhere = QCheckBox(t("data.find.everywhere"))
        self.people = self._people_table("data.find.people")
        line = row(self.find_text, self.find_button)
        content = holder(column(line, self.everywhere, self.find_state, self.people, gap=WIDE))
        self.find_title = self.add_sub("find", t("data.find.title"), content, ("data.person",))

    def _people_table(self, name: str) -> Table:
        made = Table(t(name), [t(f"data.person.{one}") for one in _PERSON], right=(1,))
        made.opened.connect(lambda _key: self.used.emit("data.person"))
        made.chosen.connect(lambda _key: self.used.emit("data.refresh"))
        return made

    def _seek(self) -> None:
        if self.find_text.value():
            self.sought.emit(self.find_text.value(), self.everywhere.isChecked())
