"""The Data screen: snapshots, the receiving form, problems, quality, people; passive."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter

from padan.gui.data.pages import DataPages
from padan.gui.data.preview_page import PreviewPage
from padan.gui.texts import t
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import ChoiceField, DayField, LineField, SwitchField
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, label, row
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


class DataView(DataPages):
    """Signals besides a screen's own: chosen(id), browsed, dropped(path), sought(text, in every register)."""

    chosen = Signal(str)
    browsed = Signal()
    dropped = Signal(str)

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

    def show_timeline(self, title: str, moments: Sequence[Moment], chosen: str) -> None:
        """Show the snapshots of one register on a line, the chosen one stood on."""
        self.timeline_title.setText(title)
        self.timeline.blockSignals(True)
        self.timeline.show_moments(moments)
        self.timeline.choose(chosen)
        self.timeline.blockSignals(False)

    def offer_compare(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer a register's snapshots; what a draft wanted is chosen again."""
        for name in ("before", "now"):
            self.forms["compare"].form.fields[name].offer(options)

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

    def _stand_on(self, key: str) -> None:
        if key:
            self.table.choose(key)


_COLUMNS = ("register", "party", "position", "received", "rows", "refused", "file")


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
