"""The Data screen: snapshots, the receiving form, problems, quality, people; passive."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

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

_ACTIONS = ("data.receive", "data.problems", "data.quality", "data.find", "reload")


class DataView(Screen):
    """Signals besides a screen's own: chosen(id), browsed, dropped(path), found(text)."""

    chosen = Signal(str)
    browsed = Signal()
    dropped = Signal(str)
    sought = Signal(str)

    def __init__(self) -> None:
        super().__init__("data", _ACTIONS)
        self.table = Table(t("data.snapshots"), [t(f"data.column.{name}") for name in _COLUMNS], right=(4, 5))
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.used.emit("data.quality"))
        self.detail = label("", "dim")
        self.set_main(holder(column(self.table, self.detail)))
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

    def show_search(self, title: str) -> None:
        """Show the search page, emptied."""
        self.find_title.setText(title)
        self.find_text.clear()
        self.people.show_lines([])
        self.find_state.setText("")
        self.turn_to("find")
        self.find_text.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self.quality_title = self.add_sub("quality", "", holder(column(self.quality, self.rules, gap=WIDE)))
        self.find_text = LineField(t("data.find.hint"))
        self.find_text.setAccessibleName(t("data.find.label"))
        self.find_button = plain_button(t("data.find.go"), main=True)
        self.find_text.returnPressed.connect(self._seek)
        self.find_button.clicked.connect(self._seek)
        self.find_state = label("", "dim")
        self.people = Table(t("data.find.people"), [t(f"data.person.{name}") for name in _PERSON], right=(0,))
        line = row(self.find_text, self.find_button)
        content = holder(column(line, self.find_state, self.people, gap=WIDE))
        self.find_title = self.add_sub("find", "", content)

    def _seek(self) -> None:
        if self.find_text.value():
            self.sought.emit(self.find_text.value())


_COLUMNS = ("register", "party", "position", "received", "rows", "refused", "file")
_PROBLEM = ("sheet_row", "row", "column", "code", "message", "remedy", "refused", "evidence")
_RULE = ("dimension", "rule", "applicable", "failing", "share")
_PERSON = ("row", "nip", "name", "birth", "position", "grade", "unit")


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
