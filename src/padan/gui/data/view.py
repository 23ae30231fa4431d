"""The Data screen: snapshots, the receiving form, problems, quality, people; passive."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QSplitter

from padan.gui.data import compare_words
from padan.gui.data.compare_page import ComparePage
from padan.gui.data.person_page import PersonPage
from padan.gui.data.preview_page import PreviewPage
from padan.gui.texts import t
from padan.gui.theme.sheet import WIDE
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import ChoiceField, DayField, LineField, SwitchField
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table
from padan.gui.widgets.timeline import Moment, Timeline

_ACTIONS = (
    "data.receive",
    "data.find",
    "data.quality",
    "data.problems",
    "data.compare",
    "data.detail",
    "reload",
)


class DataView(Screen):
    """Signals besides a screen's own: chosen(id), browsed, dropped(path), sought(text, in every register)."""

    chosen = Signal(str)
    browsed = Signal()
    dropped = Signal(str)
    sought = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__("data", _ACTIONS)
        self.table = Table(t("data.snapshots"), [t(f"data.column.{name}") for name in _COLUMNS], right=(4, 5))
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.used.emit("data.quality"))
        self.detail = label("", "dim")
        self.timeline_title = label("", "heading")
        self.timeline = Timeline(t("data.timeline"))
        self.timeline.chosen.connect(self._stand_on)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(holder(column(self.table, self.detail)))
        split.addWidget(holder(column(self.timeline_title, self.timeline)))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        self.set_main(split)
        self.add_form("reveal", FormPage("data.reveal", _reveal_rows()))
        self.add_form("compare", FormPage("data.compare", _compare_rows()))
        self.browse = plain_button(t("data.receive.browse"))
        self.browse.clicked.connect(self.browsed)
        self.add_form("receive", FormPage("data.receive", _receive_rows(), (holder(row(self.browse, 1)),)))
        self.preview = PreviewPage()
        self.preview.form.dismissed.connect(self.close_form)
        self.preview.form.submitted.connect(lambda _v, about: self.submitted.emit("preview", {}, about))
        self.add_page("preview", self.preview)
        self._add_subs()
        self.setAcceptDrops(True)

    @property
    def registers(self) -> ChoiceField:
        """The register field: party and register of one agreement in one choice."""
        field = self.forms["receive"].form.fields["register"]
        assert isinstance(field, ChoiceField)
        return field

    def show_snapshots(self, lines: Sequence[Line]) -> None:
        """Show the list."""
        self.table.show_lines(lines)
        self.say_state("" if lines else t("data.none"))

    def show_detail(self, text: str) -> None:
        """Show the chosen snapshot's provenance."""
        self.detail.setText(text)

    def show_file(self, path: str) -> None:
        """Fill in the chosen file."""
        self.forms["receive"].form.set_values({"path": path})

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

    def show_timeline(self, title: str, moments: Sequence[Moment], chosen: str) -> None:
        """Show the snapshots of one register on a line, the chosen one stood on."""
        self.timeline_title.setText(title)
        self.timeline.blockSignals(True)
        self.timeline.show_moments(moments)
        self.timeline.choose(chosen)
        self.timeline.blockSignals(False)

    def show_search(self) -> None:
        """Show the search page, emptied."""
        self.find_text.clear()
        self.people.show_lines([])
        self.find_state.setText("")
        self.everywhere.setChecked(True)
        self.everywhere.setEnabled(bool(self.table.key))
        self.turn_to("find")
        self.find_text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_person(
        self, name: str, told: str, headings: Sequence[str], shown: tuple[Sequence[Line], Sequence[Moment]]
    ) -> None:
        """Show one person: sources side by side, and their history."""
        self.person_title.setText(name)
        self.turn_to("person")
        self.person.show_person(told, headings, *shown)
        self.used.emit("data.refresh")

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

    def open_compare(self, options: Sequence[tuple[str, str]], before: str, now: str) -> None:
        """Ask which two snapshots to compare."""
        self.open_form("compare")
        for name, chosen in (("before", before), ("now", now)):
            field = self.forms["compare"].form.fields[name]
            field.offer(options)
            field.set_value(chosen)

    def show_compared(self, title: str) -> None:
        """Bring the comparison into sight."""
        self.compared_title.setText(title)
        self.turn_to("compared")

    def show_people(self, lines: Sequence[Line], told: str) -> None:
        """Show who was found."""
        self.people.show_lines(lines)
        self.find_state.setText(told)

    def draft(self) -> dict[str, Any] | None:
        """A preview in sight is kept as its form and the mapping changed so far: the file itself is never
        kept.
        """
        if self.page != "preview":
            return super().draft()
        kept = self.forms["receive"].draft()
        if self.preview.changed_mapping is not None:
            kept["about"] = {"mapping": json.dumps(self.preview.changed_mapping)}
        return {"form": "receive", **kept}

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(str(Path(paths[0])))

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

    def _stand_on(self, key: str) -> None:
        if key:
            self.table.choose(key)

    def _seek(self) -> None:
        if self.find_text.value():
            self.sought.emit(self.find_text.value(), self.everywhere.isChecked())


_COLUMNS = ("register", "party", "position", "received", "rows", "refused", "file")
_PROBLEM = ("sheet_row", "row", "column", "code", "message", "remedy", "refused", "evidence")
_RULE = ("dimension", "rule", "applicable", "failing", "share")
_PERSON = ("found_in", "row", "nip", "name", "birth", "position", "grade", "unit")


_DETAIL = ("header", "field", "fate")


def _reveal_rows() -> tuple[Row, ...]:
    return (Row("reason", "data.reveal.reason", LineField, True, "data.reveal.hint"),)


def _compare_rows() -> tuple[Row, ...]:
    return (
        Row("before", "data.compare.before", ChoiceField, True),
        Row("now", "data.compare.now", ChoiceField, True),
    )


def _receive_rows() -> tuple[Row, ...]:
    return (
        Row("path", "data.receive.path", lambda: LineField(longest=1000), True),
        Row("register", "data.receive.register", ChoiceField, True),
        Row(
            "position",
            "data.receive.position",
            lambda: DayField(date(2026, 1, 1)),
            True,
            "data.receive.position_hint",
        ),
        Row("sheet", "data.receive.sheet", LineField, False, "data.receive.sheet_hint"),
        Row("allow_empty", "data.receive.allow_empty", SwitchField),
        Row("accept_damage", "data.receive.accept_damage", SwitchField),
    )
