"""The Pengawasan screen: the log with filters and the verdict on it, disclosures, incidents; passive."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from padan.gui.oversight.filters import LogFilters
from padan.gui.texts import t, words
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.badge import Badge
from padan.gui.widgets.fields import ChoiceField, DayField, LineField, LinesField, SwitchField
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, label
from padan.gui.widgets.reading_table import ReadingTable
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.state_panel import Stateful
from padan.gui.widgets.table import LOWEST, Line, Table

_ACTIONS = ("audit.verify", "audit.export", "audit.more", "incident.report", "incident.follow", "reload")
_LOG = ("number", "at", "officer", "action", "outcome", "details", "subject", "hash")
_DISCLOSED = ("at", "officer", "action", "recipient", "purpose", "what")
_INCIDENT = ("noticed", "state", "kind", "what", "affected", "officer")


class OversightView(Screen):
    """Signals: chosen(entry) · incident(id) in sight."""

    chosen = Signal(str)
    incident = Signal(str)

    def __init__(self) -> None:
        super().__init__("oversight", _ACTIONS)
        self.verdict = Badge()
        self.verdict.setWordWrap(True)
        self.filters = LogFilters()
        self.table = Table(t("oversight.log"), [t(f"oversight.column.{name}") for name in _LOG], (0,))
        self.table.setMinimumHeight(LOWEST)
        self.table.chosen.connect(self.chosen)
        self.listed = Stateful(self.table)
        self.shown = label("", "dim")
        self.detail = label("", "small")
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.disclosed = _reading("disclosures", "disclosed", _DISCLOSED, (3, 2, 3, 3, 4, 4))
        self.incidents = _reading("incidents", "incident", _INCIDENT, (3, 4, 3, 5, 2, 2))
        self.incidents.chosen.connect(self.incident)
        self.followed = label("", "dim")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("oversight.tabs"))
        pages = (("log", self._log()), ("disclosures", self.disclosed), ("incidents", self._incidents()))
        for name, page in pages:
            self.tabs.addTab(page, t(f"oversight.{name}"))
        content = column(self.verdict, self.tabs, gap=GAP)
        content.setStretch(1, 1)
        self.set_main(holder(content))
        self.add_form("report", FormPage("oversight.report", _report_rows()))
        self.add_form("follow", FormPage("oversight.follow", _follow_rows()))

    def show_entries(self, lines: Sequence[Line], told: str) -> None:
        """Show the entries that pass the filter, and how many there are in all."""
        self.table.show_lines(lines)
        self.shown.setText(told)
        self.shown.setVisible(bool(told))
        if lines:
            self.listed.show_content()
        else:
            self.listed.show_empty(t("oversight.none"), "", t("oversight.filter.clear"))

    def refuse_log(self) -> None:
        """Say who reads the log; its verification is everyone's."""
        self.filters.hide()
        self.shown.hide()
        self.listed.show_empty(t("oversight.not_yours"))

    def show_detail(self, text: str) -> None:
        """Show one entry in full."""
        self.detail.setText(text)
        self.detail.setVisible(bool(text))

    def show_verdict(self, text: str, tone: str) -> None:
        """Show whether the log holds."""
        self.verdict.show_state(text, tone)

    def show_disclosures(self, lines: Sequence[Line]) -> None:
        """Show what left the store in plain form."""
        self.disclosed.show_lines(lines)
        self.tabs.setTabText(1, t("oversight.disclosures_count", count=len(lines)))

    def show_incidents(self, lines: Sequence[Line], open_ones: int) -> None:
        """Show the incidents; the tab says how many are open."""
        self.incidents.show_lines(lines)
        self.tabs.setTabText(2, t("oversight.incidents_count", count=open_ones))

    def show_follow_ups(self, told: Sequence[str]) -> None:
        """Show what was done about the chosen incident."""
        self.followed.setText("\n".join(told))
        self.followed.setVisible(bool(told))

    def _log(self) -> QWidget:
        box = column(self.filters, self.shown, self.listed, self.detail, gap=GAP)
        box.setStretch(2, 1)
        return holder(box)

    def _incidents(self) -> QWidget:
        box = column(label(t("oversight.incidents_note"), "dim"), self.incidents, self.followed, gap=GAP)
        box.setStretch(1, 1)
        return holder(box)


def _reading(name: str, group: str, columns: Sequence[str], shares: Sequence[int]) -> ReadingTable:
    return ReadingTable(t(f"oversight.{name}"), [t(f"oversight.{group}.{one}") for one in columns], shares)


def _report_rows() -> tuple[Row, ...]:
    return (
        Row("kind", "oversight.report.kind", lambda: ChoiceField(words("incident")), True),
        Row("day", "oversight.report.day", lambda: DayField(date(2026, 1, 1)), True),
        Row("hour", "oversight.report.hour", LineField, True, "oversight.report.hour_hint"),
        Row("what", "oversight.report.what", LinesField, True, "oversight.report.what_hint"),
        Row("affected", "oversight.report.affected", LineField, False, "oversight.report.affected_hint"),
        Row("personal", "oversight.report.personal", SwitchField),
        Row("vital", "oversight.report.vital", SwitchField),
    )


def _follow_rows() -> tuple[Row, ...]:
    return (
        Row("text", "oversight.follow.text", LinesField, True, "oversight.report.what_hint"),
        Row("closes", "oversight.follow.closes", SwitchField),
    )
